"""How late a report is: how many days before its own day its news was."""

from collections.abc import Sequence
from datetime import date

from pipelines.coding.when_where.carried import main_day, named_days

RECENT = 7  # days in which what a report tells is still its news
_TOP = 3
_STOPS = (".", "?", "!", ";", ":", '"', "”", ")")


def has_headline(sentences: Sequence[str]) -> bool:
    """Whether a report opens with a line that ends as no sentence does."""
    return bool(sentences) and not sentences[0].rstrip().endswith(_STOPS)


def days_late(sentences: Sequence[str], published: date) -> int:
    """How many days ago the news of an English report was by its first sentence, 0 where it names a later day."""
    first = next((sentence for sentence in sentences[:_TOP] if sentence.rstrip().endswith(_STOPS)), "")
    day = main_day(first, published)
    late = (published - day).days if day is not None else 0
    if not 0 < late < RECENT:
        return 0
    later = (day < other for sentence in sentences for other in named_days(sentence, published) if day is not None)
    return 0 if any(later) else late
