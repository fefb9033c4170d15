"""Streams of raw reports with everything that makes counting hard, drawn by hypothesis or from a seed.

A stream is made of scenes, each a few deliveries that belong together; ``kinds`` says, from the deliveries alone,
which kinds of difficulty really occur.
"""

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, Final

from hypothesis import strategies as st

from claims.language import ACTORS, KINDS, NOBODY, PLACES
from connectors.records import RawRecord
from pipelines.decoding import Decoder, UnusableError
from schemas import Report

Fields = dict[str, Any]
FIRST_DAY: Final = datetime(2022, 1, 15, tzinfo=UTC)
_DAYS: Final = 12
_OFFSETS: Final = (timedelta(0), timedelta(hours=5, minutes=45), timedelta(hours=-8), timedelta(hours=13))
_PUBLISHERS: Final = ("dawn.example", "herald.example", "courier.example", "echo.example")
_COLOUR: Final = (
    "",
    ", officials said late in the evening on the radio",
    ", according to a note that the foreign ministry gave to the press",
    ", while the harvest in the valleys of the north went on as in every year",
)
_NO_EVENT: Final = (
    "The harvest in the valleys of the north was the best in nine long years.",
    "Nobody at the station could say when the last train to the coast would leave.",
    "Rain.",
)


@dataclass
class Writer:
    """Writes sentences and reports; all chance comes from ``rng``, so a seed or hypothesis decides all."""

    rng: random.Random
    _serial: int = field(default=0)

    def sentence(self, *, when: str | None = None) -> str:
        """A sentence that tells an event, or now and then none; ``when`` fixes its date."""
        rng = self.rng
        if when is None and rng.random() < 0.15:
            return rng.choice(_NO_EVENT)
        parts = [self._parties(rng.random() < 0.15)]
        if rng.random() < 0.15:
            parts.append("perhaps")
        if rng.random() < 0.1:
            parts.append("never")
        parts.append(rng.choice(tuple(KINDS)))
        if rng.random() < 0.8:
            parts.append(self._parties(missing=False))
        if rng.random() < 0.6:
            parts.append(f"in {rng.choice(tuple(PLACES))}")
        when = self._when() if when is None else when
        if when:
            parts.append(when)
        killed = f", killing {rng.randint(1, 9)}" if rng.random() < 0.4 else ""
        injured = f", wounding {rng.randint(1, 20)}" if rng.random() < 0.3 else ""
        return " ".join(parts) + killed + injured + rng.choice(_COLOUR) + "."

    def _parties(self, missing: bool) -> str:
        if missing:
            return NOBODY
        number = self.rng.choice((1, 1, 1, 2, 3))
        return " and ".join(self.rng.sample(tuple(ACTORS), number))

    def _when(self) -> str:
        day = (FIRST_DAY + timedelta(days=self.rng.randint(-9, _DAYS + 4))).date()
        return self.rng.choice(
            (
                "",
                "",
                "",
                "",
                "some day",
                "yesterday",
                "tomorrow",
                f"on {day}",
                f"on {day}",
                "in 2021-11",
                "in 2014",
                "on 2021-12-24",
            )
        )

    def text(self) -> str:
        """One to four sentences."""
        return " ".join(self.sentence() for _ in range(self.rng.randint(1, 4)))

    def moment(self) -> datetime:
        """A time of publication, at any hour of the stream's days."""
        return FIRST_DAY + timedelta(minutes=self.rng.randrange(_DAYS * 24 * 60))

    def report(self, text: str | None = None, *, published: datetime | None = None, **others: Any) -> Fields:
        """A new report at an address of its own, written in any of several time zones."""
        self._serial += 1
        published = published or self.moment()
        publisher = self.rng.choice(_PUBLISHERS)
        local = published.astimezone(timezone(self.rng.choice(_OFFSETS)))
        # Milliseconds of its own: no two versions of a report are fetched at the same moment.
        fetched = published + timedelta(minutes=self.rng.randint(1, 600), milliseconds=self._serial)
        return {
            "source": publisher,
            "url": f"https://{publisher}/{self._serial}",
            "text": self.text() if text is None else text,
            "published_at": local.isoformat(),
            "fetched_at": fetched.isoformat(),
            "language": "en",
        } | others

    def known(self, text: str | None = None, **others: Any) -> Fields:
        """A new report that carries an explicit id or guid, so that it can be updated."""
        name = self.rng.choice(("report_id", "guid"))
        return self.report(text, **others) | {name: f"n-{self._serial + 1}"}

    def later(self, report: Fields, **changed: Any) -> Fields:
        """Another version of ``report``, fetched later."""
        fetched = datetime.fromisoformat(report["fetched_at"]) + timedelta(minutes=self.rng.randint(1, 3000))
        return report | {"fetched_at": fetched.isoformat()} | changed


Scene = Callable[[Writer], list[Fields]]


def plain(w: Writer) -> list[Fields]:
    """A report."""
    return [w.report()]


def dated(w: Writer) -> list[Fields]:
    """A planned, a past and coarsely dated sentences in one report."""
    published = w.moment()
    coming = (published + timedelta(days=w.rng.randint(3, 9))).date()
    said = [w.sentence(when=when) for when in (f"on {coming}", "on 2021-12-24", "in 2014", "in 2021-11")]
    return [w.report(" ".join(said), published=published)]


