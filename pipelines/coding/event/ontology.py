"""PLOVER types, modes and scores, and CAMEO codes, as tables (``data/ontology``)."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows


@dataclass(frozen=True, slots=True)
class Kind:
    """A PLOVER type or one of its modes: quad class 1 to 4, intensity -10 to 10, usual CAMEO code."""

    quad_class: int
    score: float
    cameo: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the codes mean."""

    kinds: dict[tuple[str, str | None], Kind]
    goldstein_scores: dict[str, float | None]

    @classmethod
    def load(cls, folder: Path = DATA / "ontology") -> "Ontology":
        """The tables of ``folder``; raises LexiconError naming file and line."""
        kinds = {}
        for row in read_rows(folder / "types.tsv", 5, 5):
            name, mode, quad, score, cameo = row.cells
            kinds[name, None if mode == "-" else mode] = Kind(int(quad), float(score), cameo)
        goldstein = {}
        for row in read_rows(folder / "goldstein.tsv", 2, 2):
            code, points = row.cells
            goldstein[code] = None if points == "-" else float(points)
        return cls(kinds, goldstein)

    def kind(self, event_type: str, mode: str | None) -> Kind:
        """The row of a type and mode; raises KeyError for a pair that PLOVER does not have."""
        return self.kinds[event_type, mode]

    def goldstein(self, cameo: str) -> float | None:
        """The Goldstein score of a CAMEO code, inherited from its longest listed prefix."""
        for end in range(len(cameo), 1, -1):
            if cameo[:end] in self.goldstein_scores:
                return self.goldstein_scores[cameo[:end]]
        return None
