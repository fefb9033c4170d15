"""A cheap look at a sentence that decides whether it is worth parsing."""

import re
from collections.abc import Callable, Iterable, Mapping, Set
from copy import copy
from functools import cache
from typing import Self

from pipelines.coding.event.compositions import DENIED, SAME, Compositions
from pipelines.coding.event.lexicon import OPERATORS, SILENT, Entry, Lexicon
from pipelines.coding.sentence.idioms import plainly
from pipelines.coding.wordlists import word_list

_MARTIAL = word_list("martial")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_APOSTROPHE = re.compile(r"(?<=['’])")  # "l'attaque", "d'armes"
LEAST_WORDS = 3
_MARKUP = frozenset("{<|")  # a record, a tag, a row of a table
_MOST_CHARACTERS = 1_500  # beyond it stand tables, lists and broken markup; the longest news sentences have 600


class Gate:
    """Refuses sentences that cannot hold an event.

    A sentence passes with a word that begins an entry, if the words that the entry asks for around it are there too,
    or with auxiliaries that make a demand or a refusal by themselves, or with a word for those who bear arms, or where
    it ``sounds`` like a deed.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        compositions: Compositions,
        seen: Callable[[Iterable[str]], Set[str]] | None = None,
        sounds: Callable[[str], bool] | None = None,
        *,
        least: int = LEAST_WORDS,
    ) -> None:
        self._least = least
        self.seen = seen  # how the rules see words, where that is not the words themselves
        self._sounds = sounds
        # For each form, what must stand beside it: None where some entry asks for no particular word.
        self._needs: dict[str, frozenset[str] | None] = {}
        united = cache(
            frozenset[str].union
        )  # the forms of a word share their sets: a verb of Spanish has over a hundred
        for (form, _), entries in lexicon.entries.items():
            for entry in entries:
                if _may_tell(entry, compositions):
                    known, more = self._needs.get(form, frozenset()), _companions(entry)
                    self._needs[form] = None if known is None or more is None else united(known, more)

    def hearing(self, sounds: Callable[[str], bool]) -> Self:
        """The same gate with another ear for deeds."""
        other = copy(self)
        other._sounds = sounds
        return other

    def refuse(self, sentence: str) -> str | None:
        """Why ``sentence`` need not be parsed, or None where it must be."""
        if len(sentence) > _MOST_CHARACTERS:
            return "too_long"
        if sentence.rstrip("\"'”’) ").endswith("?"):
            return "question"
        words = _WORD.findall((plainly(sentence) if self.seen is None else sentence).lower())
        if len(words) < self._least or sentence[0] in _MARKUP:
            return "fragment"
        present = {part for word in words for part in (word, *word.split("-"))}
        if self.seen is not None:
            elided = {part for word in present if "'" in word or "’" in word for part in _APOSTROPHE.split(word)}
            whole = {f"{part[:-1]}e" for part in elided if part.endswith(("'", "’"))}  # "s'est": "se"
            present = set(self.seen(present | elided | whole))
        if not _MARTIAL.isdisjoint(present):
            return None  # a deed in words that the lexicon lacks
        if _by_auxiliary(present) or any(_is_met(self._needs, word, present) for word in present):
            return None
        return None if self._sounds is not None and self._sounds(sentence) else "no_trigger"


def _is_met(needs: Mapping[str, frozenset[str] | None], word: str, present: set[str]) -> bool:
    if word not in needs:
        return False
    companions = needs[word]
    return companions is None or not companions.isdisjoint(present)


def _by_auxiliary(present: set[str]) -> bool:
    if "must" in present or "won't" in present or "won’t" in present:
        return True
    return bool(present & {"not", "never"}) and bool(present & {"will", "would"})


def _may_tell(entry: Entry, compositions: Compositions) -> bool:
    """Whether the entry can make an event where no other does."""
    if entry.outcome != OPERATORS:
        return entry.outcome != SILENT
    bare = compositions.get(entry.label or "", None)
    return bare is not None and bare.outcome not in (SILENT, SAME, DENIED)


def _companions(entry: Entry) -> frozenset[str] | None:
    """The words of which one must be there for the entry to hold; None where it asks for none."""
    return min(entry.needs, key=len) if entry.needs else None