def day_only(w: Writer) -> list[Fields]:
    """A report whose publisher gives a day and no time; the deployment's zone decides when that was."""
    return [w.report(published_at=w.moment().date().isoformat())]


def copies_over_midnight(w: Writer) -> list[Fields]:
    """One text with an undated event, an hour before midnight and an hour after it, in every zone."""
    evening = w.moment().replace(hour=w.rng.choice((0, 10, 18)), minute=15)
    text = f"{w.sentence(when='')} {w.text()}"
    return [w.report(text, published=evening + timedelta(hours=h)) for h in (0, 12, 24)]


def copies(w: Writer) -> list[Fields]:
    """The same text from several publishers, one with other quotes and dashes."""
    text, published = w.text(), w.moment()
    return [w.report(t, published=published + timedelta(hours=n)) for n, t in enumerate((text, f"“{text}”", text))]


def one_address(w: Writer) -> list[Fields]:
    """A page that always shows something else."""
    first = w.report()
    return [first, *(w.report() | {"url": first["url"], "source": first["source"]} for _ in range(2))]


def parts_of_two(w: Writer) -> list[Fields]:
    """Two reports and a third that takes a sentence from each."""
    texts = [[w.sentence(), w.sentence()] for _ in range(2)]
    both = f"{texts[0][0]} {texts[1][-1]} {w.sentence()}"
    return [w.report(text) for text in (" ".join(texts[0]), " ".join(texts[1]), both)]


def changed_sentence(w: Writer) -> list[Fields]:
    """An update with one sentence in other words."""
    kept = w.sentence()
    first = w.known(f"{kept} {w.sentence()}")
    return [first, w.later(first, text=f"{kept} {w.sentence()}")]


def dropped_sentence(w: Writer) -> list[Fields]:
    """An update that leaves a sentence out, and one that puts another in."""
    kept, dropped = w.sentence(), w.sentence()
    first = w.known(f"{kept} {dropped}")
    second = w.later(first, text=kept)
    return [first, second, w.later(second, text=f"{kept} {w.sentence()}")]


def new_date(w: Writer) -> list[Fields]:
    """An update with the same text and another time of publication."""
    first = w.known()
    return [first, w.later(first, published_at=w.moment().isoformat())]


def retraction(w: Writer) -> list[Fields]:
    """A report and its retraction, which may repeat the text; a copy elsewhere stands."""
    first = w.known()
    gone = {"retracted": True, "text": w.rng.choice((first["text"], ""))}
    return [first, w.report(first["text"]), w.later(first, **gone)]


def foreign(w: Writer) -> list[Fields]:
    """A report in a language that the coder does not read."""
    return [w.report(language="de")]


def unusable(w: Writer) -> list[Fields]:
    """Records that are no reports."""
    return [w.report(published_at="0222-01-24"), w.report() | {"text": ""}]


def one_toll(w: Writer) -> list[Fields]:
    """One blow with one number of dead, in several words, types and parties, in one report and in others."""
    day, dead = w.moment(), w.rng.randint(2, 9)
    told = [
        f"{w._parties(missing=n == 0)} {verb} {w._parties(missing=False)}{place}, killing {dead}."
        for n, verb in enumerate(("attacked", "bombed", "hacked", "accused", "attacked"))
        for place in [w.rng.choice((" in Strelsau", " in Strelsau", " in Hentzau", ""))]
    ]
    return [w.report(" ".join(told), published=day), *(w.report(one, published=day) for one in told)]


SCENES: Final[tuple[Scene, ...]] = (
    plain,
    dated,
    day_only,
    copies_over_midnight,
    copies,
    one_address,
    parts_of_two,
    changed_sentence,
    dropped_sentence,
    new_date,
    retraction,
    foreign,
    unusable,
    one_toll,
)


def write(scenes: Iterable[Scene], rng: random.Random) -> list[Fields]:
    """The deliveries of ``scenes`` in turn."""
    writer = Writer(rng)
    return [delivery for scene in scenes for delivery in scene(writer)]


def streams(most: int = 5) -> st.SearchStrategy[list[Fields]]:
    """Streams of one to ``most`` scenes."""
    scenes = st.lists(st.sampled_from(SCENES), min_size=1, max_size=most)
    return st.builds(write, scenes, st.randoms(use_true_random=False))


def corpus(scenes: int = 120, seed: int = 4) -> list[Fields]:
    """The same stream every time: what stands in for a real corpus where there is none."""
    rng = random.Random(seed)
    return write(rng.choices(SCENES, k=scenes), rng)


def raw(deliveries: Iterable[Fields], topic: str = "reports.raw") -> list[RawRecord]:
    """The deliveries as they stand in a topic."""
    return [
        RawRecord(topic=topic, offset=number, value=json.dumps(fields).encode())
        for number, fields in enumerate(deliveries)
    ]


def decoded(deliveries: Iterable[Fields], zone: tzinfo) -> Iterator[Report]:
    """The reports among the deliveries."""
    return decode(raw(deliveries), zone)


def decode(records: Iterable[RawRecord], zone: tzinfo) -> Iterator[Report]:
    """The reports among the records."""
    decoder = Decoder(zone=zone)
    for record in records:
        try:
            yield decoder.decode(record)
        except UnusableError:
            continue
