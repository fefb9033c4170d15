"""To whom an event is done: the choice among all that stands around its word."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.coding.event.inside import is_chanted, is_way, party_inside
from pipelines.coding.event.lexicon import OPERATORS
from pipelines.coding.event.matching import Match
from pipelines.coding.event.meetings import scenes_of, stands_behind
from pipelines.coding.event.wheres import hosts_of, hours_of, unknown_scenes, without_unknown_places
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import (
    dependents,
    is_time,
    noun_words,
    objects_of,
    prepositional,
    with_conjuncts,
)
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import is_people
from pipelines.coding.wordlists import word_list

# Behind the first of these stands the party, else behind those of a place; anything may stand behind the last.
_TO_PARTIES = (
    "between", "against", "of", "on", "with", "to", "toward", "towards", "for", "into", "from", "upon",
)  # fmt: skip
_IN_PLACES = ("by", "at", "over", "outside", "in")
_TO_THINGS = (
    "against", "on", "to", "with", "into", "toward", "towards", "for", "from", "upon", "at", "of", "in",
)  # fmt: skip
# What stands there and is a place is no party: of anything, and of what people do in a place of their choice.
_BESIDE = frozenset({"near", "outside"})
_WHERE = _BESIDE | {"in", "at", "over", "across", "inside", "through", "past", "along", "down", "around", "throughout"}
_WITHIN = frozenset({"in", "at", "near", "across", "inside", "on"})
_DECREED = frozenset({"martial-law", "curfew"})
_HELD = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "PROTEST"})
_MET = frozenset({"CONSULT", "COOPERATE"})  # whose other side stands in no phrase of place: "met at the palace"
_PLACES = frozenset({"state", "city", "region"})
_WAYS = ("to", "into", "from", "toward", "towards")  # of what is sent, given or withdrawn
# What goes before all else with some types: "visited with", "demanded ... from", "protested against".
_FIRST = {
    "ACCUSE": ("against",),
    "CONSULT": ("with",),
    "COOPERATE": ("to", "with", "from"),
    "PROTEST": ("against",),
    "REQUEST": ("from",),
    OPERATORS: ("from",),
}
_PARTIES = frozenset({"obj", "subj"})
_IDIOMS = word_list("idioms")
_MEANS = word_list("means")
_ARMS = word_list("weapons") | word_list("craft") | {"battery", "batteries"}
_DONE_TO = word_list("done_to")
_TEMPORAL = word_list("temporal")
_AIMS = word_list("aims")
_HEARING = frozenset({"listen", "hear", "watch", "see", "mourn", "celebrate", "mark", "honour", "honor", "commemorate"})
_ORDERING = frozenset({"order", "orders", "ordered", "ordering", "instructed", "instructs", "directed", "directs"})
_SETTLED = word_list("settled") | {"capital"}
_ASSISTING = word_list("assisting")
_REQUESTS = word_list("requests")
_DURING, _OWN = frozenset({"in", "during", "after"}), frozenset({"its", "their", "his", "her"})
_ENVOYS = word_list("envoys") | {"ambassadors", "envoys", "delegation"}
_MOVED, _RELATIVES = word_list("moved"), word_list("relatives")
_RESCUING = word_list("rescuing")  # "evacuated pilgrims to Lima" helps the pilgrims
_GENERIC = frozenset({"business", "industry", "national", "public"})  # what kind of thing it is, not whose
_MISSIONS, _WIELDING = frozenset({"embassy", "consulate"}), word_list("wielding")
_EXCEPTIONS = frozenset({"exception", "exceptions", "exemption", "exemptions"})
# Types whose object is what is sent, given or withdrawn, and not the party.
_TRANSFERS = frozenset({"AID", "MOBILIZE", "RETREAT", "AGREE", "CONCEDE"})
_FREEING, _GRANTING = frozenset({"RETREAT", "CONCEDE"}), frozenset({"AGREE", "CONCEDE"})
_HELPING, _SAYING = frozenset({"AID", "RETREAT"}), frozenset({"SUPPORT", "AGREE"})
_REFUSING = frozenset({OPERATORS, "REJECT"})
_UNDONE = frozenset({"refuse", "fail"})
_RULED = word_list("state_acts") | word_list("judgments")
_SUFFERED, _PEOPLE = frozenset({"ASSAULT", "COERCE"}), frozenset({"he", "she", "they", "him", "her", "them"})
_QUALIFIERS = ("poss", "amod", "compound", "nmod")


def recipients(parse: Parse, match: Match, known: Mapping[int, str], doers: Collection[int]) -> list[int]:
    """The heads of the phrases that name the recipient of a verb's event, none of them among ``doers``.

    ``known`` has the kind of actor at each token that names one. A party goes before a thing: the object itself when it
    is one (unless it is what is given), who stands behind a preposition, then any party named further inside; failing
    all, the object. Of a thing done against somebody, that somebody is the recipient.
    """
    where = _WHERE if match.entry.outcome in _HELD else _BESIDE
    scenes = {noun for noun, kind in known.items() if kind in _PLACES and stands_behind(parse, noun, where)}
    if match.entry.outcome in _HELD:
        scenes |= {t for t, word in enumerate(parse.lowers) if word in _SETTLED and stands_behind(parse, t, where)}
        scenes |= set(unknown_scenes(parse, match.token, known))
    if match.entry.label == "visit":
        scenes = set()
    elif match.entry.outcome in _MET or (match.entry.outcome == "AGREE" and match.filled("comp") is not None):
        scenes |= scenes_of(parse, match.token)
    around = _look_around(parse, match, known, {*doers, *scenes, *hours_of(parse)})
    found = _meant(parse, next((heads for heads in _candidates(around, match) if heads), []))
    ruled = match.entry.label in _DECREED  # whose people it is for
    placed = found if ruled else without_unknown_places(parse, match.entry.outcome, found, known, doers)
    counted = not placed and bool(found) and match.entry.outcome == "COERCE"  # "made seven arrests in Bergby"
    found = around.object() if counted else placed
    if match.entry.outcome == "ASSAULT":
        split = any(word == "between" for word, _ in prepositional(parse, match.token))  # "broke out in Lima between"
        found = [t for t in found if parse.lowers[t] not in _MEANS or parse.lowers[parse.heads[t]] not in _DURING]
        found = [t for t in found if not (split and stands_behind(parse, t, _WITHIN))]
    if found and not around.is_party(found[0]):
        behind = prepositional(parse, found[0])
        against = [noun for preposition, noun in behind if preposition == "against" and noun not in doers]
        return with_conjuncts(parse, against[0]) if against else found
    return found


def _meant(parse: Parse, heads: list[int]) -> list[int]:
    """``heads`` without those that are named to be excepted: "blamed Chad, and not the drought or the war"."""
    excepted = next((t for t in heads[1:] if any(parse.lowers[c] == "not" for c in parse.children[t])), None)
    return heads if excepted is None else [t for t in heads if t < excepted]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the word of an event: its objects, and each noun behind a preposition on it or on them."""

    parse: Parse
    token: int
    known: Mapping[int, str]
    doers: Collection[int]
    objects: list[int]
    undone: list[int]
    behind: list[tuple[str, int]]
    causes: bool

    def party(self, prepositions: Iterable[str]) -> list[int]:
        """What stands behind the first of ``prepositions`` that has a party or something of a party's."""
        return self._first(prepositions, [n for _, n in self.behind if self.is_party(n) or self.is_owned(n)])

    def thing(self, prepositions: Iterable[str]) -> list[int]:
        """What stands behind the first of ``prepositions`` that is there."""
        return self._first(prepositions, [n for _, n in self.behind])

    def _first(self, prepositions: Iterable[str], nouns: Collection[int]) -> list[int]:
        for wanted in prepositions:
            for preposition, noun in self.behind:
                if preposition == wanted and noun in nouns:
                    return with_conjuncts(self.parse, noun)
        return []

    def object(self) -> list[int]:
        """The direct object and what is co-ordinated with it."""
        return with_conjuncts(self.parse, self.objects[0]) if self.objects else []

    def inside(self, roots: Iterable[int]) -> list[int]:
        """The first party named anywhere below ``roots``."""
        return party_inside(self.parse, list(roots), self.known, self.doers, causes=self.causes)

    def is_party(self, noun: int) -> bool:
        """Whether a word, or one co-ordinated with it, names an actor."""
        heads = with_conjuncts(self.parse, noun)
        return any(head in self.known or self.parse.tags[head].startswith("NNP") for head in heads)

    def is_owned(self, noun: int) -> bool:
        """Whether a thing is some party's: "the Taliban's decision", "an Armenian radar"."""
        heads = with_conjuncts(self.parse, noun)
        found = [c for head in heads for c in dependents(self.parse, head, *_QUALIFIERS) if c in self.known]
        return any(self.parse.lowers[c] not in _GENERIC for c in found)


