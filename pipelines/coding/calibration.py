"""Confidence as a deployment's own readers found it: a few numbers for each language, over the confidence that ships.

A coder with a calibration is another coder: its version names what the numbers are, and its rank stands above that of
the coder as it ships and below the next version's. What is told stays the same, only how sure it is differs.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

from pipelines.coding.document import Coding, Document, EventCoder
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.packages import PACKAGES
from pipelines.coding.version import IDENTITY, RANKS
from pipelines.identity import digest
from schemas import Coder, Telling

FILE: Final = "calibration.json"
"""Its name in a deployment's folder."""
MOST: Final = RANKS - 2
"""The highest number of a calibration: what waits for a language has the rank before its coder's."""
LANGUAGES: Final = frozenset({ENGLISH, *PACKAGES})
"""Those that may have a line."""
FARTHEST: Final = 20.0
"""No shift is farther from 0 and no slope higher: under them all confidence is 0 or 1 already."""
_EDGE: Final = 0.005  # confidence is in whole hundredths: 0 and 1 are less than half of one away from it
_NAMED: Final = 8  # hexadecimal digits of what a calibration says that its coder's version shows


class CalibrationError(ValueError):
    """A file that is no calibration of this coder; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """In odds: how sure an event is, from how sure the coder is; fitted to so many events ``judged``."""

    shift: float
    slope: float
    judged: int

    def confidence(self, shipped: float) -> float:
        """How sure an event is of which the coder says ``shipped``, in whole hundredths."""
        return round(1 / (1 + math.exp(-(self.shift + self.slope * odds(shipped)))), 2)

    def after(self, other: Self) -> Self:
        """The line that says of what the coder says what this one says of what ``other`` says of it."""
        return replace(self, shift=self.shift + self.slope * other.shift, slope=self.slope * other.slope)


def odds(confidence: float) -> float:
    """The logarithm of the odds of a confidence."""
    bounded = min(max(confidence, _EDGE), 1 - _EDGE)
    return math.log(bounded / (1 - bounded))


@dataclass(frozen=True)
class Calibration:
    """The ``number``-th of a deployment, of the version ``coder``; ``lines`` by language, of the others as it ships."""

    coder: str
    number: int
    lines: tuple[tuple[str, Line], ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises CalibrationError where the file cannot be read, or is of another version of the coder than this."""
        try:
            made = cls.of(json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise CalibrationError(f"{path}: {error.strerror}") from error
        except RecursionError as error:
            raise CalibrationError(f"{path}: no calibration (too deep); `wirewatch judge fit` makes one") from error
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            raise CalibrationError(
                f"{path}: no calibration ({type(error).__name__}: {error}); `wirewatch judge fit` makes one"
            ) from error
        if made.coder != IDENTITY.version:
            raise CalibrationError(
                f"{path}: fitted to version {made.coder} of the coder, and this is version {IDENTITY.version}: leave it"
                " out, recode, judge what the new version says, and fit again"
            )
        return made

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """What a file holds; raises ValueError, TypeError, KeyError, AttributeError, OverflowError for what is none."""
        lines = {
            str(language): Line(float(line["shift"]), float(line["slope"]), int(line["judged"]))
            for language, line in stored["languages"].items()
        }
        for language, line in lines.items():
            if language not in LANGUAGES:
                raise ValueError(f"{language[:40]!r} is none of the languages {', '.join(sorted(LANGUAGES))}")
            if not (-FARTHEST <= line.shift <= FARTHEST and 0 < line.slope <= FARTHEST):
                raise ValueError(
                    f"{language}: shift is to be a number from {-FARTHEST:g} to {FARTHEST:g} and slope one above 0, up"
                    f" to {FARTHEST:g}"
                )
            if line.judged < 0:
                raise ValueError(f"{language}: {line.judged} events cannot have been judged")
        number = stored["number"]
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST:
            raise ValueError(f"number {number} is not from 1 to {MOST}")
        return cls(str(stored["coder"]), number, tuple(sorted(lines.items())))

    def text(self) -> str:
        """It as a file holds it."""
        languages = {language: asdict(line) for language, line in self.lines}
        return json.dumps({"coder": self.coder, "number": self.number, "languages": languages}, indent=1) + "\n"

    @cached_property
    def identity(self) -> Coder:
        """The coder that it makes of the one that ships: calibrations of other numbers are other coders."""
        name = digest("calibration", self.text())[:_NAMED]
        return replace(IDENTITY, version=f"{IDENTITY.version}+{name}", rank=IDENTITY.rank + self.number)

    def line(self, language: str) -> Line | None:
        """That of a language; None where its confidence is as it ships."""
        return dict(self.lines).get(language)

    def applied(self, tellings: Sequence[Telling], language: str) -> tuple[Telling, ...]:
        """What the coder as it ships told of a document, as sure as readers found it."""
        line = self.line(language)
        return tuple(
            replace(t, coder=self.identity, confidence=t.confidence if line is None else line.confidence(t.confidence))
            for t in tellings
        )


class Calibrated:
    """An event coder whose confidence a calibration maps."""

    def __init__(self, coder: EventCoder, calibration: Calibration) -> None:
        self._coder, self._calibration = coder, calibration

    @property
    def identity(self) -> Coder:
        """That of the calibration."""
        return self._calibration.identity

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document, in order."""
        return [
            replace(coding, tellings=self._calibration.applied(coding.tellings, document.language))
            for coding, document in zip(self._coder.code(documents), documents, strict=True)
        ]
