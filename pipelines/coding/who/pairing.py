"""The two parties of a report that "the two sides", "officers of both countries" or "the parties" takes up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipelines.coding.sentence.frames import phrase
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.pairs import (
    ORGANS,
    PERSONS,
    SIDES,
    are_the_parties,
    is_bare,
    is_both,
    is_pair,
    pair_behind,
    pair_of,
    with_sectors,
)
from pipelines.coding.who.report_home import ReportHome
from pipelines.coding.who.told import Told
from schemas import Actor

_FAR = 12  # sentences back to the two persons whom "the two leaders" means
_PAIR = 2
_SEATS = frozenset({"capitals"})  # of those between whom a report is; a sentence names others too


def may_pair(parse: Parse, noun: int) -> bool:
    """Whether a phrase can take up two parties."""
    return is_pair(parse, noun) or are_the_parties(parse, noun) or pair_behind(parse, noun) is not None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Looks for two parties in a report of ``count`` sentences, by what each has ``told``."""

    told: Callable[[int], Told]
    count: int
    home: ReportHome
    lexicon: ActorLexicon
    published: date

    def pair(self, place: int, parse: Parse, noun: int, peaceful: bool) -> tuple[Actor, ...]:
        """The two parties that a phrase takes up, of its own sentence or the one before; leaders of any.

        In what is ``peaceful`` also those of the report that nothing near names. "Officers of both sides" are theirs.
        """
        inner = pair_behind(parse, noun)
        if inner is None and parse.lowers[noun] not in ORGANS:
            return self._parties(place, parse, noun, peaceful)
        start, end = phrase(parse, noun)
        own = parse.words[start : end if inner is None else parse.heads[inner]]
        told = self.lexicon.resolve(own, noun - start, self.published)
        found = self._parties(place, parse, noun if inner is None else inner, peaceful)
        return tuple(with_sectors(one, told.sectors) for one in found) if told is not None else ()

    def _parties(self, place: int, parse: Parse, noun: int, peaceful: bool) -> tuple[Actor, ...]:
        if are_the_parties(parse, noun) or parse.lowers[noun] in _SEATS:
            return self._between(SIDES) if place and peaceful else ()
        before = parse.words[:noun]
        word = SIDES if is_both(parse, noun) else parse.lowers[noun]
        bare = is_bare(parse, noun)
        found = pair_of(before, self.lexicon.find(before, self.published), word, bare)
        found = found or (self.told(place - 1).pair(word, bare) if place else ())
        if not found and word in PERSONS:
            earlier = (self.told(k).pair(word, in_office=True) for k in reversed(range(max(0, place - _FAR), place)))
            found = next(filter(None, earlier), ()) or self._holders(place, word)
        return found or (self._between(word) if place > 1 and peaceful else ())

    def _holders(self, place: int, noun: str) -> tuple[Actor, ...]:
        """Those who hold offices of two countries in the sentences before, where no third one is told of."""
        told = [self.told(k) for k in range(max(0, place - _FAR), place)]
        held = [m.country for one in told for m in one.mentions if m.country and "one" in m.nouns.pronouns]
        if len(countries := dict.fromkeys(held)) != _PAIR:
            return ()
        return tuple(next(filter(None, (one.of_country(country, noun) for one in told))) for country in countries)

    def _between(self, noun: str) -> tuple[Actor, ...]:
        """The two states of a report on what is between them, under the first names that it has for them."""
        told = [self.told(k) for k in range(self.count if self.home.between else 0)]
        named = [next(filter(None, (one.of_country(country, noun) for one in told))) for country in self.home.between]
        return tuple(named)
