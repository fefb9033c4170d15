"""Time zones as press dates name them: offsets, abbreviations and regions.

What an abbreviation means stands in ``data/zones.tsv``. Where it means several things, the country of the report
decides, then the zone of the deployment, then common use; else it is refused.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TABLE: Final = Path(__file__).with_name("data") / "zones.tsv"
_COLUMNS: Final = 4
_OFFSET: Final = re.compile(r"([+-])(?:(\d\d?)(?::(\d\d)(?::00)?)?|(\d\d)(\d\d))", re.ASCII)
_REGION: Final = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2}", re.ASCII)
_WESTMOST, _EASTMOST = timedelta(hours=-12), timedelta(hours=14)


class ZoneError(ValueError):
    """A zone that is not known, or that may be several: the message goes on after the time."""

    def __init__(self, message: str, *, ambiguous: bool = False) -> None:
        super().__init__(message)
        self.ambiguous = ambiguous


@dataclass(frozen=True, slots=True)
class _Meaning:
    zone: tzinfo
    countries: frozenset[str]
    unless_told: bool


def zone_of(name: str, local: datetime, here: tzinfo, countries: AbstractSet[str]) -> tzinfo:
    """The zone that ``name`` means beside the time ``local``, for a report of ``countries`` in a deployment ``here``.

    Raises ZoneError.
    """
    if _OFFSET.fullmatch(name):
        return offset_of(name)
    if _REGION.fullmatch(name):
        return _clock(_region(name), local, name)
    meanings = _meanings().get(name.upper(), ())
    if not meanings:
        raise ZoneError(f"{name!r} is no known zone")
    return _clock(_choose(name, meanings, local, here, countries), local, name)


def offset_of(text: str) -> tzinfo:
    """The zone of ``+HH``, ``+HHMM`` or ``+HH:MM``; raises ZoneError."""
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise ZoneError(f"{text!r} is no offset from UTC")
    sign, hours, minutes, two, more = found.groups()
    offset = timedelta(hours=int(hours or two), minutes=int(minutes or more or 0))
    offset = -offset if sign == "-" else offset
    if int(minutes or more or 0) > 59 or not _WESTMOST <= offset <= _EASTMOST:
        raise ZoneError(f"{text!r} is no offset that a place has")
    return timezone(offset) if offset else UTC


def agrees(offset: tzinfo, name: str, local: datetime) -> bool:
    """Whether ``name``, said beside an offset, can mean it; names that are not known say nothing."""
    if _REGION.fullmatch(name):
        try:
            clock = _region(name)
        except ZoneError:
            return True
        return offset.utcoffset(local) in {clock.utcoffset(local.replace(fold=fold)) for fold in (0, 1)}
    meanings = _meanings().get(name.upper(), ())
    return not meanings or any(m.zone.utcoffset(local) == offset.utcoffset(local) for m in meanings)


def _choose(
    name: str, meanings: tuple[_Meaning, ...], local: datetime, here: tzinfo, countries: AbstractSet[str]
) -> tzinfo:
    if len(meanings) == 1:
        return meanings[0].zone
    told = [m for m in meanings if m.countries & countries]
    if len(told) != 1:
        own = here.utcoffset(local) if here.tzname(local) == name.upper() else None
        told = [m for m in meanings if m.zone.utcoffset(local) == own] or [m for m in meanings if m.unless_told]
    if len(told) != 1:
        offsets = " or ".join(local.replace(tzinfo=m.zone).strftime("%z") for m in meanings)
        raise ZoneError(f"{name} may be {offsets}: give an offset, or the feed's --timezone", ambiguous=True)
    return told[0].zone


def _clock(zone: tzinfo, local: datetime, name: str) -> tzinfo:
    if zone.utcoffset(local.replace(fold=0)) != zone.utcoffset(local.replace(fold=1)):
        raise ZoneError(f"the clocks of {name} show that time twice or never: give an offset", ambiguous=True)
    return zone


@cache
def _region(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise ZoneError(f"{name!r} is no known zone") from e


@cache
def _meanings() -> dict[str, tuple[_Meaning, ...]]:
    found: dict[str, tuple[_Meaning, ...]] = {}
    for number, line in enumerate(_TABLE.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != _COLUMNS or columns[3] not in ("", "yes"):
            raise ValueError(f"{_TABLE.name}, line {number}: not an abbreviation, a zone, countries and yes or nothing")
        name, zone, countries, unless_told = columns
        meaning = _Meaning(
            _region(zone) if "/" in zone else offset_of(zone), frozenset(countries.split()), unless_told == "yes"
        )
        found[name] = (*found.get(name, ()), meaning)
    return found
