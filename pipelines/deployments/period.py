"""Some days, as the command line names them."""

import re
from calendar import monthrange
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

    @classmethod
    def named(cls, text: str) -> Self:
        """As ``parse``, or a month as ``2022-01``, or a week as ``2022-W03``; raises ValueError."""
        try:
            if month := re.fullmatch(r"([0-9]{4})-([0-9]{2})", text):
                year, number = int(month[1]), int(month[2])
                text = f"{text}-01..{text}-{monthrange(year, number)[1]}"
            elif week := re.fullmatch(r"([0-9]{4})-W([0-9]{2})", text):
                monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
                text = f"{monday}..{monday + timedelta(days=6)}"
        except ValueError as e:
            raise ValueError(f"{text!r} is no period, given as 2022-01, 2022-W03 or 2022-01-20..2022-01-26: {e}") from e
        return cls.parse(text)

    def days(self) -> list[date]:
        """Every day, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
