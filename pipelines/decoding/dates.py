"""The three times of a report: where one that its record gives is unusable, another is taken, and that is noted."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from pipelines.decoding.repair import pair_surrogates
from pipelines.decoding.times import NoTimeError, TimeError, parse_time
from schemas.aliases import TIME_FIELDS
from schemas.records import PublishedPrecision

REPAIRS: Final = "repairs"
STRUCTS: Final = "_parsed"
_IN_UTC: Final = "_gmt"
_DOMAIN: Final = re.compile(r"\.([a-z]{2})\.?$")
_REGION: Final = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})(?:[-_.].*)?$")


class NoDateError(TimeError):
    """A record without a date."""

    reason = "no_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A time that was read, from which field, and as it stood there."""

    moment: datetime
    precision: PublishedPrecision
    raw: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The times of a report, and in words what was done where one could not be used."""

    published: Taken
    modified: Taken | None
    fetched: Taken | None
    repairs: tuple[str, ...]


def take_times(left: dict[str, Any], zone: tzinfo, countries: AbstractSet[str]) -> Times:
    """The times in ``left``, from where those that are used are taken out.

    A report without a publication time has that of its last change, else that of its fetch. One whose publication time
    is there and cannot be read is never dated by its fetch: that may be years later. Raises TimeError.
    """
    taken: dict[str, Taken | None] = {}
    problems: dict[str, list[TimeError]] = {}
    for field in TIME_FIELDS:
        taken[field], problems[field] = _take(left, field, zone, countries)
    unread = [e for e in problems["published_at"] if not isinstance(e, NoTimeError)]
    published = taken["published_at"] or taken["modified_at"] or (None if unread else taken["fetched_at"])
    if published is None:
        if unread:
            raise unread[0]
        said = next((f": {e}" for told in problems.values() for e in told), "")
        raise NoDateError(f"no date: give published_at{said and f' ({said[2:]})'}")
    repairs = [
        f"{e}: {f'{used.name} taken' if (used := taken[field]) else f'{published.name} taken'}"
        if field == "published_at"
        else f"{e}: left out"
        for field, told in problems.items()
        for e in told
    ]
    return Times(
        published=published, modified=taken["modified_at"], fetched=taken["fetched_at"], repairs=tuple(repairs)
    )


def countries_of(host: str | None, language: str | None) -> frozenset[str]:
    """The country that a report names as its own: by the domain of its address, else by its language's region."""
    domain = _DOMAIN.search((host or "").lower())
    if domain:
        return frozenset({"GB" if domain[1] == "uk" else domain[1].upper()})
    region = _REGION.match(language or "")
    return frozenset({region[1].upper()} if region else ())


def noted(extra: dict[str, str], repairs: tuple[str, ...]) -> dict[str, str]:
    """``extra`` with the repairs in it, after those that were noted before."""
    if not repairs:
        return extra
    said = [extra[REPAIRS]] if extra.get(REPAIRS) else []
    return extra | {REPAIRS: pair_surrogates("; ".join([*said, *repairs]))}


def _take(
    left: dict[str, Any], field: str, zone: tzinfo, countries: AbstractSet[str]
) -> tuple[Taken | None, list[TimeError]]:
    """The first time of ``field`` that can be read, and what was wrong with those before it."""
    problems: list[TimeError] = []
    for name in TIME_FIELDS[field]:
        if name not in left:
            continue
        value = left[name]
        if value in (None, "", [], {}):
            del left[name]
            continue
        if name.endswith(STRUCTS) and any(not isinstance(e, NoTimeError) for e in problems):
            continue  # feedparser reads it from the same text, and what we cannot read it may well misread
        if isinstance(value, list) and len(value) == 1:
            (value,) = value
        if isinstance(value, datetime):
            value = value.isoformat()
        try:
            moment, precision = parse_time(value, UTC if name.endswith(_IN_UTC) else zone, countries)
        except TimeError as e:
            problems.append(type(e)(f"{field if name == field else f'{field} ({name})'} {e}"))
            if isinstance(e, NoTimeError):
                del left[name]
            continue
        del left[name]
        return Taken(moment=moment, precision=precision, raw=str(value), name=name), problems
    return None, problems