def _look_around(parse: Parse, match: Match, known: Mapping[int, str], doers: Collection[int]) -> _Around:
    token = match.token
    relative = parse.deps[token] == "relcl" and not ("to" in match.by_role or "with" in match.by_role)
    objects = [o for o in objects_of(parse, token) if o not in doers and not is_time(parse, o)]
    objects = [o for o in objects if relative or parse.lowers[o] not in _RELATIVES]
    objects = [o for o in objects if not is_chanted(parse, token, o)]
    clauses = dependents(parse, token, "xcomp") if match.entry.label in _UNDONE else []
    undone = [o for clause in clauses for o in objects_of(parse, clause) if o not in objects and o not in doers]
    fillers = [t for role, t in match.by_role.items() if role not in _PARTIES and parse.tags[t].startswith("N")]
    given = [noun for found in objects for noun in with_conjuncts(parse, found)]
    joined = [] if objects or dependents(parse, token, "prep", "agent") else _joined_verbs(parse, token)
    objects = objects or [t for t in joined if parse.deps[t] == "dobj" and t in known and t not in doers]
    back = [t for t in dependents(parse, token, "advmod", "prt") if parse.lowers[t] == "back"]  # "hit back at"
    behind = list(_behind(parse, [token, *back, *fillers, *clauses, *undone, *given, *joined], doers))
    causes = match.entry.outcome != "ACCUSE"  # who is looked into is not who did what went before
    return _Around(parse, token, known, doers, objects, undone, behind, causes)


