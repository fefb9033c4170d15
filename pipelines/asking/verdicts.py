"""What readers said of events: one JSON object a line, only ever added to.

The last verdict of a reader on an event as it was coded stands. What was judged is known by a digest of it: where the
coder says something else of the event since, the verdict is on what it said then.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from connectors.plain import json_line
from pipelines.asking.store import Record
from pipelines.identity import digest

FILE: Final = "judged.jsonl"
"""Its name in a deployment's folder."""
COLUMNS: Final = ("event", "type", "modality", "source", "target", "date", "place", "numbers")
"""What of an event may be wrong; ``event``: there is none, and nothing else is judged."""
_NUMBERS: Final = ("killed", "injured", "arrested", "protesters", "troops")


class VerdictError(ValueError):
    """What is no verdict; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reader said of an event; ``wrong`` is empty where all of it is right.

    ``type`` to ``language`` are the event's when it was judged. ``sample`` says what it was drawn from.
    """

    event_id: str
    judged: str
    reader: str
    at: datetime
    wrong: tuple[str, ...]
    type: str
    modality: str
    confidence: float
    publisher: str = ""
    language: str = ""
    coder_rank: int = 0
    sample: str = ""

    @classmethod
    def on(cls, event: Mapping[str, Any], wrong: Iterable[str], *, reader: str, at: datetime, sample: str = "") -> Self:
        """A verdict on an event as ``sampled`` gives it; raises VerdictError."""
        marked = set(wrong)
        if unknown := sorted(marked - set(COLUMNS)):
            raise VerdictError(f"{', '.join(unknown)} cannot be wrong: give {', '.join(COLUMNS)}")
        if not reader.strip():
            raise VerdictError("whoever judges needs a name")
        return cls(
            event_id=event["event_id"],
            judged=digest_of(event),
            reader=reader.strip(),
            at=at,
            wrong=("event",) if "event" in marked else tuple(name for name in COLUMNS if name in marked),
            type=event["type"],
            modality=event["modality"],
            confidence=event["confidence"],
            publisher=event.get("publisher") or "",
            language=event.get("language") or "",
            coder_rank=event["coder_rank"],
            sample=sample,
        )

    def line(self) -> str:
        """It as JSON."""
        record = {name: getattr(self, name) for name in self.__slots__}
        return json_line(record | {"at": self.at.astimezone(UTC).isoformat(), "wrong": list(self.wrong)})

    @classmethod
    def of(cls, line: str) -> Self:
        """What a line says; raises VerdictError."""
        try:
            held = json.loads(line)
            found = cls(
                **{name: held[name] for name in cls.__slots__ if name in held and name not in ("at", "wrong")},
                at=datetime.fromisoformat(held["at"]),
                wrong=tuple(held["wrong"]),
            )
        except (ValueError, TypeError, KeyError) as error:
            raise VerdictError(f"no verdict ({type(error).__name__}: {error})") from error
        texts = (found.event_id, found.judged, found.reader, found.type, found.modality)
        right = all(isinstance(text, str) for text in texts) and isinstance(found.confidence, int | float)
        if not right or not set(found.wrong) <= set(COLUMNS):
            raise VerdictError("no verdict (a value is of another kind)")
        return found


class Held(NamedTuple):
    """The verdicts of a file, those that stand, and the lines that could not be read, with the reason."""

    verdicts: list[Verdict]
    unread: list[str]


def read_verdicts(file: Path) -> Held:
    """What a file holds; one that is not there holds nothing."""
    standing: dict[tuple[str, str, str], Verdict] = {}
    unread: list[str] = []
    if file.exists():
        with file.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    found = Verdict.of(line)
                except VerdictError as error:
                    unread.append(f"{file}:{number}: {error}")
                    continue
                standing.pop(key := (found.event_id, found.judged, found.reader), None)
                standing[key] = found
    return Held(list(standing.values()), unread)


def add_verdict(file: Path, verdict: Verdict) -> None:
    """Add a line, whole and on the disk when this returns, whoever else writes."""
    with file.open("a+b") as lines:
        fcntl.flock(lines, fcntl.LOCK_EX)
        end = lines.seek(0, os.SEEK_END)
        torn = b""
        if end:
            lines.seek(end - 1)
            torn = b"" if lines.read(1) == b"\n" else b"\n"
        lines.write(torn + verdict.line().encode() + b"\n")
        lines.flush()
        os.fsync(lines.fileno())


def digest_of(event: Mapping[str, Any]) -> str:
    """What of an event is judged, in short: another digest is another thing to judge."""
    parties = (";".join(party["code"] or party["text"] for party in event[side]) for side in ("sources", "targets"))
    numbers = (f"{name} {event[name]}" for name in _NUMBERS if event[name] is not None)
    place = (event["place_name"] or "", event["place_country"] or "", event["place_admin1"] or "")
    return digest(
        "judged",
        *(event["type"], event["mode"] or "", event["modality"], event["deed_modality"] or ""),
        *parties,
        *(str(event["event_date"]), event["date_precision"], event["date_basis"]),
        *place,
        *numbers,
    )


def stands_for(verdict: Verdict, event: Record | None) -> bool:
    """Whether the event is still coded as it was judged."""
    return event is not None and digest_of(event) == verdict.judged
