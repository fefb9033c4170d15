"""Names that mean a body only in news of its country: "the Centre" of India, "the Hawks" of South Africa."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from pipelines.coding.sentence.phrases import fold, tokens_of
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.entities import BODIES, Entity, Named
from pipelines.coding.who.shared_names import shared_name

_ARTICLE = "the "
_SCOPE = 2  # an everyday word is a name where no country is named more than so many times as often as its own
_LONGER = re.compile(r" (?:for|of)\b| [A-ZÀ-Þ][a-zà-þ]|-[A-Z]")  # "the Centre for Trade", "the Congress Hotel"
_MARKS = re.compile(r"[^\w\s'’&.-]+|\.(?=\s|$)")


def names_at_home(lexicon: ActorLexicon, sentences: Sequence[str], on: date) -> Iterator[Named]:
    """The names in ``sentences`` whose meaning the countries say that these name.

    A name of several countries is that of the one named most. One that is an everyday word with an article ("the
    League") is none but where no country is named much more than its own, and is no part of a longer name.
    """
    spelled: dict[str, bool] = {}
    pattern = _pattern(frozenset(lexicon.at_home))
    for text in sentences:
        for found in pattern.finditer(text):
            longer = _LONGER.match(text, found.end()) is not None
            spelled[found.group()] = spelled.get(found.group(), False) or longer
    if not spelled:
        return
    named = _named(lexicon, sentences, on, spelled)
    most = max(named.values(), default=0)
    for name, longer in spelled.items():
        everyday = name.lower().startswith(_ARTICLE)
        bearers = lexicon.at_home[_as_listed(name) if everyday else name]
        owner = _owner(named, bearers, lexicon.countries_of(name))
        if owner and not (everyday and (longer or named[owner] * _SCOPE < most)):
            body = bearers[owner].at(on)
            yield Named(name, bearers[owner].kind, body.country, body.sectors)


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    forms = (re.escape(name) for name in longest)
    either = (f"[Tt]{form[1:]}" if form.startswith("the") else form for form in forms)
    first = "".join(re.escape(letter) for letter in sorted({"T", *(name[0] for name in names)}))
    return re.compile(rf"(?<![\w-])(?=[{first}])(?:{'|'.join(either)})(?!\w)")


def _as_listed(name: str) -> str:
    return _ARTICLE + name[len(_ARTICLE) :]


def _named(lexicon: ActorLexicon, sentences: Sequence[str], on: date, names: Collection[str]) -> Counter[str]:
    """In how many sentences each country is named, otherwise than by ``names`` or by what several have."""
    named: Counter[str] = Counter()
    for text in sentences:
        words = tokens_of(_MARKS.sub(" ", fold(text)))
        found = [m for m in lexicon.find(words, on) if m.country and not (m.kind in BODIES and shared_name(words, m))]
        named.update({m.country for m in found if " ".join(words[m.start : m.end]) not in names})
    return named


def _owner(named: Counter[str], bearers: Mapping[str, Entity], known: Collection[str]) -> str:
    """The one of the bearers of a name whose country is named most; "" where none is or two are alike.

    ``known`` are the countries of those whom the lists know by the name wherever it stands.
    """
    told = sorted(((named[country], country) for country in {*bearers, *known}), reverse=True)
    alone = len(told) == 1 or told[0][0] > told[1][0]
    return told[0][1] if told[0][0] and alone and told[0][1] in bearers else ""
