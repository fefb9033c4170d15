"""Whether a report is in a language that the coder reads."""

from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from schemas import Report

# News languages; the model knows rarer ones too, and takes short English texts for creoles.
_CANDIDATES: Final = (
    "ar be bg bn ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka ko lt lv mk nl no pl pt ro ru sk sl sq sr "
    "sv sw ta th tr uk ur vi zh"
).split()
SUPPORTED: Final = frozenset({"en"})
_CODE_LENGTH: Final = 2
_SAMPLE: Final = 1500
_FOREIGN_SHARE: Final = 0.3


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_CANDIDATES)
    return identifier


def language_of(report: Report) -> str:
    """The ISO 639-1 code of the report's language; "und" where its letters are mostly not Latin and nothing is given.

    A text in another script is never the Latin-script language that its feed claims. Otherwise the feed is believed,
    and where it gives no such code the text decides.
    """
    letters = [c for c in report.text[:_SAMPLE] if c.isalpha()]
    foreign = sum(c > "\u024f" for c in letters) > _FOREIGN_SHARE * len(letters)
    given = (report.language or "").lower().replace("_", "-").split("-")[0]
    if foreign:
        guess: str = _identifier().classify(report.text[:_SAMPLE])[0]
        return guess if guess not in SUPPORTED else "und"
    if len(given) == _CODE_LENGTH:
        return given
    return str(_identifier().classify(report.text[:_SAMPLE])[0])
