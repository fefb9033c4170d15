"""Whom "the accused" means: who was arrested, charged or tried shortly before in the report."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told, with_parties
from schemas import Actor

_ACCUSED = frozenset({"accused", "suspect", "suspects", "defendant", "defendants", "detainee", "detainees"})
_COURTS = frozenset({"arrest", "convict", "allege"})
_OPEN = ((), ("CVL",))
_FAR = 12  # sentences back to who was arrested or charged


def accused(told: Sequence[Told]) -> list[Told]:
    """The events of a report, "the suspect" in them as whoever was arrested, charged or tried before."""
    kept: list[Told] = []
    for one in told:
        meant = _charged(kept, one) if one.parse.language == ENGLISH else None
        if meant is not None:
            targets = tuple(_as(meant, target) for target in one.telling.targets)
            if targets != one.telling.targets:
                one = replace(one, telling=with_parties(one.telling, one.telling.sources, targets))
        kept.append(one)
    return kept


def _charged(before: Sequence[Told], one: Told) -> Actor | None:
    """The one person or group, the last that the sentences before tell of as arrested, charged or tried."""
    for deed in reversed(before):
        if one.place - deed.place > _FAR:
            return None
        if deed.telling.mode in _COURTS and len(deed.telling.targets) == 1 and deed.telling.targets[0].country:
            return deed.telling.targets[0]
    return None


def _as(meant: Actor, actor: Actor) -> Actor:
    """An actor told as "the accused" with what the report says of who is meant."""
    words = actor.text.lower().split()
    if words[:1] != ["the"] or not _ACCUSED.intersection(words[1:2]) or actor.sectors not in _OPEN:
        return actor
    return replace(meant, text=actor.text, role=None)
