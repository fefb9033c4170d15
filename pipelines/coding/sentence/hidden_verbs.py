"""Sentences of running news without a verb, as the tagger has them: "Five aides to the mayor resign in Lima."."""

from collections.abc import Container, Mapping, Sequence

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_OBJECTS = _NOUNS | {"CD", "JJ", "JJS", "JJR", "DT", "PRP$", "$"}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BEHIND = frozenset({"to", "in", "at", "from", "with", ",", ".", "over", "against", "near", "for"})  # with no object
_PARTICLES = frozenset({"down", "up", "off", "out", "over", "back", "away"})
_PARTS = frozenset({";", ":", "–", "—", "as", "after", "amid", "while", "when", "before", "despite", "who", "which"})
_FEWEST = 5


def verb_in_full(
    words: Sequence[str], tags: Sequence[str], past: Mapping[str, str], plural: Container[str]
) -> tuple[int, str] | None:
    """The token, printed small, that must be the verb of a sentence that has none, and its past tense."""
    start = words.index(",") + 1 if len(words) >= _FEWEST and tags[0] in ("IN", "VBG") and "," in words else 0
    end = next((i for i in range(start + 1, len(words)) if words[i].lower() in _PARTS), len(words))
    if end < _FEWEST or not _FINITE.isdisjoint(tags[:end]):
        return None
    for i in range(start + 1, end - 1):
        if words[i] not in past or not words[i].islower() or tags[i] not in _NOUNS | {"VB", "VBN", "JJ"}:
            continue
        if _agrees(words, tags, start, i, plural) and _goes_on(words, tags, i):
            return i, past[words[i]]
    return None


def _agrees(words: Sequence[str], tags: Sequence[str], start: int, verb: int, plural: Container[str]) -> bool:
    """Whether a noun before the word is its subject, in number too."""
    before = verb - 1
    aside = tags[before] == "," and "," in words[start:before]  # "A, both members of B, resign"
    named = tags[before] in _NOUNS or (tags[start] == "DT" and words[before][:1].isupper())  # "a Kenyan stabs two"
    if not (named or aside) or tags[start] == "IN":
        return False
    link = next((t for t in range(start + 1, verb) if tags[t] in ("IN", "TO", ",")), verb)
    subject, tag = words[link - 1].lower(), tags[link - 1]
    joined = "and" in words[start:link] or (tags[start] == "NNP" and "and" in words[start:verb] and words[link] == ",")
    many = joined or tag in ("NNS", "NNPS") or subject in plural
    if words[verb].endswith("s") and not words[verb].endswith("ss"):
        return not many and (tag in ("NN", "NNP") or words[link - 1][:1].isupper())
    return many


def _goes_on(words: Sequence[str], tags: Sequence[str], verb: int) -> bool:
    """Whether what stands behind the word can follow a verb: an object, or what goes with none."""
    after = words[verb + 1].lower()
    if after in _BEHIND and words[verb].endswith("s"):
        return tags[verb + 2 : verb + 3] == ["VB"]  # not "the party's pledges, however vague", "army raids in Gaza"
    if after in _PARTICLES and verb + 2 < len(words):
        return tags[verb + 2] in _OBJECTS
    return after in _BEHIND or tags[verb + 1] in _OBJECTS - _NOUNS or words[verb + 1][:1].isupper()
