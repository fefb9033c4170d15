"""Whether a report is in a language that the coder reads."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from py3langid.langid import LanguageIdentifier

from pipelines.coding.packages import installed
from pipelines.identifying import LanguageModel
from pipelines.language_names import named, of_country, of_two_letters
from schemas import Report

UNSURE: Final = "und-Latn"
"""What short text in Latin letters is called where nothing tells its language; it is read as English."""
FEED_LANGUAGE: Final = "feed_language"
"""Among what a report has no field for: what the feed as a whole says, often because its software came with it."""
SUPPORTED: Final = frozenset({UNSURE, *installed()})
"""What is coded here: English, and the languages whose parsers are installed."""
_NOT_LATIN: Final = frozenset({"ru"})
"""Languages that are read and have other letters; a guess of any other that is read is wrong of foreign letters."""
_NOT_RUSSIAN: Final = frozenset("іїєґўјљњћџђѓќ")  # letters of other Cyrillic alphabets
_SAMPLE: Final = 1500
_FAR: Final = 10_000  # characters that are read where few of the first ones are letters, as of a table
_SHORT: Final = 200
_FOREIGN_SHARE: Final = 0.3
# Leads in log probability. Of 80 English headlines of 2 to 5 words another language leads in 34, by up to 16.
_LEAD: Final = 20.0
_LEAD_OVER_TOLD: Final = 60.0
_PART: Final = re.compile(r"[/.]")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageModel.load().identifier()


def language_of(report: Report) -> str:
    """The ISO 639-1 code of the report's language; "und" where its letters are mostly not Latin and nothing is given.

    A text in another script is never the Latin-script language that its feed claims. Otherwise a code that the feed
    gives is believed, and where it gives none the text decides. Of short text in Latin letters what stands around it in
    the report decides too, and where that does not tell it is ``UNSURE``.
    """
    letters = [c for c in report.text[:_SAMPLE] if c.isalpha()]
    foreign = sum(c > "\u024f" for c in letters) > _FOREIGN_SHARE * len(letters)
    given = _primary(report.language)
    code = of_two_letters(given)
    if foreign:
        if code == "ru" and _may_be_russian(letters):
            return code
        guess: str = _identifier().classify(report.text[:_SAMPLE])[0]
        return guess if guess not in SUPPORTED - _NOT_LATIN else "und"
    if code:
        return code
    if len(letters) > _SHORT or not letters:
        return str(_identifier().classify(report.text[:_SAMPLE])[0])
    return _of_short(report, named().get(given))


def _may_be_russian(letters: list[str]) -> bool:
    """Whether a text is in Cyrillic letters, and in none that Russian has not."""
    lowers = [letter.lower() for letter in letters]
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in lowers)
    return 2 * cyrillic > len(lowers) and _NOT_RUSSIAN.isdisjoint(lowers)


def language_of_text(text: str, given: str | None = None) -> str:
    """The language of a text that comes without a report, as ``language_of`` has it."""
    moment = datetime(1970, 1, 1, tzinfo=UTC)
    return language_of(
        Report(
            report_id="",
            source="",
            text=text,
            published_at=moment,
            published_precision="day",
            fetched_at=moment,
            language=given,
        )
    )


def _primary(language: str | None) -> str:
    return (language or "").lower().replace("_", "-").split("-")[0].strip()


def _of_short(report: Report, named: str | None) -> str:
    ranks = _identifier().rank("\n".join(_around(report))[:_FAR])
    scores: dict[str, float] = {code: float(score) for code, score in ranks}
    best = max(scores, key=lambda code: scores[code])
    leads = {named: _LEAD_OVER_TOLD} if named else _leads(report)
    likely = [code for code, lead in leads.items() if code in scores and scores[best] - scores[code] <= lead]
    if likely:
        found = max(likely, key=lambda code: (scores[code], code))
        if found == "en" or named or scores[found] >= scores["en"]:
            return found
    if best != "en" and scores[best] - scores["en"] <= _LEAD:
        return UNSURE
    return best


def _leads(report: Report) -> dict[str, float]:
    """How far each language that the report's surroundings name may lie behind the best."""
    of_feed = named().get(_primary(report.extra.get(FEED_LANGUAGE)))
    leads = {of_feed: _LEAD} if of_feed else {}
    for code in _told_by_address(report.url or report.canonical_url or ""):
        leads[code] = _LEAD_OVER_TOLD if code == "en" else _LEAD
    return leads


def _around(report: Report) -> Iterator[str]:
    """The text, and the words of other fields that are in its language."""
    yield report.text
    for more in (report.title, report.summary, report.section, *report.tags):
        if more and more not in report.text:
            yield more[:_SAMPLE]
    if report.publisher and "." not in report.publisher:
        yield report.publisher[:_SAMPLE]


def _told_by_address(url: str) -> Iterator[str]:
    """The languages that an address names: as a part of its own (fr.post.example, /es/news), else by its country."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return
    *labels, country = host.split(".")
    known = named()
    own = [known[part] for part in (*labels[:1], *_PART.split(parts.path)[1:3]) if part in known]
    yield from own or of_country().get(country, ())
