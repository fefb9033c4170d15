"""Reading the coder's tab-separated data files, with errors that name file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"


class LexiconError(ValueError):
    """A data file of the coder cannot be used; the message begins with file and line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file: its cells, and where it stands."""

    path: Path
    line: int
    cells: tuple[str, ...]

    def error(self, message: str) -> LexiconError:
        """An error about this line, to be raised."""
        return LexiconError(f"{self.path}:{self.line}: {message}")


def read_rows(path: Path, least: int, most: int) -> Iterator[Row]:
    """The lines of a tab-separated file that are neither empty nor a ``#`` comment.

    Raises LexiconError where a line has fewer than ``least`` or more than ``most`` cells, or is not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 ({error.reason}); save the file as UTF-8") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = Row(path, number, tuple(cell.strip() for cell in line.rstrip().split("\t")))
        if not least <= len(row.cells) <= most:
            raise row.error(f"{len(row.cells)} cells, expected {least} to {most}, parted by tabs")
        yield row