def _joined_verbs(parse: Parse, verb: int) -> list[int]:
    """The verb right behind "and" that shares its other side with a bare one, and its object: "met and shook hands"."""
    found = [t for t in dependents(parse, verb, "conj") if t == verb + 2 and parse.tags[t] == parse.tags[verb]]
    return [held for other in found for held in (other, *dependents(parse, other, "dobj"))]


def _candidates(around: _Around, match: Match) -> Iterator[list[int]]:
    """What the recipient may be, the surest first; some are empty."""
    parse, token, outcome, objects = around.parse, around.token, match.entry.outcome, around.objects
    hears = outcome == "PROTEST" and _only_hears(parse, token)
    said = match.filled("attr")
    if said is not None:
        yield from ([subject] for subject in dependents(parse, said, "nsubj"))
    freed = match.entry.label == "release" and bool(objects) and is_people(parse.lowers[objects[0]])
    freed = freed and parse.lowers[objects[0]] not in _ARMS
    if freed or (outcome in _SUFFERED and objects and parse.lowers[objects[0]] in _PEOPLE):
        yield around.object()
    if parse.lowers[token] in _ORDERING and (deed := match.filled("comp")) is not None:
        found = [noun for noun in dependents(parse, deed, "dobj") if around.is_party(noun)]
        yield [t for noun in found for t in with_conjuncts(parse, noun)]
    if outcome == "ASSAULT" and not any(parse.tags[t].startswith("N") for t in objects):  # "two killed in an attack on"
        blows = [noun for word, noun in around.behind if word in _DURING and parse.lowers[noun] in _MEANS]
        yield [t for noun in blows for word, t in prepositional(parse, noun) if word in ("on", "against")]
    yield from (with_conjuncts(parse, noun) for noun in around.undone[:1] if around.is_party(noun))
    if match.entry.label == "allege" and (door := match.filled("at")) is not None:
        yield [t for owner in dependents(parse, door, "poss") for t in with_conjuncts(parse, owner)]
    if match.entry.label == "allege" and match.filled("obj") is not None:
        yield around.party([role for role in ("on", "to") if match.filled(role) is not None])
    if outcome == "ACCUSE" and objects and parse.lowers[objects[0]] in _DONE_TO | _MEANS:
        yield [t for noun in _agents(parse, token) for t in with_conjuncts(parse, noun)]
    if parse.lowers[token].startswith("blam"):
        yield around.party(("on",))
    if parse.lowers[token].startswith("complain"):
        yield around.party(("about", "of", "over", "against"))
        told = [c for held in (token, *(n for p, n in around.behind if p == "to")) for c in _that_clauses(parse, held)]
        found = [noun for c in told for noun in dependents(parse, c, "nsubj", "nsubjpass")]
        yield [noun for noun in found[:1] if around.is_party(noun)]
    recalled = outcome == "SANCTION" and bool(objects) and parse.lowers[objects[0]] in _ENVOYS | _MISSIONS
    if recalled and any(parse.lowers[t] in _OWN for t in dependents(parse, objects[0], "poss")):
        yield around.party(("from", "to", "in"))  # "closed its embassy in Lima"
    yield [t for t in hosts_of(parse, around.behind) if outcome == "SANCTION" and around.is_party(t)]
    yield around.party(_FIRST.get(outcome, ()))
    if outcome == "CONSULT" and match.filled("to") is not None:
        yield around.party(("to",))  # "sent an envoy to Lima"
    if outcome == "PROTEST":
        yield around.thing(("against",))
        yield [noun for _, noun in around.behind if parse.lowers[noun] in _MISSIONS and around.is_owned(noun)][:1]
        yield _aim(around)
    acts = bool(objects) and around.is_party(objects[0])
    if match.entry.cameo == "192" or (match.entry.label == "seize" and not acts):
        yield around.party(("from",))  # who lost the town or the yacht
    if outcome in _REFUSING and not acts:
        yield around.party(("to",))
    transfer, asked = outcome in _TRANSFERS, _asks_for_object(match)
    if transfer or asked or outcome == OPERATORS:
        datives = [t for t in dependents(parse, token, "dative") if parse.tags[t][0] in "NP"]
        yield from (with_conjuncts(parse, noun) for noun in datives[:1])
    moved = bool(objects) and parse.lowers[objects[0]] in _MOVED
    if outcome == "AID" and acts and parse.lowers[token] in _RESCUING:
        yield around.object()
    if transfer and (moved or not acts or outcome not in _FREEING):
        yield around.party(_WAYS)
    if match.entry.label == "crowd-control" and parse.language != ENGLISH:
        yield [o for c in dependents(parse, token, "advcl") for o in objects_of(parse, c) if around.is_party(o)]
    yield _plain_object(around, match, transfer, asked)
    hit = outcome == "ASSAULT" and match.entry.label != "abduct"  # whence a shell or a march comes is not where it goes
    hit = hit or outcome == "PROTEST"
    yield around.party([word for word in _TO_PARTIES if word != "from"] if hit else _TO_PARTIES)
    owned = bool(objects) and around.is_owned(objects[0]) and not (asked and outcome in _SAYING)
    owned = owned and not (parse.lowers[token] in _WIELDING and _is_means(parse, objects[0]))
    if outcome == "ACCUSE" and parse.lowers[token].startswith("accus") and objects:
        yield around.object()
    if owned and not transfer and not set(dependents(parse, objects[0], *_QUALIFIERS)) & set(around.doers):
        yield around.object()
    if outcome == "PROTEST":
        yield around.party(("at",))
        yield [t for t in around.thing(("over", "about", "at", "to")) if parse.lowers[t] in _RULED]
        yield [] if hears else around.inside([token])
    yield around.party(_IN_PLACES)
    if outcome == "AID":
        yield _helped(around)
    if transfer:
        way = around.thing(_WAYS)
        if not way and outcome in _HELPING and not moved and (acts or owned):
            yield around.object()
        yield around.inside(way) if outcome in _GRANTING else way
        yield around.inside([token, *objects])
    things = around.thing(_TO_THINGS)
    if not things and not transfer and not hears:
        yield around.inside([token])
    yield things
    yield around.object()
    yield from (with_conjuncts(parse, o) for c in dependents(parse, token, "xcomp") for o in objects_of(parse, c)[:1])


