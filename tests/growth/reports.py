"""Coded reports in masses that no newsroom sends in a day: copies, boilerplate, one pair, one report changed often."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Final

from pipelines.dedup.fingerprint import fingerprint
from pipelines.identity import content_hash, event_id
from schemas import Actor, CodedReport, Coder, Counts, Place, Sentence, Telling

DAY: Final = date(2022, 1, 20)
START: Final = datetime(2022, 1, 20, tzinfo=UTC)
NOW: Final = datetime(2022, 1, 22, tzinfo=UTC)
CODER: Final = Coder(name="lexicon", version="1", rank=1)
_WORDS: Final = "river winter letter harbour garden market bridge window village mountain morning evening".split()
_LETTERS: Final = "ABCDEFGHIJ"
DISCLAIMER: Final = (
    "All that is said here was sent by readers and does not show what the paper or its owners think of it."
)
MOTTO: Final = "The Kolva Post has told its readers the truth every morning since 1871."


def sentence(number: int, words: int = 12) -> str:
    """A sentence that no other number has."""
    said = [_WORDS[(number // 12**place) % 12] for place in range(words - 1)]
    return f"{' '.join(said).capitalize()} {number}."


def report(number: int, text: str, *, name: str | None = None, pair: tuple[str, str] = ("ABC", "DEF")) -> CodedReport:
    """A report that came ``number`` hundredths of a second after the start of the day and tells of a killing."""
    published = START + timedelta(milliseconds=10 * number)
    return CodedReport(
        report_id=name or f"{number:08d}",
        outcome="coded",
        reason="told",
        story_id=name or f"{number:08d}",
        content_hash=content_hash(text),
        fingerprint=fingerprint(text),
        coder=CODER,
        source="Kolva Post",
        publisher="Kolva Post",
        text=text,
        language="en",
        published_at=published,
        published_precision="second",
        published_day=DAY,
        fetched_at=published,
        sentences=(Sentence(start=0, end=len(text)),),
        tellings=(_telling(text.partition(".")[0], pair),),
    )


def _telling(said: str, pair: tuple[str, str]) -> Telling:
    source, target = pair
    return Telling(
        event_id=event_id(
            said, trigger_start=0, event_date=DAY, event_type="ASSAULT", source_codes=[source], target_codes=[target]
        ),
        event_date=DAY,
        date_precision="day",
        date_basis="report",
        type="ASSAULT",
        quad_class=4,
        score=-9.0,
        cameo_code="190",
        goldstein=-10.0,
        sources=(Actor(text=source, code=source, country=source),),
        targets=(Actor(text=target, code=target, country=target),),
        place=Place(name=target, country=target, precision="country"),
        modality="asserted",
        counts=Counts(killed=2),
        sentence=said,
        sentence_start=0,
        sentence_end=len(said),
        trigger_start=0,
        trigger_end=5,
        coder=CODER,
        confidence=0.9,
    )


def exact_copies(number: int) -> CodedReport:
    return report(number, " ".join(sentence(n) for n in range(6)))


def near_copies(number: int) -> CodedReport:
    return report(number, " ".join((sentence(10 + number), *(sentence(n) for n in range(5)))))


def short_motto(number: int) -> CodedReport:
    """One long sentence that all carry, and that is too short to link them."""
    return report(number, f"{sentence(number)} {MOTTO}")


def two_long_sentences(number: int) -> CodedReport:
    """The site's own disclaimer and motto, a third of each report."""
    return report(number, " ".join((*(sentence(4 * number + n, 16) for n in range(4)), DISCLAIMER, MOTTO)))


def of_any_length(number: int) -> CodedReport:
    """A disclaimer in reports of one to seven sentences."""
    return report(number, " ".join((*(sentence(8 * number + n) for n in range(1 + number % 7)), DISCLAIMER, MOTTO)))


def one_pair(number: int) -> CodedReport:
    return report(number, sentence(number, 20))


def all_actors(number: int) -> CodedReport:
    """Other parties in each."""
    return report(number, sentence(number, 20), pair=(_code(number), _code(number + 1)))


def copies_of_all_actors(number: int) -> CodedReport:
    """One text, of which each report tells of other parties."""
    return report(number, " ".join(sentence(n) for n in range(6)), pair=(_code(number), _code(number + 1)))


def disclaimers_of_all_actors(number: int) -> CodedReport:
    """Other parties in each, and the site's own disclaimer and motto in all."""
    text = " ".join((*(sentence(4 * number + n, 16) for n in range(4)), DISCLAIMER, MOTTO))
    return report(number, text, pair=(_code(number), _code(number + 1)))


def _code(number: int) -> str:
    return "".join(_LETTERS[number // 10**place % 10] for place in range(5, -1, -1))


def one_report(number: int) -> CodedReport:
    """The same again with one more sentence changed, fetched later."""
    changed = report(number, " ".join((*(sentence(n) for n in range(5)), sentence(10 + number))), name="the same")
    return replace(changed, published_at=START)


def of_many_events(number: int) -> CodedReport:
    """One report, each sentence of which tells a killing."""
    said = [sentence(n) for n in range(number)]
    starts = list(accumulate((len(one) + 1 for one in said), initial=0))
    return replace(
        report(0, " ".join(said)),
        sentences=tuple(Sentence(start=at, end=at + len(one)) for at, one in zip(starts, said, strict=False)),
        tellings=tuple(
            replace(_telling(one, ("ABC", "DEF")), sentence_start=at, sentence_end=at + len(one))
            for at, one in zip(starts, said, strict=False)
        ),
    )


MASSES: Final[dict[str, Callable[[int], CodedReport]]] = {
    "exact copies": exact_copies,
    "near copies": near_copies,
    "boilerplate, a motto": short_motto,
    "boilerplate, two sentences": two_long_sentences,
    "boilerplate, any length": of_any_length,
    "one day, one pair": one_pair,
    "all actors": all_actors,
    "exact copies, all actors": copies_of_all_actors,
    "boilerplate, all actors": disclaimers_of_all_actors,
    "one report, updated": one_report,
}


def mass(make: Callable[[int], CodedReport]) -> Callable[[int], list[CodedReport]]:
    """So many reports."""
    return lambda size: [make(number) for number in range(size)]
