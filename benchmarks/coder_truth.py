"""What is true of what the coder says of news, by verdicts of readers; those on real news are kept without the texts.

    python -m benchmarks.coder_truth                       # joins benchmarks/truth/*.tsv to what the coder says now
    python -m benchmarks.coder_truth draw --events 250 --silent 120 --seed 7 > sheet.tsv    # what a reader judges
    python -m benchmarks.coder_truth take sheet.tsv --reader a --part build > verdicts.tsv  # filled in: texts left out

A reader fills in the last columns of a sheet. Of an event: 1 or 0 for ``event`` (the sentence tells such a political
event, whatever its type), ``type_ok``, ``modality_ok``, ``source_ok``, ``target_ok`` (all parties and no other, with
country and kind where the report lets a reader know them) and ``date_ok`` (day, and whether it may count on that day).
Of a silent sentence: ``missed``, the types of events of the day that it tells, or ``-``.

A verdict holds for an output of today where the sentence, the trigger and the judged column are the same; all else is
counted as judged by nobody. "Core" is event, type and modality right; "whole" is all six. The texts of
``benchmarks/written`` say which events a reader wants of them: there ``recall`` is the share of these that is told
with its type.
"""

import argparse
import csv
import hashlib
import json
import math
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Coding, Document
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.languages import Coders
from pipelines.coding.packages import NAMES, installed
from pipelines.coding.training.scoring import area, calibration_error
from schemas import Actor, Telling

NEWS = Path(__file__).parents[2] / "shared" / "data" / "news"
WRITTEN = Path(__file__).parent / "written"
VERDICTS = Path(__file__).parent / "truth"
COLUMNS = ("event", "type_ok", "modality_ok", "source_ok", "target_ok", "date_ok")
CORE = COLUMNS[:3]
MOST = 1_000_000
# What a verdict keeps of an output, and what a reader sees beside it.
LEFT = ("set", "genre", "published", "digest", "trigger", "type", "modality", "date", "source", "target", "confidence")
BESIDE = ("before", "sentence", "word", "sources", "targets", "place", "counts", "reason")
# Each set of real news, and how its reports are dated.
SETS = ("current-events-2022q1", "helsinki-2018", "articles-dev", "topics-dev")
# Texts that were written for this project, and come with it; those of other languages than English apart.
FOREIGN = {f"written-{name.lower()}": language for language, name in NAMES.items()}
OURS = tuple(sorted({f"written-{path.stem}" for path in WRITTEN.glob("*.jsonl")} - {*FOREIGN}))
_SUMMIT = "2018-07-16"


@dataclass(frozen=True, slots=True)
class Story:
    """A report of a set: its genre and what the coder is given of it."""

    name: str
    genre: str
    document: Document


def stories(name: str) -> Iterator[Story]:
    """The reports of a set, each text once, in the order of its file."""
    seen: set[str] = set()
    for row in rows_of(name):
        text = row["text"]
        if text in seen:
            continue
        seen.add(text)
        day = str(row.get("date") or row.get("published_at") or row.get("scrape_time") or _SUMMIT)[:10]
        day = day if day[4:5] == "-" else _SUMMIT
        genre = row.get("topic") or ("summit" if name.startswith("helsinki") else "items")
        language = row.get("language", ENGLISH)
        yield Story(name, genre, Document(text=text, published=date.fromisoformat(day), language=language))


