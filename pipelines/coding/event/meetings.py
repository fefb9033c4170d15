"""Who meets whom: where a meeting is held, what it is about and when it is are no parties of it."""

from collections.abc import Collection, Mapping

from pipelines.coding.sentence.frames import dependents, prepositional, subject_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

# Behind these stands where, when or about what people meet.
_ASIDE = frozenset({"in", "at", "on", "over", "about", "across", "inside", "near", "outside", "regarding"}) | word_list(
    "temporal"
)
_MEANWHILE = frozenset({"in", "at", "during", "after", "following"})
_SPEECH = word_list("speech")
_QUALIFIERS = frozenset({"amod", "compound", "nmod"})
_CLIMB = 8
_SETTLED = word_list("settled") | {"capital"}


def met(
    parse: Parse, token: int, sources: Collection[int], targets: Collection[int], known: Mapping[int, str]
) -> tuple[list[int], list[int]]:
    """Sources and targets of a meeting that the noun ``token`` tells.

    A town before it is where it is ("the Geneva talks"); where nobody is named beside those met, whoever the clause is
    about meets them: "Rabat hopes for talks with Paris".
    """
    places = {"city", "state"} if parse.lowers[token] == "summit" else {"city"}
    doers = [t for t in sources if not (parse.deps[t] in _QUALIFIERS and known.get(t) in places)]
    beside = [noun for preposition, noun in prepositional(parse, token) if preposition == "with"]
    others = [t for t in targets if not is_aside(parse, t, token)]
    if not others and beside:
        others = [t for t in with_conjuncts(parse, beside[0]) if t not in doers]
    if not doers and beside and beside[0] in others:
        subject = _subject_above(parse, token, beside[0])
        doers = [subject] if subject is not None and subject not in others and _is_known(parse, subject, known) else []
    return doers, others


def _is_known(parse: Parse, noun: int, known: Mapping[int, str]) -> bool:
    return noun in known or any(word in known for word in dependents(parse, noun, *_QUALIFIERS))


def scenes_of(parse: Parse, token: int) -> set[int]:
    """All nouns of a sentence that stand behind a preposition of place, time or matter, below ``token`` if they do."""
    return {noun for noun, label in enumerate(parse.deps) if label == "pobj" and is_aside(parse, noun, token)}


def is_aside(parse: Parse, noun: int, token: int) -> bool:
    """Whether a noun, or what it belongs to, tells where, when or about what: "on the sidelines of a fair in Lima"."""
    current = noun
    for _ in range(_CLIMB):
        label, head = parse.deps[current], parse.heads[current]
        if current == token:
            return False
        if label == "pobj" and parse.lowers[head] in _ASIDE:
            return True
        if head == current or label not in ("pobj", "prep", "conj", "appos"):
            return False
        if label == "pobj" and parse.lowers[head] == "with":
            return False
        current = head
    return False


def _subject_above(parse: Parse, noun: int, other: int) -> int | None:
    """The subject of the verb that a noun is the object of, or right behind a preposition of no place and time.

    "In a meeting with Xi, the president said": the parser may take the president for Xi, the ``other``.
    """
    head = parse.heads[noun]
    if parse.deps[noun] == "pobj":
        preposition, head = parse.lowers[head], parse.heads[head]
        if preposition in _ASIDE and not (preposition in _MEANWHILE and parse.lowers[head] in _SPEECH):
            return None  # but "in a meeting with Xi, Putin said"
    if not parse.tags[head].startswith("V"):
        return None
    behind = [t for t in dependents(parse, other, "appos") if parse.deps[noun] == "pobj" and t < head]
    subject = subject_of(parse, head)
    return behind[-1] if subject is None and behind else subject


def is_venue(parse: Parse, noun: int, known: Mapping[int, str]) -> bool:
    """Whether a named place behind "at" or "in" is where people protest: "a rally at the Peace Bridge"."""
    placed = parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] in ("at", "in")
    return placed and parse.tags[noun].startswith("NNP") and known.get(noun) not in ("organisation", "office", "person")


def stands_behind(parse: Parse, noun: int, prepositions: Collection[str]) -> bool:
    """Whether a word, or the first of its list, stands behind one of ``prepositions``."""
    while parse.deps[noun] in ("conj", "appos") or _is_named_by(parse, noun):
        noun = parse.heads[noun] if parse.deps[noun] != "pobj" else parse.heads[parse.heads[noun]]
    return parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] in prepositions


def _is_named_by(parse: Parse, noun: int) -> bool:
    """Whether a noun names the place that the word before its "of" only calls a place: "the capital of Abuja"."""
    above = parse.heads[noun]
    return parse.deps[noun] == "pobj" and parse.lowers[above] == "of" and parse.lowers[parse.heads[above]] in _SETTLED
