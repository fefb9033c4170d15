"""Which lexicon entry each word of a sentence fills."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.event.lexicon import SILENT, Entry, Lexicon, Slot
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import (
    CLAUSES,
    agent_of,
    dependents,
    is_passive,
    is_time,
    noun_words,
    objects_of,
    prepositional,
    subject_of,
    with_conjuncts,
)
from pipelines.coding.sentence.parsing import Parse

_PREFIXES = frozenset({"co", "re", "pre", "over", "out", "un", "de"})
_SINGLE_WORDS = frozenset({"prt", "comp", "mod", "gov", "attr", "then", "whole", "quoted", "who"})
# How much a slot says for its entry: filled by the head of a phrase, by a word that qualifies it, by anything, or empty
# as it must be.
_BY_HEAD, _BY_QUALIFIER, _BY_ANY, _EMPTY = 6, 4, 1, 1
_SOON = 7  # words behind an anchor in which ``then`` is looked for, if no stop stands between
_ITS_NAME = 2  # and in which its name begins, if it is what is called so
_SPOKEN_OF = 14  # and in which what somebody calls a thing in quotation marks begins
_OTHER_NEWS = frozenset({"accident", "crime", "sport", "culture", "economy", "health", "nature", "science"})
_IDIOM = ("then", "obj")  # an object, also one that stands before a passive
_STOPS = frozenset({".", ";", ":", ","})
_PARTICLES = frozenset({"away", "back", "down", "firm", "off", "out", "up"})
_NAMING = frozenset({"relcl", "pcomp", "csubj"})  # "what Russia calls its 'special operation'"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that holds at a token; ``by_role`` says which token filled which slot."""

    token: int
    entry: Entry
    by_role: dict[str, int]

    def filled(self, role: str) -> int | None:
        """The token that filled the slot ``role``."""
        return self.by_role.get(role)


def part_of_speech(parse: Parse, token: int) -> str | None:
    """v, n or a, as anchors of the lexicon write it; None for all other words and for proper nouns."""
    tag = parse.tags[token]
    if tag.startswith("VB"):
        if tag == "VBN" and dependents(parse, token, "det"):
            return None  # "the wounded", "eleven of the gravely wounded"
        return "a" if _describes(parse, token) else "v"
    if tag in ("NN", "NNS"):
        return "n"
    return "a" if tag.startswith("JJ") else None


def _describes(parse: Parse, token: int) -> bool:
    """Whether a participle only qualifies a noun: "the seized yachts", "retreating soldiers", "foreign-hosted"."""
    if parse.tags[token] not in ("VBN", "VBG"):
        return False
    compound = parse.words[token - 1 : token] == ["-"] and parse.lowers[token - 2] not in _PREFIXES
    return parse.deps[token] == "amod" or compound


def find_matches(parse: Parse, lexicon: Lexicon) -> dict[int, Match]:
    """The entry at each token that says most about what stands around it."""
    found = {}
    present = set(parse.lowers)
    for token, word in enumerate(parse.lowers):
        if word not in lexicon.forms:
            continue
        best, best_weight = None, -1
        pos = part_of_speech(parse, token)
        for entry in lexicon.entries.get((word, pos), ()) if pos else ():
            if not _may_hold(entry, present):
                continue
            filled = _fill(parse, token, pos or "", entry.slots)
            if filled is not None and filled[0] + _hushes(parse, entry) > best_weight:
                best_weight = filled[0] + _hushes(parse, entry)
                best = Match(token, entry, filled[1])
        if best is not None:
            found[token] = best
    return found


def _hushes(parse: Parse, entry: Entry) -> int:
    """What an entry for other news weighs more where no network says what news this is: in doubt, nothing is told."""
    return int(entry.outcome == SILENT and entry.label in _OTHER_NEWS and parse.language != ENGLISH)


def _may_hold(entry: Entry, present: set[str]) -> bool:
    for need in entry.needs:  # noqa: SIM110 - the hottest loop of the rules
        if need.isdisjoint(present):
            return False
    return True


def _fill(parse: Parse, token: int, pos: str, slots: tuple[Slot, ...]) -> tuple[int, dict[str, int]] | None:
    weight = 0
    by_role: dict[str, int] = {}
    for slot in slots:
        filler = _filler(parse, token, pos, slot)
        if (filler is not None) == slot.forbidden:
            return None
        if filler is None:
            weight += _EMPTY
        else:
            by_role[slot.roles[0]] = filler[0]
            weight += filler[1]
    return weight, by_role


def _filler(parse: Parse, token: int, pos: str, slot: Slot) -> tuple[int, int] | None:
    """The token that fills ``slot`` and how much that says, the best of several."""
    best: tuple[int, int] | None = None
    candidates = [c for role in slot.roles for c in _candidates(parse, token, pos, role)]
    for candidate in candidates:
        if slot.words is None:
            return candidate, _BY_ANY
        if slot.roles[0] in _SINGLE_WORDS:
            named = slot.named and parse.tags[candidate].startswith("NNP")
            if named or parse.lowers[candidate] in slot.words:
                return candidate, _BY_ANY if slot.roles[0] == "whole" else _BY_HEAD
            if slot.roles != _IDIOM:
                continue
        if slot.named and parse.tags[candidate].startswith("NNP"):
            return candidate, _BY_HEAD
        for word, is_head in noun_words(parse, candidate):
            if word in slot.words:
                if is_head:
                    return candidate, _BY_HEAD
                best = best or (candidate, _BY_QUALIFIER)
    return best


