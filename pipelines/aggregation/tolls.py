"""How many were killed and injured, by all that is told of a day (decision D17): the same dead count once.

A toll belongs to a site: country and first-level region of its place; where no place is told, the country of those it
was done to. What may be the same dead is never added: of a site the largest number counts, whatever the wordings, types
and parties; a country's is its regions' sum, or the largest told of the country alone where that is larger; and so is
the world's. So a figure is the least number of which all that is told can be true.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from pipelines.dedup.links import Order
from schemas import Telling

Site: TypeAlias = tuple[str, str]
"""Country and region; either may be unknown, which is ""."""

_DEEDS: Final = 4  # the quad class of material conflict
_BEARERS: Final = ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "SANCTION")


_Place: TypeAlias = tuple[str, str] | tuple[int] | tuple[int, str] | tuple[int, str, str]
_Number: TypeAlias = tuple[tuple[int, str], Site, int]  # rank of its type, where, how many


class Toll(NamedTuple):
    """What one telling adds to what is known of a site."""

    site: Site
    killed: int
    injured: int


def tolls(tellings: Sequence[Telling]) -> list[Toll | None]:
    """The toll that each of the tellings of one report and day bears; None: it bears none.

    Only deeds bear one, not what is said of the dead or done for the injured. Where deeds of several types may be the
    same (they are of one site, or of one number at sites that may be one) the type that comes first in ``_BEARERS``
    bears it, so that rows by type do not share the dead.
    """
    deeds = [t for t in tellings if t.quad_class == _DEEDS and (t.counts.killed or t.counts.injured)]
    if not deeds:
        return [None] * len(tellings)
    killed = [(_rank(t), _site(t), t.counts.killed or 0) for t in deeds]
    injured = [(_rank(t), _site(t), t.counts.injured or 0) for t in deeds]
    killed_first, injured_first = _first_tellers(killed), _first_tellers(injured)
    found = {
        id(t): _toll(k[1], _borne(k, killed_first), _borne(i, injured_first))
        for t, k, i in zip(deeds, killed, injured, strict=True)
    }
    return [found.get(id(telling)) for telling in tellings]


def least(numbers: Iterable[tuple[Site, int]]) -> int:
    """The least number of people of which every one of ``numbers`` can be true."""
    countries: dict[str, dict[str, int]] = defaultdict(dict)
    for (country, region), number in numbers:
        regions = countries[country]
        regions[region] = max(number, regions.get(region, 0))
    apart = countries.pop("", {})
    return max(sum(map(_in_country, countries.values())), max(apart.values(), default=0))


class RunningTolls:
    """The tolls of a cell, kept up while reports come and go."""

    __slots__ = ("_most", "_told")

    def __init__(self) -> None:
        self._told: dict[Site, dict[Order, tuple[int, int]]] = {}
        self._most: dict[Site, tuple[int, int]] = {}

    def add(self, order: Order, told: Iterable[Toll]) -> None:
        """Take in all that the report with ``order`` bears; nothing of it may be held."""
        for site, numbers in _by_site(told).items():
            held = self._told.setdefault(site, {})
            if site in self._most or not held:
                self._most[site] = _larger(numbers, self._most.get(site, (0, 0)))
            held[order] = numbers

    def remove(self, order: Order, told: Iterable[Toll]) -> None:
        """Take out what was taken in for the report."""
        for site in _by_site(told):
            del self._told[site][order]
            self._most.pop(site, None)
            if not self._told[site]:
                del self._told[site]

    def killed_and_injured(self) -> tuple[int, int]:
        """What the row of the cell says."""
        if not self._told:
            return 0, 0
        for site in self._told.keys() - self._most.keys():
            self._most[site] = _largest(self._told[site].values())
        killed = least((site, most[0]) for site, most in self._most.items())
        return killed, least((site, most[1]) for site, most in self._most.items())


def _site(telling: Telling) -> Site:
    if telling.place is not None and telling.place.country:
        return telling.place.country, telling.place.admin1 or ""
    hit = {actor.country for actor in telling.targets if actor.country}
    return (hit.pop() if len(hit) == 1 else "", "")


def _rank(telling: Telling) -> tuple[int, str]:
    kind = telling.type
    return (_BEARERS.index(kind) if kind in _BEARERS else len(_BEARERS), kind)


def _first_tellers(numbers: Iterable[_Number]) -> Mapping[_Place, tuple[int, str]]:
    """The first type that tells a number of each site, and each number anywhere, in each country and at each site."""
    first: dict[_Place, tuple[int, str]] = {}
    for rank, (country, region), number in numbers:
        if number:
            for place in ((country, region), (number,), (number, country), (number, country, region)):
                first[place] = min(rank, first.get(place, rank))
    return first


def _borne(own: _Number, first: Mapping[_Place, tuple[int, str]]) -> int:
    """The number that a deed bears: none where one of a type before its own may tell the same."""
    rank, (country, region), number = own
    # The same number may be told of a country and of one of its regions, or of nowhere.
    if not country:
        same: tuple[_Place, ...] = ((number,),)
    elif not region:
        same = ((number, ""), (number, country))
    else:
        same = ((number, ""), (number, country, ""))
    return 0 if any(first.get(place, rank) < rank for place in ((country, region), *same)) else number


def _toll(site: Site, killed: int, injured: int) -> Toll | None:
    return Toll(site, killed, injured) if killed or injured else None


def _in_country(regions: Mapping[str, int]) -> int:
    return max(sum(number for region, number in regions.items() if region), regions.get("", 0))


def _by_site(told: Iterable[Toll]) -> Mapping[Site, tuple[int, int]]:
    found: dict[Site, tuple[int, int]] = {}
    for site, killed, injured in told:
        found[site] = _larger((killed, injured), found.get(site, (0, 0)))
    return found


def _larger(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return max(a[0], b[0]), max(a[1], b[1])


def _largest(numbers: Iterable[tuple[int, int]]) -> tuple[int, int]:
    killed, injured = zip(*numbers, strict=True)
    return max(killed), max(injured)
