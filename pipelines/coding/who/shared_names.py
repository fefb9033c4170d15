"""Names that bodies and parties of several countries bear: "Congress", "the National Guard"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.phrases import parts_of
from pipelines.coding.who.entities import BODIES, ActorMatch

_ANY = "*"
_LANDS = frozenset({"state", "nationality"})
_PARTIES = frozenset({"party", "congress", "alliance"})


@cache
def _bearers() -> Mapping[str, frozenset[str]]:
    rows = (row.cells for row in read_rows(DATA / "actors" / "shared_names.tsv", 2, 2))
    return {name: frozenset(countries.split()) for names, countries in rows for name in parts_of(names)}


def shared_name(words: Sequence[str], match: ActorMatch) -> str:
    """The words of a name, if it is one that bodies and parties of several countries bear; else ""."""
    name = " ".join(words[match.start : match.end]).lower()
    return name if name in _bearers() else ""


def has_one(country: str, name: str) -> bool:
    """Whether a country has a body or party of a shared name."""
    bearers = _bearers()[name]
    return country in bearers or _ANY in bearers


def is_of_a_longer_name(words: Sequence[str], matches: Sequence[ActorMatch], match: ActorMatch) -> bool:
    """Whether a party's name is but the end of another's, which no list knows: "the Hill Peoples' Democratic Party"."""
    before = match.start - 1
    known = any(other.start <= before < other.end for other in matches)
    party = words[match.end - 1].lower() in _PARTIES
    return party and before > 0 and words[before][:1].isupper() and not known


def with_its_land(words: Sequence[str], land: ActorMatch, body: ActorMatch) -> ActorMatch | None:
    """A body of a shared name as that of the country right before it: "China Coast Guard"; None for any other two."""
    apart = land.end != body.start or land.kind not in _LANDS or body.kind not in BODIES
    if apart or not shared_name(words, body):
        return None
    return replace(body, start=land.start, code=land.country + "".join(body.sectors), country=land.country)
