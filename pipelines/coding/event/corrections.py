"""Sentences that take back, correct or refute a report: what they repeat tells nothing."""

import re
from collections.abc import Sequence
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.wordlists import word_list

CORRECTION = "correction"


def pattern_in(path: Path) -> re.Pattern[str]:
    """What takes back, corrects or refutes, by the expressions of a file; raises LexiconError."""
    rows = read_rows(path, 1, 1)
    return re.compile("|".join(f"(?:{row.cells[0]})" for row in rows), re.IGNORECASE)


_WITHDRAWS = pattern_in(DATA / "corrections.tsv")
_VERDICT = re.compile(
    r"(?:verdict|rating|our (?:rating|verdict|ruling)|fact[ -]check|conclusion)\W+"
    r"(?:this (?:is|claim is) |mostly |partly |entirely |completely )*"
    r"(?:false|fake|untrue|wrong|misleading|incorrect|fabricated|altered|hoax|no evidence|unproven|pants on fire)\b",
    re.IGNORECASE,
)
_REFUTES = re.compile(
    r"(?:this|that|it|the (?:claim|report|story|rumou?r|post)"
    r"|(?:these|the|both|such) (?:claims|reports|posts|rumou?rs))"
    r" (?:is|are|was|were|has been|have been) (?:\w+ly )?"
    r"(?:false|untrue|not true|fake|fabricated|a hoax|debunked|baseless)\b",
    re.IGNORECASE,
)
# "It had not.", "They did no such thing.": all that a sentence says is that what stands before it is untrue.
_DENIES = re.compile(
    r"\W*(?:it|he|she|they|this|that|none)(?: of (?:it|this|that|them))? "
    r"(?:had|has|have|did|does|do|was|were|is|are)(?:n['’]t| not?| never)"
    r"(?: so| true| the case| such thing| happened?)?\W*$",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\W*(?:false|fake|hoax|untrue|not true|wrong|misleading|no(?!\.\s*\d))(?:\s*[:.](?:\s|$)|\s[–-]\s|\s*—)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:corrections?|clarifications?|corrigend(?:um|a)|errat(?:um|a)|amendment|retraction|editor['’]?s? note"
    r"|corrections (?:and|&) clarifications|for the record)\s*[.:—–-]?\s*(?P<rest>.?)",
    re.IGNORECASE | re.DOTALL,
)
_REPEATS = re.compile(
    r"\b(?:in |on )?(?:an?|the|our|some|several|two|this) (?:[\w'’-]+ ){0,5}?"
    r"(?:report|story|stories|article|caption|headline|item|dispatch|post|column|page|alert|newsletter|bulletin|agency|copies"
    r"|paper|newspaper|broadcaster|website|edition|editions|photo|picture)s?\b.{0,90}?"
    r"\b(?:said|stated|reported|claimed|gave|suggested|quoted|described|showed|identified|attributed)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\w")
_AFTER = 2  # sentences behind a correction's label that may repeat what it corrects
# A cheap look before the patterns: each of them holds one of these.
_SIGNS = tuple(sorted(word_list("correcting")))


def corrected(sentences: Sequence[str]) -> list[bool]:
    """For each sentence of a report, whether it only repeats what is taken back or refuted."""
    signed = [any(sign in lowered for sign in _SIGNS) for lowered in map(str.lower, sentences)]
    held = [sign and bool(_WITHDRAWS.search(sentence)) for sign, sentence in zip(signed, sentences, strict=True)]
    for i, sentence in enumerate(sentences):
        if i and signed[i] and (_VERDICT.match(sentence) or _REFUTES.match(sentence) or _FALSE.match(sentence)):
            held[i - 1] = True
        if i and _DENIES.match(sentence) and _REPEATS.search(sentences[i - 1]):
            held[i - 1] = True
        if signed[i] and (label := _LABEL.match(sentence)) and (held[i] or not label.group("rest")):
            for later in range(i + 1, min(i + 1 + _AFTER, len(sentences))):
                held[later] = held[later] or _repeats(sentences[later])
    return held


def _repeats(sentence: str) -> bool:
    """Whether a sentence opens with what a report said."""
    opening = _OPENING.search(sentence)
    return opening is not None and _REPEATS.match(sentence, opening.start()) is not None


def withdrawn(sentences: Sequence[str], pattern: re.Pattern[str]) -> list[bool]:
    """For each sentence, whether it takes something back by the expressions of ``pattern_in``."""
    return [pattern.search(sentence) is not None for sentence in sentences]