def _that_clauses(parse: Parse, holder: int) -> list[int]:
    """What somebody says with "that", also where the parser hangs it on whom it is said to."""
    clauses = dependents(parse, holder, "ccomp")
    if parse.tags[holder].startswith("N"):
        clauses += [c for c in dependents(parse, holder, "acl", "relcl") if dependents(parse, c, "mark")]
    return clauses


def _agents(parse: Parse, verb: int) -> Iterator[int]:
    """Who stands behind "by" on a verb that is none of theirs: "deplored the jailing of Ana Ruiz by Peru"."""
    if parse.tags[verb] == "VBN":
        return
    done = [noun for deed in objects_of(parse, verb) for word, noun in prepositional(parse, deed) if word == "of"]
    inner = [held for noun in done for held in (noun, *dependents(parse, noun, "appos"))]
    for holder in (verb, *inner):
        yield from (noun for word, noun in prepositional(parse, holder) if word == "by")


def _asks_for_object(match: Match) -> bool:
    """Whether the entry says which objects it takes."""
    slots = [slot for slot in match.entry.slots if "obj" in slot.roles and not slot.forbidden]
    return match.filled("obj") is not None and any(slot.words is not None for slot in slots)


def _plain_object(around: _Around, match: Match, transfer: bool, asked: bool) -> list[int]:
    """The object itself, where it suffers the event and is not what it is done with: "attacked the convoy"."""
    parse, outcome = around.parse, match.entry.outcome
    means = outcome == "ASSAULT" and bool(around.objects) and _is_means(parse, around.objects[0])
    if not asked and not means:
        return around.object() if not transfer or (around.objects and around.is_party(around.objects[0])) else []
    matter = match.filled("obj")
    if matter is None or transfer or means:
        return []
    if around.is_party(matter):
        sent = outcome == "SANCTION" and bool(around.party(("from", "to")))
        return [] if sent else with_conjuncts(parse, matter)
    return with_conjuncts(parse, matter) if outcome == "ASSAULT" else []


