"""What the officers of a body are: the union's president is labour, the party's spokesman the party's."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.wordlists import word_list
from schemas import Actor

# Who is in an office of state unless a body is told whose it is.
CHAIRS = frozenset(
    {"president", "presidents", "vice president", "vice-president", "deputy president", "secretary", "deputy secretary"}
)
_BODIES = word_list("chaired")
_OFFICERS = word_list("officers_of_bodies")
_ORGANISED = frozenset("LAB BUS MNC PTY OPP NGO EDU MED REL JRN AGR LEG JUD COP MIL REB UAF CRM SPY".split())
_ASSOCIATED = frozenset("association associations league society committee network institute campaigners".split())
_WORLDWIDE = frozenset({"international", "world", "global", "their"})
_BEARING = frozenset({"COP", "MIL", "REB", "UAF", "CRM"})  # arms
_ARMS = frozenset({"MIL", "COP", "JUD", "SPY", "CRM"})
FOLLOWERS = frozenset({"supporters", "followers", "backers", "loyalists", "cadres", "sympathisers", "sympathizers"})
_TOGETHER = frozenset({"opposition", "movement", "group", "farmers", "workers", "miners", "conservatives", "liberals"})
_FRONT = 4  # words before the name of a body with which a sentence opens
_INSIDE = frozenset({"in", "at", "on", "for", "with", "after", "as", "when", "while", "by", "from", "according"})
_SIDES = frozenset({"PTY", "OPP", "REB", "UAF"})
_CIVIL = (("GOV",), ("ELI",), ("PTY",), ("MIL",), ("LEG",))
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LINKING = frozenset({"of", "the", "a", "an", "for"})
LEAGUES = frozenset({"coalition", "alliance"})  # of parties as well as of armies
FORMER = frozenset({"former", "ex", "ex-", "onetime", "then-former", "ousted", "deposed", "toppled", "retired", "late"})


def body_of(words: Sequence[str], office: ActorMatch, beside: Sequence[ActorMatch]) -> ActorMatch | None:
    """The body, told by a common noun right beside it, whose president or secretary somebody is."""
    if office.role not in CHAIRS:
        return None
    for body in beside:
        if words[body.end - 1].lower() not in _BODIES or body.sectors == ("UNK",):
            continue
        if body.end <= office.start:
            if POSSESSIVE.issuperset(words[body.end : office.start]):
                return body
        else:
            between = {word.lower() for word in words[office.end : body.start]}
            if "of" in between and between <= _LINKING:
                return body
    return None


def is_officer(word: str) -> bool:
    """Whether a noun is one for who speaks for or leads a body, or for what leads it."""
    return word in _OFFICERS


def leading_body(words: Sequence[str], named: Sequence[ActorMatch], text: str) -> Actor | None:
    """The body with whose name a sentence opens, as far as its own words tell: "The opposition Ridge Party"."""
    first = named[0] if named else None
    if first is None or first.start > _FRONT or first.sectors[:1] not in {(s,) for s in _ORGANISED - _ARMS}:
        return None
    if first.kind == "role" and words[first.end - 1].lower() not in _BODIES | _TOGETHER:
        return None
    if first.kind not in ("role", "organisation", "group") or words[0].lower() in _INSIDE:
        return None
    return Actor(text=text, code=first.country + "".join(first.sectors), country=first.country, sectors=first.sectors)


def is_association(actor: Actor) -> bool:
    """Whether a body that no list has is one of people of one country: "the Bar Association", not "rights groups"."""
    words = [word for word in actor.text.lower().split() if word not in POSSESSIVE]
    head = next((k for k, word in enumerate(words) if k and word in ("of", "for")), len(words)) - 1
    return actor.sectors == ("NGO",) and words[head] in _ASSOCIATED and _WORLDWIDE.isdisjoint(words)


def as_officer(word: str, actor: Actor, owner: Actor, whose: str) -> Actor:
    """The actor, who holds an office of a body, as one of that body: "its spokesman" behind a party, "its men"
    behind an army.

    ``word`` is the noun for the office and ``whose`` the word that owns it; a person's own staff are a side's only.
    """
    able = _SIDES if whose in ("his", "her") else _ORGANISED
    follows = word in FOLLOWERS and actor.sectors == ("CVL",) and owner.sectors in (("PTY",), ("OPP",))
    leads = word in _OFFICERS and actor.sectors in _CIVIL and owner.sectors
    fights = word == "men" and actor.sectors == ("CVL",) and not _BEARING.isdisjoint(owner.sectors)
    if not (follows or leads or fights):
        return actor
    if not FORMER.isdisjoint(actor.text.lower().split()) or not LEAGUES.isdisjoint(owner.text.lower().split()):
        return actor
    if owner.sectors[0] not in able or len(owner.sectors) > 1:
        return actor
    return replace(actor, code=owner.code, country=owner.country, sectors=owner.sectors, role=None)
