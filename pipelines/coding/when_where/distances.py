"""The day of a deed by that of another: "two days after gunmen shot nine, soldiers killed four"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipelines.coding.sentence.frames import dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.clauses import clauses_of
from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.when_where.numbers import find_numbers

_HOURS = {"day": 24, "days": 24, "week": 168, "weeks": 168, "hour": 1, "hours": 1, "minutes": 0}
_LATER, _EARLIER = "after", "before"
_MOST = 60  # days: what lies farther back is told by its date


def anchored(found: Sequence[DateMatch], story: date | None, told: date) -> list[DateMatch]:
    """The days of a sentence, what is told from another day counted from the last one named, there or before."""
    placed: list[DateMatch] = []
    for match in found:
        if match.apart is not None:
            named = [m.date for m in placed if m.precision == "day" and not m.attribute and m.date <= told]
            start = named[-1] if named else story
            if start is None and match.apart >= 0:
                continue  # "the following day" of a day that nobody named
            match = replace(match, date=(start or told) + timedelta(days=match.apart))
        placed.append(match)
    return placed


def days_apart(parse: Parse, trigger: int) -> int | None:
    """How many days a deed lies behind what the clause around it tells, or before: "a day after rebels shelled"."""
    for clause in clauses_of(parse, trigger):
        if clause.link in ("advcl", "ccomp"):
            marks = [t for t in dependents(parse, clause.verb, "mark", "advmod") if t < clause.verb]
            mark = next((t for t in marks if parse.lowers[t] in (_LATER, _EARLIER)), None)
            stretch = None if mark is None or mark == 0 else mark - 1
            if stretch is None or mark is None or parse.lowers[stretch] not in _HOURS:
                return None
            many = _many(parse, stretch)
            days = None if many is None else many * _HOURS[parse.lowers[stretch]] // 24
            if days is None or days > _MOST:
                return None
            return -days if parse.lowers[mark] == _LATER else days
        if clause.link != "conj":
            return None
    return None


def lies_days_apart(parse: Parse, trigger: int) -> bool:
    """Whether a deed lies some days from what the clause around it tells: "days after prosecutors indicted"."""
    clause = next(clauses_of(parse, trigger), None)
    if clause is None or clause.link not in ("advcl", "pcomp", "conj"):
        return False
    marks = [t for t in dependents(parse, clause.verb, "mark", "advmod") if t < clause.verb]
    marks += [clause.above] if clause.link == "pcomp" else []
    mark = next((t for t in marks if parse.lowers[t] in (_LATER, _EARLIER)), 0)
    return mark > 0 and parse.lowers[mark - 1] == "days" and _many(parse, mark - 1) is None


def _many(parse: Parse, stretch: int) -> int | None:
    if stretch and parse.lowers[stretch - 1] in ("a", "an", "the", "one"):
        return 1
    found = [number.value for number in find_numbers(parse.lowers[:stretch]) if number.end == stretch]
    return found[0] if found else (None if _HOURS[parse.lowers[stretch]] else 0)