def _is_means(parse: Parse, noun: int) -> bool:
    """Whether a noun is what a blow is dealt with, or an amount of it: "a series of air raids"."""
    return any(head and word in _MEANS for word, head in noun_words(parse, noun))


def _aim(around: _Around) -> list[int]:
    """Whom or what a protest is for or against by its clause of purpose: "to demand gun laws from the state"."""
    parse = around.parse
    holders = [around.token, *objects_of(parse, around.token)]
    clauses = [c for holder in holders for c in dependents(parse, holder, "advcl", "xcomp", "acl")]
    for clause in (c for c in clauses if parse.lowers[c] in _AIMS):
        objects = objects_of(parse, clause)
        behind = [pair for held in (clause, *objects) for pair in prepositional(parse, held)]
        asked = [noun for preposition, noun in behind if preposition == "from" and around.is_party(noun)]
        inner = [
            t for held in dependents(parse, clause, "ccomp") for t in dependents(parse, held, "nsubj", "nsubjpass")
        ]
        found = [*asked, *(t for t in inner if around.is_party(t)), *objects]
        if found:
            return with_conjuncts(parse, found[0])
    return []


def _only_hears(parse: Parse, verb: int) -> bool:
    """Whether a crowd comes to listen or to see: "gathered to listen to a speech by Ruto"."""
    return any(parse.lowers[t] in _HEARING for t in dependents(parse, verb, "advcl", "xcomp"))


