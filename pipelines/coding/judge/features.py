"""What the model sees of a sentence: its words, its clauses, and what the lexicon made of them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Findings
from pipelines.coding.glosses import LANGUAGES
from pipelines.coding.sentence.frames import CLAUSES, dependents, is_passive, objects_of, prepositional, subject_of
from pipelines.coding.sentence.parsing import Parse

_SKIPPED = frozenset(
    {"DT", "IN", ".", ",", ":", "``", "''", "CC", "PRP", "PRP$", "POS", "-LRB-", "-RRB-", "SYM", "HYPH"}
)
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "e", "y")
_MAIN = frozenset({"ROOT", "ccomp", "conj", "xcomp", "parataxis"})
_SHORT = 6  # letters of a word of another language that are kept: its endings are longer
_PRECISE = 7  # decimals are not the point: a stem longer than this differs little by what follows


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, crudely: enough for forms of one word to meet."""
    mark, _, rest = word.partition(":")
    if rest and mark in LANGUAGES:
        return f"{mark}:{rest[:_SHORT]}"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:_PRECISE]


def features_of(parse: Parse, matches: Mapping[int, Match], findings: Findings) -> list[str]:
    """The features of a sentence, each once, in order of appearance."""
    return list(dict.fromkeys(_all(parse, matches, findings)))


def _all(parse: Parse, matches: Mapping[int, Match], findings: Findings) -> Iterator[str]:
    before = "^"
    for word, tag in zip(parse.lowers, parse.tags, strict=True):
        if tag in _SKIPPED:
            continue
        if tag in ("NNP", "NNPS", "CD"):
            yield f"t:{before}_{tag[:3]}"
            before = tag[:3]
            continue
        now = stem(word)
        yield f"w:{now}"
        yield f"b:{before}_{now}"
        before = now
    for token, tag in enumerate(parse.tags):
        if tag.startswith("VB") and parse.deps[token] in _MAIN:
            yield from _clause(parse, token)
    for match in matches.values():
        yield f"m:{match.entry.outcome}:{match.entry.label}"
    for proposal in findings.proposals:
        yield f"p:{proposal.type}"
        yield f"p:{proposal.type}:{'noun' if proposal.nominal else 'verb'}:{len(proposal.steps)}"
    if not findings.proposals:
        yield "p:none"
    for _, reason, _ in findings.refusals:
        yield f"r:{reason}"


def _clause(parse: Parse, verb: int) -> Iterator[str]:
    name = stem(parse.lowers[verb]) + ("*" if is_passive(parse, verb) else "")
    yield f"v:{name}"
    if parse.deps[verb] == "ROOT":
        yield f"root:{name}"
    for child in dependents(parse, verb, "prt", "neg", "aux"):
        yield f"v:{name}+{parse.lowers[child]}"
    subject = subject_of(parse, verb)
    if subject is not None:
        yield f"s:{_kind(parse, subject)}"
        yield f"s:{_kind(parse, subject)}>{name}"
    for noun in objects_of(parse, verb):
        yield f"o:{name}>{_kind(parse, noun)}"
    for preposition, noun in prepositional(parse, verb):
        yield f"i:{name}>{preposition}"
        yield f"i:{preposition}>{_kind(parse, noun)}"
    for inner in dependents(parse, verb, *CLAUSES):
        yield f"c:{name}>{stem(parse.lowers[inner])}"


def _kind(parse: Parse, noun: int) -> str:
    return "NAME" if parse.tags[noun].startswith("NNP") else stem(parse.lowers[noun])
