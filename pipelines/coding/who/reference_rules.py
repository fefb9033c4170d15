"""Which nouns take up an actor named before, and which things a pronoun may mean instead: ``references.tsv``."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.sentence.phrases import parts_of
from pipelines.coding.who.habits import HABITS, Habits
from pipelines.coding.wordlists import word_list

REFERENCES = DATA / "actors" / "references.tsv"
_ARTICLES = frozenset({"the", "that", "this", "these", "those"})
_NOT_THE_SAME = frozenset("other another rival second new different opposing former next last first latest".split())
# Things that do harm or rule by themselves, and so may be what "it" or "they" is.
_HARMING = ("ATTACK", "WEAPON", "ACCIDENT", "SANCTIONS", "BAN")
_RULING = ("DEAL", "DEMAND", "INQUIRY", "PROTEST", "TALKS")
_DOCUMENTS = word_list("documents")


@dataclass(frozen=True, slots=True, eq=False)
class Nouns:
    """A row of ``data/actors/references.tsv``; two are never the same."""

    pronouns: frozenset[str]
    sectors: frozenset[str]


class ReferenceRules:
    """Which nouns take up which actors, and which things a pronoun may mean instead."""

    def __init__(
        self,
        nouns: dict[str, Nouns],
        persons: frozenset[str],
        things: dict[str, frozenset[str]],
        habits: Habits,
    ) -> None:
        self.habits = habits
        self._nouns = nouns
        self.persons = persons
        self.things = things

    @classmethod
    def load(cls, lexicon: Lexicon, path: Path = REFERENCES, habits: Habits = HABITS[ENGLISH]) -> Self:
        """The rules that ship with the coder; raises LexiconError naming file and line."""
        nouns: dict[str, Nouns] = {}
        others: dict[str, Nouns] = {}
        for row in read_rows(path, 3, 3):
            pronouns, sectors = frozenset(parts_of(row.cells[1])), frozenset(parts_of(row.cells[2]))
            if not pronouns or not pronouns <= {"it", "they", "one"}:
                raise row.error(f"pronoun {row.cells[1]!r} is not it, they or one, or two of them")
            if not all(len(sector) == 3 and sector.isupper() for sector in sectors):
                raise row.error(f"sectors {row.cells[2]!r} are not three capital letters each")
            for noun in parts_of(row.cells[0]):
                if noun in nouns:
                    raise row.error(f"{noun!r} stands in the file already")
                nouns[noun] = Nouns(pronouns, sectors)
                others |= {form: nouns[noun] for form in habits.forms(noun) if form not in others}
        harming = frozenset().union(*(lexicon.classes[name] for name in _HARMING))
        ruling = _DOCUMENTS.union(*(lexicon.classes[name] for name in _RULING))
        things = {"they": harming, "it": harming | ruling, "one": frozenset()}
        return cls(others | nouns, lexicon.classes["PERSON"] | lexicon.classes["OFFICIAL"], things, habits)

    def definite(self, parse: Parse, start: int, end: int, noun: int) -> str | None:
        """The noun of a phrase that is "the" with a noun and nothing that says which; None for any other."""
        habits = self.habits
        if habits.articles and parse.lowers[start] not in _ARTICLES:
            return None
        start += bool(habits.articles)
        if start >= end or noun != end - 1 or dependents(parse, noun, "relcl", "acl", "appos"):
            return None
        role = self.taken_up(parse, start, end)
        known = self.of(role)
        capitals = not habits.capitals and any(word[:1].isupper() for word in parse.words[start:end])
        if (capitals and not self.is_office(role)) or not _NOT_THE_SAME.isdisjoint(parse.lowers[start:end]):
            return None
        return role if known is None or not known.sectors else role.rpartition(" ")[2]

    def is_office(self, noun: str) -> bool:
        """Whether a noun is one of the file's for who holds an office, which some write with a capital."""
        nouns = self._nouns.get(noun)
        return nouns is not None and "one" in nouns.pronouns

    def of(self, noun: str) -> Nouns | None:
        """The row of a role noun, by all of it, by its last word or where a language puts it first by its first one."""
        found = self._nouns.get(noun) or self._nouns.get(noun.rpartition(" ")[2])
        return found or (self._nouns.get(noun.partition(" ")[0]) if self.habits.head_first else None)

    def taken_up(self, parse: Parse, start: int, end: int) -> str:
        """The words by which a phrase may take up who was named before, as they are listed."""
        words = parse.lowers if parse.language == ENGLISH else [word.lower() for word in parse.words]
        return " ".join(words[start:end])
