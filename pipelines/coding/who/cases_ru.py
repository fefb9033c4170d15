"""The cases of Russian names and nouns: "Красный Крест", "Красного Креста", "Красному Кресту"."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any

import pymorphy3

_CASES = {
    "nomn": "nomn", "gent": "gent", "datv": "datv", "accs": "accs", "ablt": "ablt", "loct": "loct",
    "gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct",
}  # fmt: skip
_ADJECTIVES = ("ADJF", "PRTF")
_SAME = frozenset({"Supr", "Cmp2", "past", "pres", "actv", "pssv"})


@cache
def analyser() -> Any:
    """The dictionary of forms, loaded once."""
    return pymorphy3.MorphAnalyzer()


@cache
def cases(phrase: str, both_numbers: bool = False) -> frozenset[str]:
    """All cases of a phrase in the nominative, itself among them; of a singular also those of the plural, if wanted.

    Adjectives before its first noun agree with it; what follows stays as it is. Letters are capital where they are in
    the phrase; "ё" is written "е".
    """
    words = phrase.split()
    found = {phrase}
    for group in _heads(words):
        rest = words[len(group) :]
        given, gender = group[-1].tag.number or "sing", group[-1].tag.gender
        for number in ("sing", "plur") if both_numbers and given == "sing" else (given,):
            for forms in zip(*(_by_case(parse, number, gender) for parse in group), strict=True):
                for chosen in product(*forms):
                    found.add(" ".join([*map(_as, words, chosen), *rest]))
    return frozenset(map(_plain, found))


@cache
def agreeing(adjective: str) -> frozenset[str]:
    """An adjective in all genders, numbers and cases."""
    return frozenset(
        _plain(form.word)
        for reading in [reading for reading in _nominatives(adjective) if reading.tag.POS in _ADJECTIVES][:1]
        for form in reading.lexeme
        if form.tag.POS in _ADJECTIVES and "Supr" not in form.tag
    ) | {adjective}


@cache
def cases_of_person(name: str) -> frozenset[str]:
    """All cases of a person's name, each word changed by the gender of the first name."""
    words = name.split()
    readings = [[] if _is_fixed(word) else _nominatives(word) for word in words]
    first = next((reading for reading in readings[0] if "Name" in reading.tag), None)
    gender = first.tag.gender if first and len(words) > 1 else "masc"
    chosen = [
        next((r for r in found if r.tag.gender == gender and r.tag.number == "sing" and r.tag.POS != "PRTF"), None)
        for found in readings
    ]
    columns = [
        _by_case(reading, "sing", gender) if reading else _guessed(word.lower(), gender)
        for word, reading in zip(words, chosen, strict=True)
    ]
    found = {name} | {
        " ".join(map(_as, words, forms)) for column in zip(*columns, strict=True) for forms in product(*column)
    }
    return frozenset(map(_plain, found))


def _guessed(word: str, gender: str) -> list[set[str]]:
    """The cases of a foreign name that the dictionary reads as another word: "Макрон"."""
    if gender != "masc" or _is_fixed(word) or word[-1] not in "бвгджзклмнпрстфхцчшщ":
        return [{word}] * 6
    soft = word[-1] in "жцчшщ"
    return [{word + ending} for ending in ("", "а", "у", "а", "ем" if soft else "ом", "е")]


def _plain(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


def _nominatives(word: str) -> list[Any]:
    return [reading for reading in analyser().parse(word.lower()) if reading.tag.case == "nomn"]


def _heads(words: Sequence[str]) -> Iterator[list[Any]]:
    """The readings of the words that change: adjectives and their noun; an adjective that stands alone."""
    group: list[Any] = []
    for word in words:
        readings = [] if _is_fixed(word) else _nominatives(word)
        adjective = next((r for r in readings if r.tag.POS in _ADJECTIVES), None)
        nouns = [r for r in readings if r.tag.POS == "NOUN" and (not group or _agree(group[-1], r))]
        if nouns and (adjective is None or word == words[-1]):
            yield [*group, nouns[0]]
            return
        if adjective is None:
            break
        group.append(adjective)
    if group:
        yield group


def _is_fixed(word: str) -> bool:
    return (len(word) > 1 and word.isupper()) or not word[:1].isalpha() or word.isascii()


def _agree(adjective: Any, noun: Any) -> bool:
    return adjective.tag.number == noun.tag.number and adjective.tag.gender in (None, noun.tag.gender)


def _by_case(reading: Any, number: str, gender: str | None) -> list[set[str]]:
    """The forms of a word in a number, by case; an adjective's in the gender of its noun, in all where it has none."""
    kind, own, marks = _grammar(str(reading.tag))[0], reading.tag.gender, _grammar(str(reading.tag))[4]
    wanted = gender if kind in _ADJECTIVES else own
    found: dict[str, set[str]] = {case: set() for case in _CASES.values()}
    for form, tag in _lexeme(reading.word, str(reading.tag), reading):
        part, count, case, sex, more = _grammar(tag)
        if part != kind or count != number or not case or more != marks:
            continue
        if form.count("-") != reading.word.count("-"):  # "северо-кавказский" beside "северокавказский"
            continue
        if number == "sing" and wanted and sex != wanted:
            continue
        found[case].add(form)
    return [_usual(forms) or {reading.word} for forms in found.values()]


def _usual(forms: set[str]) -> set[str]:
    """The forms that news print: "Москвой" and not "Москвою"."""
    return {form for form in forms if not (form.endswith(("ою", "ею", "ёю")) and f"{form[:-1]}й" in forms)}


_LEXEMES: dict[tuple[str, str], list[tuple[str, str]]] = {}


def forget() -> None:
    """Free what was made of names, once it is in the tables of a coder."""
    for made in (cases, agreeing, cases_of_person, _grammar):
        made.cache_clear()
    _LEXEMES.clear()


def _lexeme(word: str, tag: str, reading: Any) -> list[tuple[str, str]]:
    """All forms of a reading of a word with their tags."""
    if (word, tag) not in _LEXEMES:
        _LEXEMES[word, tag] = [(form.word, str(form.tag)) for form in reading.lexeme]
    return _LEXEMES[word, tag]


@cache
def _grammar(tag: str) -> tuple[str, str, str, str, tuple[str, ...]]:
    """Part of speech, number, case, gender, and what else must be the same in all forms of one word."""
    marks = tag.replace(" ", ",").split(",")
    case = next((_CASES[mark] for mark in marks if mark in _CASES), "")
    number = next((mark for mark in marks if mark in ("sing", "plur")), "")
    gender = next((mark for mark in marks if mark in ("masc", "femn", "neut")), "")
    return marks[0], number, case, gender, tuple(mark for mark in marks if mark in _SAME)


def _as(word: str, form: str) -> str:
    """A form with the capital letters of a word: "Нью-Йорка"."""
    pieces = zip(word.split("-"), form.split("-"), strict=False)
    return "-".join(piece.capitalize() if model[:1].isupper() else piece for model, piece in pieces)
