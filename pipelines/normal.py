"""The one normalisation of text that identity and deduplication rest on."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def normal_words(text: str) -> list[str]:
    """The words of ``text``: Unicode NFKC, case folded, each a longest run of letters and numbers (categories L and N).

    Quotes, dashes, punctuation, markup of emphasis and white space fall away, so that light edits compare equal.
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def normalise(text: str) -> str:
    """The words of ``text``, one space between them; equal for texts that count as the same."""
    return " ".join(normal_words(text))
