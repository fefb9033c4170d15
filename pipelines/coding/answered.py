"""Whose deed it is that a later clause answers, and whom a bare number means: "Iran condemned the attack"."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipelines.coding.accused import accused
from pipelines.coding.joining import Told, with_parties
from pipelines.coding.sentence.frames import dependents, objects_of, phrase, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.crowds import is_crowd
from pipelines.coding.who.things import text_of
from pipelines.coding.wordlists import word_list
from schemas import Actor

_ANSWERS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_BLOWS, _HOLDS = word_list("means"), word_list("done_to")
_STEPS = word_list("steps")
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_CUSTODY = frozenset({"COERCE", "SANCTION", "ASSAULT"})
_DECIDED = frozenset(
    {"COERCE", "SANCTION", "SUPPORT", "CONCEDE", "RETREAT", "AID", "MOBILIZE", "AGREE", "REJECT", "COOPERATE"}
)
_SAID = {
    word: kinds
    for words, kinds in (
        ("accusation accusations allegation allegations claim claims charge charges criticism", {"ACCUSE"}),
        ("demand demands ultimatum request requests call calls appeal", {"REQUEST", "THREATEN"}),
        ("offer offers proposal proposals", {"AGREE", "CONCEDE", "REQUEST"}),
        ("threat threats warning warnings", {"THREATEN"}),
    )
    for word in words.split()
}
_ARMED, _UNIFORMED = frozenset({"UAF", "REB", "CRM"}), frozenset({"COP", "MIL", "SPY"})
_THE = frozenset({"the", "this", "that", "these", "those", "both", "latest"})
_OWN = frozenset({"acl", "relcl", "poss", "appos", "nmod"})
_WHOSE = frozenset({"of", "by", "against", "on", "to", "from", "over", "with", "for"})
_IT = frozenset({"it", "this", "that"})
_FAR, _NEAR = 3, 1  # sentences back to a blow that is answered, and to what is only called a step
_CLAUSES = ("ccomp", "xcomp", "oprd", "acomp")
_COUNTED = frozenset({"dozens", "hundreds", "scores", "many", "several", "some", "others"})
_CROWDS = frozenset({"OPP", "LAB", "EDU"})


def answered(told: Sequence[Told]) -> list[Told]:
    """The events of a report, those that answer a deed told before with its doers as their targets."""
    turned = [_held(told, at) if one.telling.type == "COERCE" else _answer(told, at) for at, one in enumerate(told)]
    turned = [_dispersed(told, at) if one.telling.mode == "crowd-control" else one for at, one in enumerate(turned)]
    return accused(turned)


def _answer(told: Sequence[Told], at: int) -> Told:
    one = told[at]
    if one.telling.type not in _ANSWERS or any(actor.code for actor in one.telling.targets):
        return one
    for noun in _matters(one):
        kinds, far = _deed_of(one.parse, noun)
        it = one.parse.lowers[noun] in _IT and one.parse.deps[one.proposal.trigger] == "ROOT"
        if it and _is_alone(told, one.place - _NEAR):
            kinds = _DECIDED | _FORCE
        doers = _doers(told[:at], one, kinds, far or _NEAR) if kinds else ()
        doers = doers if not it or all(_rules(actor) for actor in doers) else ()
        if doers:
            return replace(one, telling=with_parties(one.telling, one.telling.sources, doers))
    return one


def _is_alone(told: Sequence[Told], place: int) -> bool:
    """Whether a sentence tells one event only, so that "it" can mean nothing else."""
    return sum(one.place == place for one in told) == 1


def _matters(one: Told) -> Iterator[int]:
    """What an event is said of: its targets, its object, or who a clause below it calls something."""
    verb = one.proposal.trigger
    yield from one.proposal.targets
    if one.parse.tags[verb].startswith("V"):
        yield from objects_of(one.parse, verb)
        for clause in dependents(one.parse, verb, *_CLAUSES):
            yield from dependents(one.parse, clause, "nsubj")


def _deed_of(parse: Parse, noun: int) -> tuple[Collection[str], int]:
    """The types of the deeds that a noun may take up, and how many sentences back; none where it names its own."""
    word = parse.lowers[noun]
    definite = any(parse.lowers[t] in _THE for t in dependents(parse, noun, "det", "amod"))
    own = dependents(parse, noun, *_OWN) or any(preposition in _WHOSE for preposition, _ in prepositional(parse, noun))
    if not definite or own or _is_named(parse, noun):
        return (), 0
    if word in _HOLDS:
        return _CUSTODY, _FAR
    if word in _BLOWS:
        return _FORCE, _FAR
    return (_DECIDED, _NEAR) if word in _STEPS else (_SAID.get(word, ()), _NEAR)


def deeds_meant(one: Told) -> frozenset[str]:
    """The types of the deeds that the words of an event may take up."""
    found: set[str] = set()
    for noun in _matters(one):
        word = one.parse.lowers[noun]
        force = _CUSTODY if word in _HOLDS else _FORCE if word in _BLOWS else ()
        found.update(force or (_DECIDED if word in _STEPS else _SAID.get(word, ())))
    return frozenset(found)


def _is_named(parse: Parse, noun: int) -> bool:
    beside = dependents(parse, noun, "compound", "amod")
    return any(parse.words[t][:1].isupper() for t in beside)


def _doers(before: Sequence[Told], one: Told, kinds: Collection[str], far: int) -> tuple[Actor, ...]:
    """Who did the last deed of some types told shortly before an answer, unless it is who answers."""
    for deed in reversed(before):
        if one.place - deed.place > far:
            return ()
        if deed.telling.type not in kinds or deed.proposal.negated or not deed.telling.sources:
            continue
        doers = tuple(actor for actor in deed.telling.sources if actor.code)
        if _puts_down(deed, one):
            continue
        if not any(_is_side(actor, other) for actor in doers for other in one.telling.sources):
            return doers
    return ()


def _puts_down(deed: Told, one: Told) -> bool:
    """Whether a deed is one that police or soldiers did to armed men, whom their own state does not blame for it."""
    armed = any(_ARMED.intersection(actor.sectors) for actor in deed.telling.targets)
    own = {actor.country for actor in one.telling.sources if _rules(actor)} - {""}
    uniform = all(_UNIFORMED.intersection(actor.sectors) for actor in deed.telling.sources)
    return one.telling.type == "ACCUSE" and armed and uniform and own >= {a.country for a in deed.telling.sources}


def _is_side(doer: Actor, other: Actor) -> bool:
    """Whether who answers a deed is its doer, or speaks for the state whose it was."""
    state = bool(doer.country) and doer.country == other.country and _rules(doer) and _rules(other)
    return doer.code == other.code or state


def _rules(actor: Actor) -> bool:
    return actor.sectors[:1] in ((), ("GOV",), ("MIL",), ("JUD",), ("LEG",), ("IGO",))


def _held(told: Sequence[Told], at: int) -> Told:
    """An arrest of a bare number of people as that of the crowd told of before: "police arrested 20 of them"."""
    one = told[at]
    if one.telling.mode != "arrest" or any(actor.sectors not in ((), ("CVL",)) for actor in one.telling.targets):
        return one
    heads = one.proposal.targets or tuple(objects_of(one.parse, one.proposal.trigger))
    if len(heads) != 1 or not _is_number(one.parse, heads[0]):
        return one
    crowd = next(_crowds(told, at), None) or next(_protesters(told, at), None)
    if crowd is None:
        return one
    held = replace(crowd, text=text_of(one.parse, *phrase(one.parse, heads[0])), role=None)
    return replace(one, telling=with_parties(one.telling, one.telling.sources, (held,)))


def _dispersed(told: Sequence[Told], at: int) -> Told:
    """Force against a crowd that the event does not name as done to who protests there: "Tear gas was fired."."""
    one = told[at]
    crowd = next(_protesters(told, at), None)
    if crowd is None or one.telling.targets or any(actor.code == crowd.code for actor in one.telling.sources):
        return one
    return replace(one, telling=with_parties(one.telling, one.telling.sources, (crowd,)))


def _is_number(parse: Parse, noun: int) -> bool:
    """Whether a word counts people of whom only what stands before says who they are."""
    behind = [parse.lowers[inner] for word, inner in prepositional(parse, noun) if word == "of"]
    counts = parse.tags[noun] == "CD" or parse.lowers[noun] in _COUNTED
    return counts and behind in ([], ["them"])


def _crowds(told: Sequence[Told], at: int) -> Iterator[Actor]:
    """The crowds told of up to one sentence before an event, the last first."""
    for one in reversed(told[:at]):
        if told[at].place - one.place > _NEAR:
            return
        sides = one.telling.sources if one.telling.type == "PROTEST" else one.telling.targets
        yield from (actor for actor in sides if _CROWDS.intersection(actor.sectors) or is_crowd(actor))


def _protesters(told: Sequence[Told], at: int) -> Iterator[Actor]:
    """Who protests in the sentence of an event or the one before it, the nearest first."""
    here = told[at].place
    near = [one for one in told if 0 <= here - one.place <= _NEAR and one.telling.type == "PROTEST"]
    for one in sorted(near, key=lambda one: (here - one.place, abs(one.proposal.trigger - told[at].proposal.trigger))):
        yield from (actor for actor in one.telling.sources if actor.code)
