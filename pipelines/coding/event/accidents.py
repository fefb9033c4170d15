"""Whether a report tells of an accident, so that "five people are killed" in it is nobody's attack."""

import re
from collections.abc import Callable, Iterable, Sequence, Set
from itertools import pairwise

from pipelines.coding.event.inflection import forms
from pipelines.coding.event.lexicon import SILENT, Lexicon
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import unmarked, word_list

_WORD = re.compile(r"[^\W\d_]+")
_GUNFIRE = re.compile(r"\b(?:open|exchang|return|trad|cross|under|hostile|enemy)\w*[ -]fire\b", re.IGNORECASE)
_HURTING = unmarked("hurting")
_BLASTS = frozenset(
    f for verb in ("explode", "burst", "tear", "rip", "rock", "flatten", "gut", "level") for f in forms(verb, "v")
) | word_list("bursting")
_WORKS = word_list("industrial")  # where things blow up by themselves: "an explosion at a silo"
_CRAFT = word_list("craft")  # of soldiers too: "un avion s'est écrasé, tuant ses occupants"
_VIOLENT = word_list("violent")
_PEACEFUL = word_list("peaceful")  # words of attack that also stand in reports of accidents and storms


class Accidents:
    """The words that tell of accidents and of violence, from the lexicon; ``seen`` is how the rules see words."""

    def __init__(self, lexicon: Lexicon, seen: Callable[[Iterable[str]], Set[str]] = frozenset) -> None:
        self._seen = seen
        told_of = {form for (form, _), lemma in lexicon.lemmas.items() if lemma in _HURTING}
        self._harms = told_of | {form for verb in _HURTING for form in forms(verb, "v")}
        entries = {(form, entry) for (form, _), group in lexicon.entries.items() for entry in group if not entry.slots}
        told = {form for form, entry in entries if entry.outcome == SILENT and entry.label == "accident"}
        done = {form for form, entry in entries if entry.outcome == "ASSAULT"}
        self._accidents = frozenset(told) | word_list("accidental") | _WORKS
        self._violence = (
            (done | lexicon.classes["ATTACK"] | lexicon.classes["WEAPON"] | _VIOLENT) - self._harms - _PEACEFUL
        )
        self._read: Sequence[str] = ()
        self._told = False, False

    def hurt(self, parse: Parse, proposal: Proposal, actors: frozenset[int], report: Sequence[str]) -> bool:
        """Whether a harm that no actor does befell somebody in an accident that the report tells of."""
        word = parse.lowers[proposal.trigger]
        if proposal.type != "ASSAULT" or (word not in self._harms and word not in _BLASTS):
            return False
        doers = [token for token in proposal.sources if parse.lowers[token] not in _WORKS | _CRAFT]
        if any(token in actors or parse.tags[token].startswith("NNP") for token in doers):
            return False
        if self._read is not report:  # read once, however many harms it tells
            self._read, self._told = report, self._is_accident(" ".join(report))
        return self._told[word not in self._harms]

    def _is_accident(self, text: str) -> tuple[bool, bool]:
        """Whether a text tells of an accident, and of one where things blow up by themselves."""
        plain = [word.lower() for word in _WORD.findall(text)]
        words = self._seen({*plain, *map("_".join, pairwise(plain))})  # "se_estrelló": what only befalls itself
        if _GUNFIRE.search(text) or not words.isdisjoint(self._violence):
            return False, False
        return not words.isdisjoint(self._accidents), not words.isdisjoint(_WORKS)
