"""An artificial language of news: what a generated sentence says is read off by a regular expression.

    Ruritania and the army of Graustark never attacked Syldavia in Strelsau on 2022-01-20, killing 3, wounding 5.

Everything but the verb may be missing; sources that are missing are "Someone". "perhaps" before the verb makes a
sentence of low confidence, "some day" leaves the day open. What stands after the last part, up to the full stop, is
colour. Sentences without a verb of ``KINDS`` say nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas import Actor, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a verb means."""

    type: str
    quad_class: int
    score: float
    cameo: str
    goldstein: float | None
    reciprocal: bool = False
    deed: bool = False


KINDS = {
    "attacked": Kind(type="ASSAULT", quad_class=4, score=-9.0, cameo="190", goldstein=-10.0),
    "bombed": Kind(type="ASSAULT", quad_class=4, score=-9.5, cameo="195", goldstein=-10.0),
    "hacked": Kind(type="COERCE", quad_class=4, score=-7.0, cameo="176", goldstein=None),
    "accused": Kind(type="ACCUSE", quad_class=3, score=-3.0, cameo="112", goldstein=-2.0),
    "threatened": Kind(type="THREATEN", quad_class=3, score=-3.5, cameo="138", goldstein=-7.0, deed=True),
    "aided": Kind(type="AID", quad_class=2, score=10.0, cameo="070", goldstein=7.0),
    "met": Kind(type="CONSULT", quad_class=1, score=2.5, cameo="040", goldstein=1.0, reciprocal=True),
}
ACTORS = {
    "Ruritania": Actor(text="Ruritania", code="RURGOV", country="RUR", sectors=("GOV",)),
    "Graustark": Actor(text="Graustark", code="GRAGOV", country="GRA", sectors=("GOV",)),
    "the army of Graustark": Actor(text="the army of Graustark", code="GRAMIL", country="GRA", sectors=("MIL",)),
    "Syldavia": Actor(text="Syldavia", code="SYLGOV", country="SYL", sectors=("GOV",)),
    "rebels": Actor(text="rebels", code="REB", country="", sectors=("REB",)),
}
NOBODY = "Someone"
PLACES = {
    "Strelsau": Place(name="Strelsau", country="RUR", admin1="Capital", precision="city"),
    "Hentzau": Place(name="Hentzau", country="RUR", admin1="North", precision="city"),
    "Edelweiss": Place(name="Edelweiss", country="GRA", admin1="Capital", precision="city"),
    "the Zmyhlpathian hills": Place(name="the Zmyhlpathian hills", country="SYL", precision="country"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a sentence says, with offsets into the text; ``when`` is the date as it stands there, "" for none."""

    sentence: str
    start: int
    trigger: str
    trigger_start: int
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    never: bool
    perhaps: bool
    place: Place | None
    when: str
    killed: int | None
    injured: int | None

    @property
    def kind(self) -> Kind:
        """What the verb means."""
        return KINDS[self.trigger]


def _one_of(words: dict[str, object] | dict[str, Actor] | dict[str, Place] | dict[str, Kind]) -> str:
    return "|".join(map(re.escape, words))


_PARTIES = rf"(?:{_one_of(ACTORS)})(?: and (?:{_one_of(ACTORS)}))*"
_PIECE = re.compile(r"[^.\n]+\.?")  # of a line, whether it ends in a full stop or not: linear in any text
_SAID = re.compile(
    rf"(?P<sources>{NOBODY}|{_PARTIES}) (?P<perhaps>perhaps )?(?P<never>never )?(?P<verb>{_one_of(KINDS)})\b"
    rf"(?: (?P<targets>{_PARTIES}))?"
    rf"(?: in (?P<place>{_one_of(PLACES)}))?"
    r"(?: (?P<when>some day|yesterday|tomorrow|on [0-9]{4}-[0-9]{2}-[0-9]{2}|in [0-9]{4}-[0-9]{2}|in [0-9]{4}))?"
    r"(?:, killing (?P<killed>[0-9]{1,9})\b)?(?:, wounding (?P<injured>[0-9]{1,9})\b)?"
)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Where each sentence of ``text`` begins, and the sentence."""
    for found in _PIECE.finditer(text):
        sentence = found[0].lstrip()
        if sentence.endswith(".") and sentence != ".":
            yield found.end() - len(sentence), sentence


def read(text: str) -> Iterator[tuple[int, str, Said | None]]:
    """Each sentence with what it says, None where it says nothing."""
    for start, sentence in sentences(text):
        yield start, sentence, _said(start, sentence)


def _said(start: int, sentence: str) -> Said | None:
    found = _SAID.match(sentence)
    if found is None or not _is_real(found["when"] or ""):
        return None
    return Said(
        sentence=sentence,
        start=start,
        trigger=found["verb"],
        trigger_start=start + found.start("verb"),
        sources=_parties(found["sources"]),
        targets=_parties(found["targets"] or NOBODY),
        never=found["never"] is not None,
        perhaps=found["perhaps"] is not None,
        place=PLACES[found["place"]] if found["place"] else None,
        when=found["when"] or "",
        killed=int(found["killed"]) if found["killed"] else None,
        injured=int(found["injured"]) if found["injured"] else None,
    )


def _is_real(when: str) -> bool:
    """Whether a date that is named is one of the calendar, which it may not be in a text that was tampered with."""
    named = when.rpartition(" ")[2]
    if not named[:1].isdigit():
        return True
    try:
        date.fromisoformat(named + "-01-01"[len(named) - 4 :])
    except ValueError:
        return False
    return True


def _parties(words: str) -> tuple[Actor, ...]:
    return () if words == NOBODY else tuple(ACTORS[name] for name in words.split(" and "))
