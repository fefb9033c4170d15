"""The event lexicon: which words, in which construction, tell which event (``data/triggers``).

A file per outcome: ``<type>.tsv`` for PLOVER types, ``operators.tsv`` for words that turn the event in their complement
into another (refuse, promise, demand), ``silent.tsv`` for readings that are no event. A line is

    pattern <tab> mode <tab> CAMEO code

and a pattern an anchor (``lemma/v``, ``/n`` or ``/a``) with slots, all of which must be filled:

    obj=aid|@WEAPON      direct object, or subject of a passive      subj=...  subject
    doer=...             subject, or "by" of a passive
    on|to=*              object of a preposition                    prt=off   particle
    comp=leave           verb of a clausal complement               mod=...   a modifier before the word
    !obj=...             must not be filled that way                to=*      anything
    then=...             a word soon behind, however it hangs       whole=... a word anywhere in the sentence
    who=...              the subject by its own word alone          quoted=...  what it is called in quotation marks
    attr=guilty          what is said of an object or subject        gov=...   the word that governs it

``@TROOPS`` is a class of ``classes.tsv``, ``@NAME`` any proper noun. The entry whose slots weigh most wins, then the
first: one filled by the head of a phrase weighs more than one filled by a qualifier, and that more than ``*``.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from pipelines.coding.datafiles import DATA, Row, read_rows
from pipelines.coding.event.inflection import forms

OPERATORS = "operators"
SILENT = "silent"
ANY = "*"
NAME = "@NAME"


@dataclass(frozen=True, slots=True)
class Speech:
    """A language as the lexicon needs it: the forms of a lemma, and the places around a word that a role stands for."""

    forms: Callable[[str, str], Set[str]]
    roles: Callable[[str], tuple[str, ...]]


ENGLISH = Speech(forms, lambda role: (role,))


@dataclass(frozen=True, slots=True)
class Slot:
    """What must, or must not, stand in one of some places around the anchor.

    ``words`` None admits anything; ``named`` admits any proper noun besides the words.
    """

    roles: tuple[str, ...]
    words: frozenset[str] | None
    forbidden: bool
    named: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the lexicon; ``outcome`` is a PLOVER type, ``operators`` or ``silent``.

    ``needs`` are the sets of words of which the sentence must hold one each for the entry to be worth a look.
    """

    pattern: str
    outcome: str
    label: str | None
    cameo: str | None
    slots: tuple[Slot, ...]
    origin: str
    needs: tuple[frozenset[str], ...] = ()

    @property
    def weight(self) -> int:
        """How exact the entry is."""
        return sum(1 if slot.words is None else 2 for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by the written forms of their anchors, the most exact first."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    classes: Mapping[str, frozenset[str]]
    lemmas: Mapping[tuple[str, str], str]
    forms: frozenset[str]

    @classmethod
    def load(cls, folder: Path = DATA / "triggers", speech: Speech = ENGLISH) -> "Lexicon":
        """The lexicon in ``folder``; raises LexiconError that names file and line."""
        classes, lemmas = _load_classes(folder / "classes.tsv", speech)
        found: dict[tuple[str, str], list[Entry]] = {}
        for path in sorted(folder.glob("*.tsv")):
            if path.name == "classes.tsv":
                continue
            for row in read_rows(path, 1, 3):
                for (lemma, pos), entry in _entries(row, classes, speech):
                    for form in speech.forms(lemma, pos):
                        found.setdefault((form, pos), []).append(entry)
                        lemmas.setdefault((form, pos), lemma)
        ordered = {key: tuple(sorted(group, key=lambda e: -e.weight)) for key, group in found.items()}
        return cls(ordered, classes, lemmas, frozenset(form for form, _ in ordered))


def _entries(
    row: Row, classes: Mapping[str, frozenset[str]], speech: Speech
) -> Iterable[tuple[tuple[str, str], Entry]]:
    anchors, *slots = row.cells[0].split()
    label = row.cells[1] if len(row.cells) > 1 and row.cells[1] != "-" else None
    cameo = row.cells[2] if len(row.cells) > 2 else None
    outcome = row.path.stem if row.path.stem in (OPERATORS, SILENT) else row.path.stem.upper()
    if outcome in (OPERATORS, SILENT) and label is None:
        raise row.error(f"{row.path.name} needs a second cell: the kind of operator, or the reason for silence")
    name, slash, pos = anchors.rpartition("/")
    if not slash or pos not in ("v", "n", "a"):
        raise row.error(f"anchor {anchors!r} does not end in /v, /n or /a")
    asked = tuple(_slot(row, slot, classes, speech) for slot in slots)
    entry = Entry(
        pattern=row.cells[0],
        outcome=outcome,
        label=label,
        cameo=cameo,
        slots=asked,
        origin=f"{row.path.name}:{row.line}",
        needs=tuple(s.words for s in asked if s.words is not None and not (s.forbidden or s.named)),
    )
    for lemma in name.split("|"):
        yield (lemma.replace("_", " "), pos), entry


def _slot(row: Row, text: str, classes: Mapping[str, frozenset[str]], speech: Speech) -> Slot:
    role, equals, value = text.lstrip("!").partition("=")
    if not equals or not role or not value:
        raise row.error(f"slot {text!r} is not role=words")
    roles = tuple(place for name in role.split("|") for place in speech.roles(name))
    if value == ANY:
        return Slot(roles, None, text.startswith("!"))
    words: set[str] = set()
    named = False
    for item in value.split("|"):
        if item == NAME:
            named = True
        elif not item.startswith("@"):
            words |= speech.forms(item, "n") | (speech.forms(item, "v") if _may_be_verb(role, item) else set())
        elif item[1:] in classes:
            words |= classes[item[1:]]
        else:
            raise row.error(f"unknown class {item}; classes.tsv has {', '.join(sorted(classes))}")
    return Slot(roles, frozenset(words), text.startswith("!"), named)


def _may_be_verb(role: str, word: str) -> bool:
    """Whether a word of a slot stands for the forms of a verb, also of one in Romance languages."""
    return role == "comp" or (role in ("then", "whole") and word.endswith(("ar", "er", "ir")))


def _load_classes(path: Path, speech: Speech) -> tuple[dict[str, frozenset[str]], dict[tuple[str, str], str]]:
    classes: dict[str, frozenset[str]] = {}
    lemmas: dict[tuple[str, str], str] = {}
    for row in read_rows(path, 2, 2):
        name, text = row.cells
        words: set[str] = set()
        for word in text.split():
            if word.startswith("@"):
                if word[1:] not in classes:
                    raise row.error(f"class {word} is used before it is defined")
                words |= classes[word[1:]]
            else:
                lemma, _, pos = word.partition("/")
                words |= speech.forms(lemma, pos or "n")
        if name in classes:
            raise row.error(f"class {name} is defined twice")
        classes[name] = frozenset(words)
    return classes, lemmas
