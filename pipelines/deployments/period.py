"""Some days, as the command line names them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pipelines.decoding.times import FIRST_YEAR, LAST_YEAR


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
            period = cls(date.fromisoformat(first), date.fromisoformat(last if dots else first))
        except ValueError as e:
            raise ValueError(f"{text!r} is no period: give FIRST..LAST as 2022-01-20..2022-01-26") from e
        if period.first.year < FIRST_YEAR or period.last.year > LAST_YEAR:
            raise ValueError(f"{text!r} reaches beyond the years {FIRST_YEAR} to {LAST_YEAR}")
        if period.first > period.last:
            raise ValueError(f"{text!r} ends before it begins")
        return period

    def days(self) -> list[date]:
        """Every day, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
