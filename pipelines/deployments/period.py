"""Some days, as the command line names them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pipelines.decoding.times import TimeError, parse_day


@dataclass(frozen=True, slots=True)
class Period:
    """The days ``first`` to ``last``, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2022-01-20..2022-01-26``, or one day; raises ValueError."""
        first, dots, last = text.partition("..")
        try:
            period = cls(parse_day(first), parse_day(last if dots else first))
        except TimeError as e:
            raise ValueError(f"{text!r} is no period, given as 2022-01-20..2022-01-26: {e}") from e
        if period.first > period.last:
            raise ValueError(f"{text!r} ends before it begins")
        return period

    def days(self) -> list[date]:
        """Every day, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
