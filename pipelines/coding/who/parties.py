"""The parties of an event: from words of a sentence to actors with codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.coding.event.circumstances import inserted_speech
from pipelines.coding.sentence.frames import dependents, phrase, prepositional, subject_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.locating import Spot, located
from pipelines.coding.who.references import Report, owned
from pipelines.coding.wordlists import word_list
from schemas import Actor

_PRONOUNS = word_list("pronouns")
_OWN_SIDE = word_list("own_side")
_SPEECH = word_list("speech")
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "CVL", "PTY", "REB", "LAB", "EDU", "JRN"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a phrase stands: its sentence's ``place`` in the report, and ``home``, the country of what is at home."""

    report: Report
    place: int
    home: str
    spots: Sequence[Spot] = ()


def actors_of(
    parse: Parse, tokens: Sequence[int], lexicon: ActorLexicon, on: date, scene: Scene | None = None
) -> tuple[Actor, ...]:
    """The actors at the heads ``tokens``; a pronoun stands for the speaker of its clause, or is left out.

    With ``scene`` a pronoun may also stand for the one actor of the sentence before, and "the government" belongs to
    the country that the report leaves. A phrase that names no actor itself takes the code of its apposition or of the
    first actor named inside it ("sanctions against Nigeria"); where none is, its code is empty.
    """
    found: list[Actor] = []
    for token in tokens:
        noun = antecedent(parse, token)
        if noun is not None:
            actor = _resolve(parse, noun, lexicon, on)
            if scene is not None:
                actor = located(parse, noun, phrase(parse, noun), actor, scene.spots)
                actor = _placed(parse, noun, actor, scene)
        elif scene is not None and (meant := scene.report.pronoun(scene.place, parse, token)) is not None:
            actor = meant
        else:
            continue
        if all(actor.text != other.text for other in found):
            found.append(actor)
    return tuple(found)


def unresolved(parse: Parse, tokens: Sequence[int]) -> list[int]:
    """Those of ``tokens`` that are pronouns for which their own sentence names nobody."""
    return [token for token in tokens if antecedent(parse, token) is None]


def _placed(parse: Parse, noun: int, actor: Actor, scene: Scene) -> Actor:
    """The actor with what the report says of it: "the army" is that which was named, else that of the event's place."""
    if actor.country:
        return actor
    named, countries = scene.report.description(scene.place, parse, noun)
    if named is not None:
        return named
    if countries is not None:
        country = next(iter(countries)) if len(countries) == 1 else scene.home if scene.home in countries else ""
    else:
        country = scene.home
    return owned(actor, country) if country and _STATE_SECTORS.intersection(actor.sectors) else actor


def _resolve(parse: Parse, noun: int, lexicon: ActorLexicon, on: date) -> Actor:
    start, end = phrase(parse, noun)
    text = parse.text[parse.starts[start] : parse.end(end - 1)]
    actor = lexicon.resolve(parse.words[start:end], noun - start, on, text)
    if actor is not None:
        return actor
    for aside in dependents(parse, noun, "appos"):
        first, last = phrase(parse, aside)
        actor = lexicon.resolve(parse.words[first:last], aside - first, on, text)
        if actor is not None:
            return actor
    for named in lexicon.find(parse.words[start:end], on):
        if named.country:
            return Actor(text=text, code=named.code, country=named.country, sectors=named.sectors, role=named.role)
    return Actor(text=text, code="", country="")


def antecedent(parse: Parse, token: int) -> int | None:
    """The noun that a pronoun stands for, where the sentence makes it sure; other words stand for themselves."""
    if parse.words[token].isupper() or not _refers(parse, token):
        return token
    if any(preposition == "of" for preposition, _ in prepositional(parse, token)):
        return token  # "one of the leaders"
    verb = parse.heads[token]
    said = inserted_speech(parse, verb)
    if said is not None and (speaker := subject_of(parse, said)) is not None:
        return speaker
    while parse.heads[verb] != verb:
        link, verb = parse.deps[verb], parse.heads[verb]
        if parse.lowers[verb] in _SPEECH or link in ("advcl", "ccomp", "conj"):
            subject = subject_of(parse, verb)
            if subject is not None and subject != token and parse.lowers[subject] not in _PRONOUNS:
                return subject
    return token if parse.lowers[token] not in _PRONOUNS else None


def _refers(parse: Parse, token: int) -> bool:
    """Whether a word stands for another: a pronoun, or "his country", "its forces"."""
    if parse.lowers[token] in _PRONOUNS or parse.tags[token].startswith("PRP"):
        return True
    owners = dependents(parse, token, "poss")
    return parse.lowers[token] in _OWN_SIDE and any(parse.tags[owner] == "PRP$" for owner in owners)
