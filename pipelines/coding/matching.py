"""Which lexicon entry each word of a sentence fills."""

from dataclasses import dataclass

from pipelines.coding.frames import (
    CLAUSES,
    dependents,
    noun_words,
    objects_of,
    prepositional,
    subject_of,
)
from pipelines.coding.lexicon import Entry, Lexicon, Slot
from pipelines.coding.parsing import Parse


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that holds at a token; ``filled`` are the tokens that filled its slots, ``by_role`` says which where."""

    token: int
    entry: Entry
    by_role: dict[str, int]

    def filled(self, role: str) -> int | None:
        """The token that filled the slot ``role``."""
        return self.by_role.get(role)


def part_of_speech(parse: Parse, token: int) -> str | None:
    """v, n or a, as anchors of the lexicon write it; None for all other words."""
    tag = parse.tags[token]
    if tag.startswith("VB"):
        return "a" if parse.deps[token] == "amod" and tag == "VBN" else "v"
    if tag.startswith("NN"):
        return "n"
    return "a" if tag.startswith("JJ") else None


def find_matches(parse: Parse, lexicon: Lexicon) -> dict[int, Match]:
    """The best entry at each token that anchors one."""
    found = {}
    for token, word in enumerate(parse.lowers):
        pos = part_of_speech(parse, token)
        if pos is None:
            continue
        for entry in lexicon.entries.get((word, pos), ()):
            by_role = _fill(parse, token, pos, entry.slots)
            if by_role is not None:
                found[token] = Match(token, entry, by_role)
                break
    return found


def _fill(parse: Parse, token: int, pos: str, slots: tuple[Slot, ...]) -> dict[str, int] | None:
    by_role: dict[str, int] = {}
    for slot in slots:
        filler = _filler(parse, token, pos, slot)
        if (filler is not None) == slot.forbidden:
            return None
        if filler is not None:
            by_role[slot.role] = filler
    return by_role


def _filler(parse: Parse, token: int, pos: str, slot: Slot) -> int | None:
    for candidate in _candidates(parse, token, pos, slot.role):
        if slot.words is None:
            return candidate
        if slot.role in ("prt", "comp", "mod", "gov", "attr"):
            if parse.lowers[candidate] in slot.words:
                return candidate
        elif any(word in slot.words for word in noun_words(parse, candidate)):
            return candidate
    return None


def _candidates(parse: Parse, token: int, pos: str, role: str) -> list[int]:
    if role == "obj":
        if pos == "n":
            return [noun for preposition, noun in prepositional(parse, token) if preposition == "of"]
        return objects_of(parse, token)
    if role == "subj":
        subject = subject_of(parse, token)
        return [] if subject is None else [subject]
    if role == "prt":
        return dependents(parse, token, "prt", "advmod", "acomp", "oprd")
    if role == "comp":
        return _complements(parse, token)
    if role == "mod":
        return dependents(parse, token, "amod", "compound", "nmod", "det", "poss", "nummod")
    if role == "attr":
        return dependents(parse, token, "attr", "acomp", "oprd")
    if role == "gov":
        return [parse.heads[token]]
    found = [noun for preposition, noun in prepositional(parse, token) if preposition == role]
    if pos == "v":
        for noun in objects_of(parse, token):
            found += [inner for preposition, inner in prepositional(parse, noun) if preposition == role]
    if not found:
        # "call on X to", "accuse X of VERBing": the preposition may govern a clause
        for child in dependents(parse, token, "prep"):
            if parse.lowers[child] == role:
                found += dependents(parse, child, "pcomp")
    return found


def _complements(parse: Parse, token: int) -> list[int]:
    found = dependents(parse, token, *CLAUSES, "advcl", "acl")
    for child in dependents(parse, token, "prep"):
        found += dependents(parse, child, "pcomp")
    return found