def _helped(around: _Around) -> list[int]:
    """Whom aid is for by its clause of purpose: "sent ventilators to assist Ethiopia"."""
    parse = around.parse
    holders = [around.token, *around.objects, *(noun for _, noun in around.behind)]
    clauses = [c for holder in holders for c in dependents(parse, holder, "advcl", "xcomp", "acl", "relcl", "pcomp")]
    objects = [o for c in clauses if parse.lowers[c] in _ASSISTING for o in dependents(parse, c, "dobj")]
    return with_conjuncts(parse, objects[0]) if objects else []


def _behind(parse: Parse, holders: Iterable[int], doers: Collection[int]) -> Iterator[tuple[str, int]]:
    seen: set[int] = set()
    for holder in holders:
        for preposition, noun in prepositional(parse, holder):
            aside = parse.lowers[noun] in _IDIOMS or (preposition == "with" and _is_aside(parse, noun, holder))
            aside = aside or is_way(parse, parse.heads[noun])
            if parse.lowers[noun] == "protest":  # "filled the square in protest against the law"
                yield from (pair for pair in prepositional(parse, noun) if pair[0] == "against")
            if noun in seen or is_time(parse, noun) or aside or _is_range(parse, preposition, noun, holder):
                continue
            if preposition == "of" and parse.tags[holder].startswith("NNP") and parse.tags[noun].startswith("NNP"):
                continue  # part of the name: "withdrew from the Council of Europe"
            seen.add(noun)
            passed_over = noun in doers
            if not passed_over:
                yield preposition, noun
            for inner, deeper in prepositional(parse, noun):
                near = (preposition == "of" and not passed_over) or (
                    inner == "from" and parse.lowers[noun] in _REQUESTS
                )
                near = near or (
                    inner == "against" and (preposition not in _TEMPORAL or parse.lowers[noun] == "protest")
                )
                if near and deeper not in seen and deeper not in doers and not is_time(parse, deeper):
                    seen.add(deeper)
                    yield inner, deeper


def _is_range(parse: Parse, preposition: str, noun: int, holder: int) -> bool:
    """Whether "from" or "to" before a thing is part of how far a matter goes: "talks on everything from A to B"."""
    if preposition not in ("from", "to") or not parse.tags[holder].startswith("N"):
        return False
    behind = {parse.lowers[t] for t in dependents(parse, holder, "prep")} | {
        parse.lowers[t] for p in dependents(parse, holder, "prep") for n in parse.children[p] for t in parse.children[n]
    }
    return {"from", "to"} <= behind and parse.tags[noun] in ("NN", "NNS")


def _is_aside(parse: Parse, noun: int, holder: int) -> bool:
    """Whether what stands behind "with" is a clause of its own or an exception: "with Ruto becoming premier"."""
    if noun < holder and "," in parse.words[noun:holder]:
        return True
    clause = any(parse.tags[verb] == "VBG" and verb == noun + 1 for verb in dependents(parse, noun, "acl"))
    return clause or parse.lowers[noun] in _EXCEPTIONS