def rows_of(name: str) -> Iterator[dict[str, Any]]:
    """The lines of a set's file."""
    path = WRITTEN / f"{name.removeprefix('written-')}.jsonl" if name in (*OURS, *FOREIGN) else NEWS / f"{name}.jsonl"
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def digest(sentence: str) -> str:
    """What a verdict knows a sentence by."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Output:
    """An event that the coder tells, or a sentence of which it tells none (``telling`` is then None)."""

    story: Story
    sentence: str
    before: str
    telling: Telling | None
    reason: str | None

    def key(self) -> tuple[str, int]:
        """What joins it to a verdict: the sentence and where the trigger stands in it (-1 for none)."""
        told = self.telling
        return digest(self.sentence), told.trigger_start - told.sentence_start if told else -1

    def judged(self) -> dict[str, str]:
        """What a verdict is given of, by the column that it concerns."""
        told = self.telling
        if told is None:
            return {}
        return {
            "type": f"{told.type}/{told.mode or ''}",
            "modality": told.modality,
            "date": f"{told.event_date} {told.date_basis}",
            "source": _codes(told.sources),
            "target": _codes(told.targets),
        }

    def row(self) -> dict[str, str]:
        """Its line of a sheet, texts and all."""
        told, story = self.telling, self.story
        line = {"set": story.name, "genre": story.genre, "published": str(story.document.published)}
        line |= {"before": self.before, "sentence": self.sentence}
        if told is None:
            return line | {"reason": self.reason or ""}
        start, end = (place - told.sentence_start for place in (told.trigger_start, told.trigger_end))
        counts = {name: getattr(told.counts, name) for name in told.counts.__slots__}
        return line | {
            "trigger": str(start),
            "word": told.sentence[start:end],
            **self.judged(),
            "sources": _texts(told.sources),
            "targets": _texts(told.targets),
            "place": f"{told.place.name}, {told.place.country}" if told.place else "",
            "counts": " ".join(f"{name}={number}" for name, number in counts.items() if number is not None),
            "confidence": f"{told.confidence:.3f}",
        }


def _codes(actors: Sequence[Actor]) -> str:
    """The codes of one side; an actor without one is known by a digest of its words."""
    return " ".join(actor.code or f"#{digest(actor.text)[:8]}" for actor in actors)


def _texts(actors: Sequence[Actor]) -> str:
    return "; ".join(f"{actor.code or '-'} ({actor.text})" for actor in actors)


def outputs(name: str, coder: EventCoder | Coders, reports: int = MOST) -> Iterator[Output]:
    """All that the coder says of a set, or of so many of its reports, sentence by sentence; a copied sentence once."""
    seen: set[str] = set()
    every = list(stories(name))
    rest = iter(random.Random(name).sample(every, min(reports, len(every))))
    while batch := list(islice(rest, 32)):
        for story, coding in zip(batch, coder.code([one.document for one in batch]), strict=True):
            before = ""
            for sentence, made in _sentences(story.document.text, coding):
                if digest(sentence) not in seen:
                    seen.add(digest(sentence))
                    yield from (Output(story, sentence, before, telling, reason) for telling, reason in made)
                before = sentence


def _sentences(text: str, coding: Coding) -> Iterator[tuple[str, list[tuple[Telling | None, str | None]]]]:
    for span in coding.sentences:
        told = [t for t in coding.tellings if span.start <= t.sentence_start < span.end]
        yield text[span.start : span.end], [(t, None) for t in told] or [(None, span.reason)]


def draw(events: int, silent: int, seed: int, sets: Sequence[str], reports: int) -> None:
    """Print a sheet to judge: as many events, and sentences without one, of each set, drawn at random."""
    coder, known, chance = Coders(), set(verdicts()), random.Random(seed)
    names = [*dict.fromkeys([*LEFT, *BESIDE]), *COLUMNS, "missed", "note"]
    sheet = csv.DictWriter(sys.stdout, names, dialect="excel-tab", restval="", lineterminator="\n")
    sheet.writeheader()
    for name in sets:
        every = [one for one in outputs(name, coder, reports) if one.key() not in known]
        told = [one for one in every if one.telling]
        untold = [one for one in every if one.telling is None and one.reason not in ("fragment", "too_long")]
        for pool, wanted in ((told, events), (untold, silent)):
            drawn = chance.sample(pool, min(wanted, len(pool)))
            sheet.writerows(
                {key: " ".join(value.split()) for key, value in one.row().items()} | {"digest": one.key()[0]}
                for one in drawn
            )


def take(path: Path, reader: str, part: str) -> None:
    """Print the verdicts of a sheet that was filled in, without its texts."""
    names = [*LEFT, *COLUMNS, "missed", "note", "reader", "part"]
    kept = csv.DictWriter(sys.stdout, names, dialect="excel-tab", extrasaction="ignore", lineterminator="\n")
    kept.writeheader()
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, dialect="excel-tab"):
            if line["event"] or line["missed"]:
                kept.writerow({"reader": reader, **line, "part": part})


def verdicts() -> dict[tuple[str, int], list[dict[str, str]]]:
    """The verdicts that are kept on each word of each sentence, in the order of their files."""
    found: dict[tuple[str, int], list[dict[str, str]]] = {}
    for path in sorted(VERDICTS.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, dialect="excel-tab"):
                found.setdefault((line["digest"], int(line["trigger"] or -1)), []).append(line)
    return found


def nearest(judged: Sequence[dict[str, str]], output: Output) -> dict[str, str]:
    """Of the verdicts on a word the one that still tells most of what is said there now, the first where several do."""
    return max(judged, key=lambda verdict: len(holds(verdict, output)))


def holds(verdict: dict[str, str], output: Output) -> dict[str, bool]:
    """Of the six columns, those of which the verdict still tells: what was judged is what is said now."""
    now = output.judged()
    same = {name: verdict[name] == now[name] for name in now}
    if not same["type"]:
        return {}
    if verdict["event"] == "0":
        return dict.fromkeys(COLUMNS, False)
    known = {"event": True, "type_ok": verdict["type_ok"] == "1"}
    for name in ("modality", "source", "target", "date"):
        if same[name]:
            known[f"{name}_ok"] = verdict[f"{name}_ok"] == "1"
    return known


def interval(right: int, of: int) -> str:
    """A share with Wilson's 95% interval."""
    if not of:
        return "-"
    share, z = right / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.2f} ({middle - spread:.2f} to {middle + spread:.2f}; {right} of {of})"


