"""How the reports of a language begin, and how they come back to who was named before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.datelines import dateline_end

_ASIDE = frozenset({"by", "from", "against", "to", "with"})


@dataclass(frozen=True, slots=True)
class Habits:
    """Those of one language.

    ``articles`` stand before who was named before, as they are printed; a language may have none. Names of the kinds
    ``beside`` tell whose a body is right behind it ("gobierno boliviano"); words of ``aside`` before a country make it
    the other side of something. Where a language is ``head_first``, a role begins with its noun ("ministerio de
    justicia"). ``capitals`` says that bodies are written with them ("el Gobierno"), ``named_once`` that a report is
    about the one country that one of its sentences names, though that sentence tells no event, ``labelled`` that a
    headline begins with the place that it is about and a colon ("RDC : ..."), ``described`` that what it says names
    are is read ("the rebel group Iron Path"). ``front_end`` gives the end of a dateline, ``forms`` all forms of a noun.
    """

    articles: frozenset[str] = frozenset({"the", "The"})
    beside: frozenset[str] = frozenset({"person"})
    aside: frozenset[str] = _ASIDE
    head_first: bool = False
    capitals: bool = False
    named_once: bool = False
    labelled: bool = False
    described: bool = False
    front_end: Callable[[str], int] = dateline_end
    forms: Callable[[str], Iterable[str]] = lambda noun: (noun,)


_BESIDE = frozenset({"person", "nationality", "people"})
HABITS: Final = {
    ENGLISH: Habits(described=True),
    "es": Habits(frozenset("the El La Los Las".split()), _BESIDE, head_first=True, capitals=True, named_once=True),
    "fr": Habits(
        frozenset("the Le La Les L'".split()),
        _BESIDE,
        _ASIDE - {"to"},  # "à" is "in" as well
        head_first=True,
        capitals=True,
        named_once=True,
        labelled=True,
    ),
    "ru": Habits(frozenset(), _BESIDE | {"state", "region", "city"}, head_first=True, capitals=True, named_once=True),
}
"""The habits of each language; of those besides English ``assembling`` says what their modules give."""
