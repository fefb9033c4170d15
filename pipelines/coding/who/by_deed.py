"""What doers are by their deed: a country that strikes is its army, teachers who protest are labour."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.coding.joining import Told, with_parties
from pipelines.coding.who.kinds import WITHOUT_ARMY, of_kind
from pipelines.coding.wordlists import word_list
from schemas import Actor

_BY_OTHERS = frozenset({"abduct", "beat", "torture", "sexual", "targeted", "crowd-control"})  # by police or agents
_STAFF = word_list("salaried")  # of schools and hospitals


def by_their_deeds(told: Iterable[Told]) -> Iterator[Told]:
    """The events of a report with doers of these kinds.

    Whatever answers a blow is directed at the state all the same, so this comes last.
    """
    for one in told:
        telling = one.telling
        sources = tuple(_doing(actor, telling.type, telling.mode) for actor in telling.sources)
        if sources != telling.sources:
            one = replace(one, telling=with_parties(telling, sources, telling.targets))
        yield one


def _doing(actor: Actor, kind: str, mode: str | None) -> Actor:
    bare = bool(actor.country) and not actor.sectors and actor.country not in WITHOUT_ARMY
    if kind == "ASSAULT" and mode not in _BY_OTHERS and bare:
        return of_kind(actor, "MIL")
    if (
        kind == "PROTEST"
        and actor.sectors in (("EDU",), ("MED",))
        and not _STAFF.isdisjoint(actor.text.lower().split())
    ):
        return of_kind(actor, "LAB")
    return actor
