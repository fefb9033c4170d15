"""The halves of headlines, of which the parser makes one clause: "Strike shuts port, unions want talks"."""

from collections.abc import Sequence

from pipelines.coding.wordlists import word_list

_ENDS = frozenset({".", "!", "?", '"', "'"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_INSIDE_NAMES = frozenset({"amod", "compound", "nmod"})
_SPEECH = word_list("speech")
_OWN = frozenset({"dobj", "xcomp", "prep", "acomp", "prt"})


def part_halves(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Free the verb of a first half from that of the second, change labels and governors in place."""
    if not words or words[-1] in _ENDS:
        return
    _raise_verbs(tags, deps, heads)
    _join_clash(words, tags, deps, heads)
    _join_second(words, tags, deps, heads)
    for mark in (t for t, word in enumerate(words) if word == ","):
        for verb in range(mark):
            if _is_said(verb, mark, tags, deps, heads) and _stands_alone(words, tags, deps, heads, verb, mark):
                heads[verb], deps[verb] = verb, "ROOT"


def _is_said(verb: int, mark: int, tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> bool:
    said = deps[verb] in ("ccomp", "advcl", "csubj") and tags[verb].startswith("VB")
    return said and heads[verb] > mark and any(heads[t] == verb and deps[t] in _SUBJECTS for t in range(verb))


def _stands_alone(
    words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int], verb: int, mark: int
) -> bool:
    """Whether what stands behind a mark is a clause of its own, and not who says what stands before it."""
    main = heads[verb]
    subjects = [t for t in range(mark, main) if heads[t] == main and deps[t] in _SUBJECTS]
    if not subjects or any(heads[t] == verb and deps[t] == "mark" for t in range(verb)):
        return False
    own = any(heads[t] == main and deps[t] in _OWN for t in range(main + 1, len(words)))
    return tags[main] in _FINITE and own and words[main].lower() not in _SPEECH


def _join_second(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "Ruto meets envoys, slams Chad": the second verb has the subject of the first."""
    for verb in (t for t in range(2, len(words)) if words[t - 1] == "," and tags[t] in _FINITE):
        below = (t for t in range(verb - 1) if heads[t] == verb)
        first = next((t for t in below if _is_said(t, verb - 1, tags, deps, heads)), None)
        if first is not None:
            heads[first], deps[first] = (first if heads[verb] == verb else heads[verb]), deps[verb]
            heads[verb], deps[verb] = first, "conj"


def _raise_verbs(tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "Strike cripples Lisbon metro": what is tagged as a verb is one, though it hangs on the noun behind it."""
    for verb in range(1, len(tags) - 1):
        noun, subject = heads[verb], verb - 1
        if tags[verb] != "VBZ" or deps[verb] not in _INSIDE_NAMES or noun <= verb or tags[subject][0] != "N":
            continue
        if not tags[noun].startswith("N") or any(tags[t] in _FINITE for t in range(subject)):
            continue
        for token in range(subject):
            if heads[token] in (noun, verb):
                heads[token] = subject
        heads[subject], deps[subject] = verb, "nsubj"
        heads[verb], deps[verb] = verb, "ROOT"
        heads[noun], deps[noun] = verb, "dobj"


def _join_clash(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "Miners, police clash": the verb is no second name of the miners."""
    for verb in range(3, len(tags)):
        first, second = heads[verb], verb - 1
        if tags[verb] not in _FINITE or deps[verb] != "appos" or not tags[second].startswith("N"):
            continue
        if first >= second or "," not in words[first + 1 : second] or heads[second] != verb:
            continue
        heads[first], deps[first] = verb, "nsubj"
        heads[second], deps[second] = first, "conj"
        heads[verb], deps[verb] = verb, "ROOT"
