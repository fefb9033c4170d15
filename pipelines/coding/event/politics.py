"""Whether an event is one of politics, by what its report is about, what its sentence says and who its parties are."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from pipelines.coding.datafiles import DATA
from pipelines.coding.event.genre import POLITICS, Genres
from pipelines.coding.wordlists import word_list
from schemas import Actor, Telling

_STATE = word_list("state_sectors")
_STATELESS = word_list("stateless_powers")
_PRIVATE = word_list("private_sectors")
_CIVIL = word_list("civil_sectors")
_FORCE = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE"})  # told of anybody, where nothing speaks against it
_SOVEREIGN = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION"})  # done by or to powers told in most reports
_WARNED_OFF = re.compile(r"warn(?:ed|s|ing)?\b.*\b(?:not to|against)\b")
_FORETOLD = re.compile(r"(?:regret|rue|pay|face|go|suffer)\b")
_FORCEFUL = word_list("forceful_sectors")
_CRIMES = word_list("common_crimes")
_LAWFUL = word_list("lawful_modes")
_PUBLIC = word_list("public_sectors")
_WORD = re.compile(r"(?:against )?[a-z-]+")
_PRESS = "JRN"
_COUNTRY = 3  # letters of the code of a country
_STRONG = 2  # weight of a mark of politics that counts by itself


class Politics:
    """Refuses what clubs, firms, scientists and stars do among themselves."""

    def __init__(self, genres: Genres) -> None:
        self._genres = genres

    @classmethod
    def load(cls, folder: Path = DATA) -> Self:
        """With the marks that ship with the coder."""
        return cls(Genres.load(folder / "genres.tsv"))

    def genre(self, texts: Iterable[str]) -> str:
        """What a report of these sentences is about."""
        return self._genres.of(texts)

    def refuse(self, telling: Telling, genre: str) -> str | None:
        """Why ``telling`` in a report of ``genre`` is no political event, or None where it is one."""
        if _advises(telling):
            return "warning"
        if telling.type == "CONSULT" and _with_the_press(telling):
            return "statement"
        if _is_common_crime(telling):
            return "crime"
        if genre == POLITICS:
            return None
        if (genre == "sport" and telling.counts.killed) or telling.counts.protesters:
            genre = ""  # nobody is killed in a match, and no shares march
        marks = self._genres.weigh([telling.sentence])
        parties = [*telling.sources, *telling.targets]
        codes = [actor.code for actor in parties if actor.code]
        powers = any(map(_is_power, codes))
        if not genre:
            elite = any("ELI" in _parts(code) for code in codes)
            told = powers or elite or telling.type in _FORCE or _calls_out(telling) or marks[POLITICS] > 0
            return None if told and (_is_bodily(telling) or not _among_firms(codes)) else "not_political"
        strong = marks[POLITICS] >= _STRONG
        named = any(map(_names_power, parties))
        acts = any(map(_names_power, telling.sources))
        if genre == "economy" and named and telling.type not in _FORCE:
            return None
        if genre != "sport" and telling.type in _SOVEREIGN and (acts or strong):
            return None
        if strong and powers and (telling.type in _FORCE or marks[POLITICS] > marks[genre]):
            return None
        return genre


def _calls_out(telling: Telling) -> bool:
    """Whether a threat is one of a strike or protest."""
    return telling.type == "THREATEN" and telling.cameo_code.startswith("133")


def _advises(telling: Telling) -> bool:
    """Whether who warns somebody off has no force behind the warning: a party, a union, an expert."""
    if telling.type != "THREATEN":
        return False
    at = telling.trigger_start - telling.sentence_start
    if _WARNED_OFF.search(telling.sentence, at) is None and _FORETOLD.match(telling.sentence, at) is None:
        return False
    codes = [actor.code for actor in telling.sources]
    return all(not code or (len(code) > 3 and _FORCEFUL.isdisjoint(_parts(code))) for code in codes)


def _is_common_crime(telling: Telling) -> bool:
    """Whether police and courts deal with what any town has, with nobody of a power, public life or another country."""
    if telling.mode not in _LAWFUL or any(map(_names_power, telling.targets)):
        return False
    if any(not _PUBLIC.isdisjoint(_parts(actor.code)) for actor in telling.targets if actor.code):
        return False
    homes = [{actor.code[:_COUNTRY] for actor in side if actor.country} for side in (telling.sources, telling.targets)]
    if all(homes) and homes[0].isdisjoint(homes[1]):
        return False
    return not _CRIMES.isdisjoint(_WORD.findall(telling.sentence.lower()))


def _with_the_press(telling: Telling) -> bool:
    """Whether one side of a meeting is the press alone, so that it is an interview."""
    sides = [[actor.code for actor in side] for side in (telling.sources, telling.targets)]
    return any(codes and all(code and _PRESS in _parts(code) for code in codes) for codes in sides)


def _is_bodily(telling: Telling) -> bool:
    """Whether a deed needs bodies, so that traders and drivers are people there and no firms."""
    shown = telling.place is not None or telling.mode is not None or telling.counts.killed is not None
    return telling.type in ("PROTEST", "ASSAULT") and shown and telling.mode != "boycott"


def _among_firms(codes: Sequence[str]) -> bool:
    return bool(codes) and all(not _PRIVATE.isdisjoint(_parts(code)) for code in codes)


def _is_power(code: str) -> bool:
    """Whether a code is that of a state, of one of its organs, or of who fights or stands against one."""
    head, *sectors = _parts(code)
    if head in _STATELESS or head in _STATE:
        return True
    return not _STATE.isdisjoint(sectors) or (not sectors and head not in _PRIVATE and head not in _CIVIL)


def _names_power(actor: Actor) -> bool:
    """Whether a party is a power by its own name or office, and not by a nationality ("Dutch band")."""
    if not actor.code or not _is_power(actor.code):
        return False
    return len(actor.code) > _COUNTRY or not any(word.islower() and word != "the" for word in actor.text.split())


def _parts(code: str) -> list[str]:
    return [code[place : place + 3] for place in range(0, len(code), 3)]
