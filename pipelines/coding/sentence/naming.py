"""Repairs of names that the parser takes apart: "Merck & Co.", "the Chadian Air Force", "the May 5 Movement"."""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.heads import is_below
from pipelines.coding.wordlists import word_list

_TIME = word_list("time")
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_MODIFIERS = frozenset({"compound", "nmod", "amod"})
_SIDES = frozenset({"left", "right", "center", "centre"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_SERVICES = frozenset({"force", "army", "navy", "guard", "guards", "corps", "police", "forces", "ministry", "service"})


class Names:
    """The names of a parse while it is mended; the lists are changed in place."""

    def __init__(self, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
        self.words = words
        self.tags = tags
        self.deps = deps
        self.heads = heads

    def mend(self) -> None:
        """Join what is one name, and take what only says where somebody stands in a picture out of the way."""
        if self.words and self.deps[0] in _SUBJECTS and self.words[0] in _surnames():
            self.tags[0] = "NNP"  # "Trump said", where the tagger has only seen the card
        for token, word in enumerate(self.words):
            if word == "&":
                self._join_firm(token)
            elif word in _SIDES and self._is_caption(token):
                self._set_aside(token)
            elif self.tags[token].startswith("NNP") and word.lower() in _SERVICES:
                self._join_nation(token)
            elif word.lower() in _MONTHS and is_named_day(self.words, token):
                self._join_day(token)
            elif word.lower() in _NUMBERS and self.deps[token] == "nummod":
                self._name_counted(self.heads[token], _NUMBERS[word.lower()])

    def _join_firm(self, sign: int) -> None:
        """ "Merck & Co." is one firm, its last word the head as in other names."""
        first, last = sign - 1, sign + 1
        if sign == 0 or last == len(self.words) or not (self.words[first][:1] + self.words[last][:1]).isupper():
            return
        if self.heads[last] == first and self.deps[last] == "conj":
            self.deps[last] = "compound"
            for token, head in enumerate(self.heads):
                if head == last and self.deps[token] in ("conj", "cc", "punct", "appos"):
                    self.heads[token] = first
        if self.heads[sign] in (first, last):
            self.deps[sign] = "compound"

    def _is_caption(self, token: int) -> bool:
        """Whether "left" stands between commas behind a name: "Ana Ruiz, second left, and ..."."""
        before = token - 1 if self.words[token - 1 : token] == [","] else token - 2
        if before < 1 or self.words[before] != "," or self.words[token + 1 : token + 2] != [","]:
            return False
        return self.tags[before - 1].startswith("NNP")

    def _set_aside(self, token: int) -> None:
        """The words of the clause that the parser makes of "left" belong to the clause around it."""
        name = token - 2 if self.words[token - 1] == "," else token - 3
        for child, head in enumerate(self.heads):
            if head == token and child != token and self.deps[child] in _SUBJECTS and self.heads[token] != token:
                self.heads[child] = self.heads[token]
        while self.heads[name] == name + 1 and self.deps[name] in _MODIFIERS:
            name += 1
        if is_below(self.heads, name, token):
            return  # the parser takes "left" for the verb
        self.tags[token], self.deps[token], self.heads[token] = "RB", "advmod", name
        rest = self.words[token + 2 : token + 3]
        if rest != ["and"]:
            return
        for other, label in enumerate(self.deps):
            if other > token and (label, self.heads[other]) in (("appos", name), ("conj", token)):
                self.deps[other], self.heads[other] = "conj", name

    def _join_day(self, month: int) -> None:
        """ "The March 23 Movement" is headed by its last word."""
        number, noun = month + 1, month + 2
        if self.heads[noun] in (month, number):
            self.heads[noun], self.deps[noun] = self.heads[month], self.deps[month]
            if self.heads[noun] in (month, number):
                self.heads[noun] = noun
        for token in (month, number):
            if self.heads[token] == token:
                return
            self.heads[token], self.deps[token] = noun, "compound"

    def _name_counted(self, people: int, many: int) -> None:
        """ "Freed two Americans, Ana Ruiz and Tom Holt" names the two."""
        if not self.tags[people].endswith("S") or self.words[people + 1 : people + 2] != [","]:
            return
        named: list[int] = []
        queue = [people]
        while queue:
            current = queue.pop()
            for token in range(people + 2, len(self.words)):
                if self.heads[token] == current and self.deps[token] == "conj":
                    named.append(token)
                    queue.append(token)
        first = next((t for t in named if self.heads[t] == people), None)
        if first is not None and len(named) == many and all(self.tags[t].startswith("NNP") for t in named):
            self.deps[first] = "appos"

    def _join_nation(self, service: int) -> None:
        """ "An Israeli Air Force strike" is by the Israeli Air Force, not by an Israeli force of strikes."""
        head = self.heads[service]
        if self.deps[service] not in _MODIFIERS or head < service:
            return
        first = service
        while first and self.heads[first - 1] == service and self.words[first - 1][:1].isupper():
            first -= 1
        nation = first - 1
        beside = (head, self.heads[head]) if self.deps[head] in _MODIFIERS else (head,)
        named = nation >= 0 and self.words[nation][:1].isupper() and self.words[nation].lower() not in _TIME
        if named and self.heads[nation] in beside and self.deps[nation] in _MODIFIERS:
            self.heads[nation], self.deps[nation] = service, "amod"


@cache
def _surnames() -> frozenset[str]:
    """The surnames by which news calls those who lead or led a state."""
    rows = read_rows(DATA / "actors" / "leaders.tsv", 7, 7)
    return frozenset(alias for row in rows for alias in row.cells[1].split("|") if alias.isalpha() and alias.istitle())


def is_named_day(words: Sequence[str], token: int) -> bool:
    """Whether a day is a name: "the March 23 Movement", "the May 1 Brigade"."""
    month = token if words[token].lower() in _MONTHS else token - 1
    if month < 0 or words[month].lower() not in _MONTHS or month + 2 >= len(words):
        return False
    number, noun = words[month + 1], words[month + 2]
    return number.isdigit() and noun[:1].isupper() and noun.lower() not in _TIME
