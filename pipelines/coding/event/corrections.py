"""Sentences that take back, correct or refute a report: what they repeat tells nothing."""

import re
from collections.abc import Sequence

from pipelines.coding.datafiles import DATA, read_rows

CORRECTION = "correction"


def _pattern() -> re.Pattern[str]:
    rows = read_rows(DATA / "corrections.tsv", 1, 1)
    return re.compile("|".join(f"(?:{row.cells[0]})" for row in rows), re.IGNORECASE)


_WITHDRAWS = _pattern()
_VERDICT = re.compile(
    r"(?:verdict|rating|our (?:rating|verdict|ruling)|fact[ -]check|conclusion)\W+"
    r"(?:this (?:is|claim is) |mostly |partly |entirely |completely )*"
    r"(?:false|fake|untrue|wrong|misleading|incorrect|fabricated|altered|hoax|no evidence|unproven|pants on fire)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"correct|amend|clarif|verdict|rating|fact|claim|error|wrong|false|mistak|version|withdr|retract|hoax|fake|untrue"
    r"|fabricat|doctored|inaccura|erroneous|contrary|misreport|misstat|earlier|previous|original|initial|true|regret|conclusion",
    re.IGNORECASE,
)


def corrected(sentences: Sequence[str]) -> list[bool]:
    """For each sentence of a report, whether it only repeats what is taken back or refuted."""
    signed = [bool(_SIGN.search(sentence)) for sentence in sentences]
    held = [sign and bool(_WITHDRAWS.search(sentence)) for sign, sentence in zip(signed, sentences, strict=True)]
    for i, sentence in enumerate(sentences):
        if signed[i] and i and _VERDICT.match(sentence):
            held[i - 1] = True
    return held