def report(sets: Sequence[str], part: str | None) -> None:
    """Print what is known of today's outputs."""
    coder = Coders()
    every_verdict = verdicts().items()
    known = {key: [line for line in lines if part in (None, line["part"])] for key, lines in every_verdict}
    known = {key: lines for key, lines in known.items() if lines}
    result: dict[str, object] = {}
    for name in sets:
        every = list(outputs(name, coder))
        told = [one for one in every if one.telling]
        judged = [(one, holds(nearest(known[one.key()], one), one)) for one in told if one.key() in known]
        judged = [(one, columns) for one, columns in judged if columns]
        result[name] = {
            "events": len(told),
            "unjudged": len(told) - len(judged),
            **_precision(judged),
            "recall": _wanted(name, part, told) if name.startswith("written-") else _recall(every, known, judged),
            "genres": _by(judged, lambda one: one.story.genre),
            "types": _by(judged, lambda one: one.telling.type if one.telling else ""),
        }
    print(json.dumps(result, indent=1))


Judged = list[tuple[Output, dict[str, bool]]]


def _core(judged: Judged) -> tuple[list[float], list[bool]]:
    full = [(one, columns) for one, columns in judged if not all(columns.values()) or set(CORE) <= set(columns)]
    scores = [one.telling.confidence for one, _ in full if one.telling]
    return scores, [all(columns.get(name, True) for name in CORE) for _, columns in full]


def _precision(judged: Judged) -> dict[str, object]:
    shares = {}
    for name in COLUMNS:
        having = [columns[name] for _, columns in judged if name in columns]
        shares[name] = interval(sum(having), len(having))
    scores, right = _core(judged)
    whole = [
        all(columns.values()) for _, columns in judged if len(columns) == len(COLUMNS) or not all(columns.values())
    ]
    return {
        "core": interval(sum(right), len(right)),
        "whole": interval(sum(whole), len(whole)),
        **shares,
        "auc": round(area(scores, right), 3),
        "calibration_error": round(calibration_error(scores, right), 3),
    }


def _recall(every: Sequence[Output], known: dict[tuple[str, int], list[dict[str, str]]], judged: Judged) -> str:
    """Share of the events there are that are told with their type, from what a sample of silent sentences misses."""
    untold = [one for one in every if one.telling is None and one.reason not in ("fragment", "too_long")]
    seen = [known[one.key()][0] for one in untold if one.key() in known]
    if not seen or not judged:
        return "-"
    missed = sum(len(line["missed"].split()) for line in seen if line["missed"] not in ("", "-")) / len(seen)
    right = sum(bool(columns.get("event") and columns.get("type_ok")) for _, columns in judged) / len(judged)
    there = right * sum(one.telling is not None for one in every)
    return f"{there / (there + missed * len(untold)):.2f} (from {len(seen)} silent sentences)"


def _wanted(name: str, part: str | None, told: Sequence[Output]) -> str:
    """Share of the events that a reader wants of written texts that are told in the same sentence with their type."""
    found = {(one.story.document.text, one.sentence, one.telling.type) for one in told if one.telling}
    wanted = wants_of(name, part)
    heard = sum(
        any(
            text == whole
            and type_ in (want["type"], *want.get("or", ()))
            and is_same_sentence(sentence, want["sentence"])
            for whole, sentence, type_ in found
        )
        for text, want in wanted
    )
    return interval(heard, len(wanted))


def wants_of(name: str, part: str | None) -> list[tuple[str, dict[str, Any]]]:
    """The events that a reader wants of a written set, or of a part of it, each with its text."""
    return [(row["text"], want) for row in rows_of(name) if part in (None, row["part"]) for want in row["want"]]


def is_same_sentence(sentence: str, other: str) -> bool:
    """Whether two readings of where a sentence ends mean the same one."""
    return sentence in other or other in sentence


def _by(judged: Judged, group: Callable[[Output], str]) -> dict[str, str]:
    groups: dict[str, Judged] = {}
    for one, columns in judged:
        groups.setdefault(group(one), []).append((one, columns))
    shares = {name: _core(part)[1] for name, part in sorted(groups.items())}
    return {name: interval(sum(right), len(right)) for name, right in shares.items()}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command")
    ours = (*OURS, *(name for name in FOREIGN if FOREIGN[name] in installed()))
    parser.add_argument("--sets", nargs="*", default=(*SETS, *ours) if NEWS.is_dir() else ours)
    parser.add_argument("--part", help="only verdicts of this part")
    drawing = commands.add_parser("draw")
    drawing.add_argument("--events", type=int, default=60, help="of each set")
    drawing.add_argument("--silent", type=int, default=30, help="of each set")
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--reports", type=int, default=MOST, help="of each set, drawn at random; all by default")
    taking = commands.add_parser("take")
    taking.add_argument("sheet", type=Path)
    taking.add_argument("--reader", required=True)
    taking.add_argument("--part", dest="kept_part", required=True)
    asked = parser.parse_args()
    if not NEWS.is_dir() and not all(name.startswith("written-") for name in asked.sets):
        sys.exit(f"{NEWS} is not there: the real news that verdicts are of is not part of the project")
    if asked.command == "draw":
        draw(asked.events, asked.silent, asked.seed, asked.sets, asked.reports)
    elif asked.command == "take":
        take(asked.sheet, asked.reader, asked.kept_part)
    else:
        report(asked.sets, asked.part)


if __name__ == "__main__":
    main()
