"""Whether a sentence without a day goes on with an old day that the sentences before it name."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.clauses import auxiliaries, clauses_of
from pipelines.coding.when_where.dates import find_dates
from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.when_where.distances import anchored
from pipelines.coding.when_where.foreign_days import days_in, had, words_in

_BACK = 3  # sentences through which a day holds
_STORY = 4  # sentences through which the day of a story holds
_RECENT = 7
_SPANS = {"day": 0, "month": 31, "year": 366}  # days that may have passed since the first of a coarse date
_TOKEN = re.compile(r"[^\W_]+(?:[./-]\d+)*\.?|[^\w\s]")
_DATED = re.compile(
    r"\d|day\b|week|month|year|decade|centur|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|spring|summer|autumn|winter|Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.",
)
_ONWARD = re.compile(
    r"(?:Afterwards?|Thereafter|Eventually|Ultimately|By then|Back then|At th(?:at|e) time|Soon after(?:wards)?|"
    r"Shortly after(?:wards)?|[A-Z\d][\w-]*(?: few| couple of)? (?:day|week|month|year|decade)s? later|"
    r"The (?:next|following|same) (?:day|week|month|year))\b"
)
_CREDIT = re.compile(r"\((?:AP|AFP|EPA|Reuters)\b|\bREUTERS\b|Getty|\b[Pp]hoto\b")
_AHEAD = re.compile(r"\b(?:will|is to|are to|to be|due|expected|scheduled|plans?|planned|hopes?)\b")
_FRONT = 6  # words within which a day opens its sentence
_NEAR_FRONT = 9
_OPENERS = frozenset("in during on at after by it when before between from throughout early late".split())
_WAS = frozenset({"was", "were"})
_PAST = frozenset({"VBD"})
_ANY = frozenset({"VBD", "VBZ", "VBP"})
_ENTRY = re.compile(r"[\s•*–—-]*[^\s:–—-]+(?:[ -][^\s:–—-]+){0,4}\s*(?::|[–—-])\s")  # "2008 - Protesters occupy ..."
_RELATIVES = frozenset({",", "who", "which", "that", "where", "whose"})
_DESCRIBING = frozenset({"who", "which", "whose"})
_CLAUSES = frozenset(
    "after ahead before following over since until when where which while who whose "
    "can could may might must should would".split()
)
_BESIDE_NOUNS = frozenset({"for", "from", "of", "over", "'", "’"})  # "the attack of Monday", "Monday's attack"
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")


class Carried(NamedTuple):
    """In which tenses a sentence may go on with an old day named before, and whether so also with what is only said."""

    tenses: frozenset[str] = frozenset()
    words: bool = False


def goes_on(sentences: Sequence[str], place: int, published: date) -> Carried:
    """How the sentence at ``place`` may tell of an old day that was named shortly before."""
    if _ONWARD.match(sentences[place].lstrip("\"'“‘- ")):
        return Carried(_PAST, words=True)
    for back in range(1, min(_BACK, place) + 1):
        before = sentences[place - back]
        if _CREDIT.search(before):
            return Carried()
        ages, opening = _ages(before, published)
        if ages and min(ages) <= _RECENT:
            return Carried()
        if ages and _ENTRY.match(before):
            return Carried(_ANY, words=True)
        if ages and (opening or (back == 1 and " also " not in sentences[place] and _is_told(before, published))):
            return Carried(_PAST, words=back == 1 and (before.rstrip().endswith(";") or _opens(before, published)))
    return Carried()


def _opens(sentence: str, published: date) -> bool:
    """Whether a sentence begins with a day: "In April 2021 Mali recalled its envoy"."""
    days, words = _days(sentence, published), _TOKEN.findall(sentence)
    return bool(days) and days[0].start <= 1 and (days[0].start == 0 or words[0].lower() in _OPENERS)


def _is_told(sentence: str, published: date) -> bool:
    """Whether a day is one of which a sentence tells, not that of a quotation or of what only describes somebody."""
    words = _TOKEN.findall(_QUOTED.sub(" ", sentence).rstrip("\"'”’ .!?"))
    days = _days(_QUOTED.sub(" ", sentence), published)
    return any(_DESCRIBING.isdisjoint(_since_comma(words[: day.start])) for day in days)


def _since_comma(words: Sequence[str]) -> list[str]:
    """The words behind the last comma, with the one behind it."""
    last = max((i for i, word in enumerate(words) if word == ","), default=-1)
    return [word.lower() for word in words[last + 1 :]]


class Story(NamedTuple):
    """The recent day of which the sentences before one tell, named ``back`` sentences before it."""

    day: DateMatch
    back: int


def story_day(
    sentences: Sequence[str], place: int, published: date, language: str = ENGLISH, far: int = _STORY
) -> Story | None:
    """The one recent day of which the sentences shortly before tell, where none of them names another.

    "The day before" is counted from the day of the sentences before it, so many times in a row at most as ``far`` says.
    """
    for back in range(1, min(_STORY, place) + 1):
        before = sentences[place - back]
        days = _days(before, published) if language == ENGLISH else days_in(before, published, language)
        if not days:
            continue
        words = [word.lower() for word in _TOKEN.findall(before)] if language == ENGLISH else words_in(before)
        before_it = had(language)
        days = [m for m in days if words[m.start - 1 : m.start] != ["for"] and before_it.isdisjoint(words[: m.start])]
        if not days:
            continue  # "fixed for Friday", "had marched on Thursday"
        if any(match.apart is not None for match in days):
            start = story_day(sentences, place - back, published, language, far - 1) if far else None
            days = anchored(days, start and start.day.date, published)
            if not days:
                return None
        recent = {m.date for m in days if m.precision == "day"}
        age = (published - days[-1].date).days
        one = len(recent) == len({m.date for m in days}) == 1 and 0 < age < _RECENT
        return Story(days[-1], back) if one else None
    return None


def is_narrated(parse: Parse, proposal: Proposal, tenses: Collection[str] = _PAST) -> bool:
    """Whether an event is told in the plain past, or by a participle that hangs on it."""
    for clause in clauses_of(parse, proposal.trigger):
        tag, helpers = parse.tags[clause.verb], auxiliaries(parse, clause.verb)
        if (tag in tenses and (tag == "VBD" or not helpers)) or (tag == "VBN" and helpers and helpers <= _WAS):
            return clause.link != "ccomp"
        if tag != "VBG" or helpers or clause.link not in ("advcl", "acl", "conj", "pcomp"):
            return False
    return False


def _ages(sentence: str, published: date) -> tuple[list[int], bool]:
    """How many days before ``published`` each day, month or year ended that a sentence names; whether it opens so."""
    words = _TOKEN.findall(sentence.rstrip("\"'”’ .!?"))
    days = _days(sentence, published)
    opening = bool(days) and (days[0].start == 0 or (days[0].start <= _FRONT and words[0].lower() in _OPENERS))
    if days and not opening and days[0].start <= _NEAR_FRONT:  # "protests broke out in 2019"
        opening = words[days[0].start - 1].lower() in _OPENERS and _RELATIVES.isdisjoint(words[: days[0].start])
    return [(published - m.date).days - _SPANS[m.precision] for m in days], opening


def ages_of(sentence: str, published: date) -> list[int]:
    """How many days before ``published`` each day and month ended that an English sentence names."""
    return [
        (published - m.date).days - _SPANS[m.precision] for m in _days(sentence, published) if m.precision != "year"
    ]


def named_days(sentence: str, published: date) -> list[date]:
    """The single days up to ``published`` that an English sentence names, in its order."""
    return [match.date for match in _days(sentence, published) if match.precision == "day"]


def main_day(sentence: str, published: date) -> date | None:
    """The first single day that an English sentence names, unless it is a clause's or noun's: "after Monday's raid"."""
    first = next((match for match in _days(sentence, published) if match.precision == "day"), None)
    if first is None:
        return None
    words = _TOKEN.findall(sentence)
    of_clause = not _CLAUSES.isdisjoint(_since_comma(words[: first.start]))
    beside = words[max(first.start - 1, 0) : first.start] + words[first.end : first.end + 1]
    of_noun = not _BESIDE_NOUNS.isdisjoint(word.lower() for word in beside)
    return None if of_clause or of_noun else first.date


def _days(sentence: str, published: date) -> list[DateMatch]:
    """The days, months and years up to ``published`` on which something may have happened by a sentence."""
    if not _DATED.search(sentence):
        return []
    words = _TOKEN.findall(sentence.rstrip("\"'”’ .!?"))
    days = [m for m in find_dates(words, published) if not m.attribute and m.apart is None and m.date <= published]
    ahead = _AHEAD.search(sentence) is not None  # "is to arrive in June" is of the June to come
    days = [m for m in days if not (ahead and m.basis == "relative" and m.precision == "month")]
    finer = {m.date.year for m in days if m.precision != "year"}
    return [m for m in days if m.precision != "year" or m.date.year not in finer]  # "2025 - Troops clash in July"