def _candidates(parse: Parse, token: int, pos: str, role: str) -> list[int]:
    if role == "obj":
        if pos == "n":
            return [noun for preposition, noun in prepositional(parse, token) if preposition == "of"]
        return objects_of(parse, token)
    if role in ("subj", "who"):
        subject = subject_of(parse, token)
        return [] if subject is None else [subject]
    if role == "doer":
        doer = agent_of(parse, token) if is_passive(parse, token) else subject_of(parse, token)
        return [] if doer is None else [doer]
    if role == "prt":
        return dependents(parse, token, "prt", "advmod", "acomp", "oprd", "intj") + _leading_prepositions(parse, token)
    if role == "comp":
        return _complements(parse, token)
    if role == "mod":
        return dependents(parse, token, "amod", "compound", "nmod", "det", "poss", "nummod")
    if role == "attr":
        return _attributes(parse, token)
    if role == "gov":
        return [parse.heads[token]]
    if role == "then":
        return list(_behind(parse, token))
    if role == "quoted":
        return _quoted(parse, token)
    if role == "whole":
        return [other for other in range(len(parse.lowers)) if other != token]
    holders = [token]
    if pos == "v":
        particles = dependents(parse, token, "advmod", "prt", "acomp")
        holders += [t for t in particles if parse.lowers[t] in _PARTICLES]  # "walked away from", "stood firm against"
        holders += dependents(parse, token, "oprd")  # "found dead with wounds"
        held = [noun for found in objects_of(parse, token) for noun in with_conjuncts(parse, found)]
        holders += held
        if parse.language != ENGLISH:  # "lanzaron un centenar de misiles contra la base"
            holders += [noun for one in held for word, noun in prepositional(parse, one) if word == "of"]
    found = [
        noun
        for holder in holders
        for preposition, noun in prepositional(parse, holder)
        if preposition == role and not is_time(parse, noun)
    ]
    if parse.language != ENGLISH:
        found = [_meant(parse, token, noun) for noun in found]
    if not found and pos == "v" and is_passive(parse, token) and _is_stranded(parse, token, role):
        return objects_of(parse, token)  # "they were fired upon"
    if not found:
        # "accuse X of attacking": the preposition may govern a clause
        for child in dependents(parse, token, "prep"):
            if parse.lowers[child] == role:
                found += dependents(parse, child, "pcomp")
    return found


def _meant(parse: Parse, verb: int, noun: int) -> int:
    """What a pronoun behind a preposition stands for: the raid of "la redada en la que murieron dos jóvenes"."""
    linked = parse.tags[noun] in ("WDT", "WP") and parse.deps[verb] == "relcl"
    return parse.heads[verb] if linked else noun


def _behind(parse: Parse, token: int, soon: int = _SOON) -> Iterator[int]:
    """The words soon behind another, however they hang: idioms are known by them where the parser errs."""
    for behind in range(token + 1, min(token + 1 + soon, len(parse.lowers))):
        if parse.words[behind] in _STOPS:
            return
        yield behind


def _quoted(parse: Parse, verb: int) -> list[int]:
    """The words of what a verb calls its object in quotation marks: called the plan "a stab in the back"."""
    asked = any(parse.tags[t] in ("WP", "WDT") for t in parse.children[verb] if t < verb)
    named = parse.deps[verb] == "acl" and agent_of(parse, verb) is None  # "a car called the 'Kortezh'"
    if parse.deps[verb] in _NAMING or asked:
        return []
    behind = _behind(parse, verb, _SPOKEN_OF)
    ends = (t for t in behind if parse.words[t] == '"' or (parse.tags[t].startswith("VB") and parse.deps[t] != "amod"))
    mark = next(ends, None)
    if mark is None or parse.words[mark] != '"' or parse.lowers[mark - 1] == "to":
        return []  # also what somebody is called on "to 'look at'"
    if named and (mark - verb <= _ITS_NAME or parse.words[verb - 1] == ","):
        return []
    end = next((t for t in range(mark + 1, len(parse.words)) if parse.words[t] == '"'), len(parse.words))
    words = [t for t in range(mark + 1, end) if parse.lowers[t][:1].isalnum()]
    said = any(not parse.tags[t].startswith("NNP") and parse.tags[t][0] in "NJ" for t in words)  # and no name
    return words if said or (words and not parse.tags[words[-1]].startswith("NNP")) else []


def _is_stranded(parse: Parse, verb: int, role: str) -> bool:
    """Whether a passive ends in a preposition whose noun is its subject: "were set upon at night"."""
    prepositions = dependents(parse, verb, "prep", "prt")
    return any(parse.lowers[t] == role and not dependents(parse, t, "pobj", "pcomp", "prep") for t in prepositions)


def _leading_prepositions(parse: Parse, token: int) -> list[int]:
    """Particles that the parser took for prepositions: "drove them out of", "handed it over to", "sat in outside"."""
    return [p for p in dependents(parse, token, "prep") if parse.tags[p] == "RP" or dependents(parse, p, "prep")]


def _complements(parse: Parse, token: int) -> list[int]:
    found = dependents(parse, token, *CLAUSES, "advcl", "acl")
    for child in dependents(parse, token, "prep"):
        found += dependents(parse, child, "pcomp")
    return found


def _attributes(parse: Parse, token: int) -> list[int]:
    """What is said of an object or subject: "set X free", "found X guilty", "was responsible"."""
    return dependents(parse, token, "attr", "acomp", "oprd", "ccomp", "advmod", "prt", "xcomp")
