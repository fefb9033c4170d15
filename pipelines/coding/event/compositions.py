"""What becomes of an event inside the complement of an operator (``data/compositions.tsv``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.coding.datafiles import DATA, Row, read_rows
from schemas.records import DeedModality

SAME = "same"
DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Composition:
    """``outcome`` is a PLOVER type, ``same``, ``denied`` or ``silent`` (then ``label`` is the reason)."""

    outcome: str
    label: str | None
    cameo: str | None
    deed: DeedModality | None


@dataclass(frozen=True, slots=True)
class Compositions:
    """The table, by operator and inner type."""

    rows: Mapping[tuple[str, str], Composition]

    @classmethod
    def load(cls, path: Path = DATA / "compositions.tsv") -> "Compositions":
        """The table; raises LexiconError naming file and line."""
        rows: dict[tuple[str, str], Composition] = {}
        for row in read_rows(path, 6, 6):
            operator, inner, *rest = row.cells
            outcome, label, cameo, deed = (None if cell == "-" else cell for cell in rest)
            if outcome is None:
                raise row.error("the third cell must be a type, same, denied or silent")
            for name in inner.split("|"):
                if (operator, name) in rows:
                    raise row.error(f"operator {operator} with {name} is in the table already")
                rows[operator, name] = Composition(outcome, label, cameo, _deed(row, deed))
        return cls(rows)

    def get(self, operator: str, inner: str | None) -> Composition | None:
        """What the operator makes of a type (None: of no event at all)."""
        if inner is None:
            return self.rows.get((operator, "-"))
        return self.rows.get((operator, inner)) or self.rows.get((operator, "*"))


def _deed(row: Row, cell: str | None) -> DeedModality | None:
    match cell:
        case None | "planned" | "hypothetical" | "requested":
            return cell
    raise row.error(f"deed {cell!r} is none of planned, hypothetical, requested, -")
