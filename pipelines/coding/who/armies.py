"""What a country does by arms its army does: "Chad bombed the camp"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.coding.joining import Told, with_parties
from schemas import Actor

_WITHOUT_ARMY = frozenset({"PSE"})
_BY_OTHERS = frozenset({"abduct", "beat", "torture", "sexual", "targeted", "crowd-control"})  # by police or agents


def with_armies(told: Iterable[Told]) -> Iterator[Told]:
    """The events of a report, countries that strike by their bare names as their armies.

    Whatever answers a blow is directed at the state all the same, so this comes last.
    """
    for one in told:
        sources = one.telling.sources
        if one.telling.type == "ASSAULT" and one.telling.mode not in _BY_OTHERS and any(map(_is_bare, sources)):
            armed = tuple(_army(actor) if _is_bare(actor) else actor for actor in sources)
            one = replace(one, telling=with_parties(one.telling, armed, one.telling.targets))
        yield one


def _is_bare(actor: Actor) -> bool:
    return bool(actor.country) and not actor.sectors and actor.country not in _WITHOUT_ARMY


def _army(actor: Actor) -> Actor:
    return replace(actor, code=actor.country + "MIL", sectors=("MIL",), role=None)
