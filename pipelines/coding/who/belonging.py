"""Whose an actor is that no rule tells: the most likely of the countries that its report names, or none."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, Self

from pipelines.coding.choices import FOLDER, Choice, Evidence
from pipelines.coding.who.homes import has_such, may_be_of_the_report, placed_in, wears_no_uniform
from pipelines.coding.who.parties import Scene
from schemas import Actor

FILE = FOLDER / "belonging.json"
NONE = ""  # what stands for no country among the candidates
_ARMED = frozenset({"UAF", "REB", "CRM"})


class Choosing(Protocol):
    """What the coder needs to tell whose an actor is."""

    def country(self, actor: Actor, evidence: Callable[[], Evidence]) -> str:
        """The country that an actor is of, or "" where none is likely enough; ``evidence`` is dear to find."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Gives an actor the likeliest country, if rules gave it none."""

    choice: Choice

    @classmethod
    def load(cls) -> Self:
        """As it ships with the coder; raises LexiconError."""
        return cls(Choice.load(FILE))

    def country(self, actor: Actor, evidence: Callable[[], Evidence]) -> str:
        """The country that an actor is of: what rules gave it, else the likeliest, or "" where none is sure."""
        return actor.country or self.choice.best(evidence())


def at_last(
    choosing: Choosing,
    actors: Sequence[Actor],
    others: Sequence[Actor],
    strike: bool = False,
    *,
    kind: str,
    scene: Scene,
) -> tuple[Actor, ...]:
    """The actors, those that are still of no country as of the one of their report that is likely meant.

    ``others`` are those on the other side of the event, of a ``kind``, in a ``scene``. Of those who ``strike`` somebody
    without a uniform may have come from anywhere.
    """

    def settled(actor: Actor) -> Actor:
        if not may_be_of_the_report(actor, others, kind) or (strike and wears_no_uniform(actor)):
            return actor
        named = [one for one in actors if one is not actor and one.country and one.country_basis == "name"]
        if any(one.sectors == actor.sectors for one in named):
            return actor  # "ten prisoners, including two French citizens"
        beside = {one.country for one in named}
        country = choosing.country(actor, partial(evidence_of, actor, beside, others, kind, scene))
        return actor if country in (NONE, actor.country) else placed_in(actor, country)

    return tuple(settled(actor) for actor in actors)


def evidence_of(
    actor: Actor, beside: Collection[str], others: Collection[Actor], kind: str, scene: Scene
) -> dict[str, dict[str, float]]:
    """What speaks for each country that a report names, and for none of them, as the one that an actor is of.

    ``beside`` are the countries of those who act with it.
    """
    home, place = scene.report.home, scene.place
    facing = {other.country for other in others if other.country_basis == "name"}
    here, latest = scene.report.told(place).countries, home.named_before(place)
    armed = not _ARMED.isdisjoint(actor.sectors)
    evidence = {
        country: {
            "against": weight
            / (weight + next((home.weights[rival] for rival in home.foremost if rival != country), 0)),
            "share of the armed": weight / home.weights.total() if armed else 0.0,
            "dateline": float(home.dateline == country),
            "capital": float(country in home.capitals),
            "sentence": float(country in here),
            "latest": float(country in latest),
            "elsewhere": float(scene.home not in ("", country)),
            "facing": float(country in facing),
            "beside": float(country in beside),
            "held": float(country in facing and kind == "COERCE"),
        }
        for country in home.foremost
        if has_such(country, actor) and _may_be_meant(country, scene, facing)
        for weight in (home.weights[country],)
    }
    return evidence | {NONE: {"none": 1.0, **{f"none of {sector}": 1.0 for sector in actor.sectors[:1]}}}


def _may_be_meant(country: str, scene: Scene, facing: Collection[str]) -> bool:
    """Whether a report names a country otherwise than as the other side: not only in "condemned the attack by Chad".

    A report of one sentence that names its place is at home there; of others that it names none is known to be home.
    """
    home = scene.report.home
    if country in (scene.home, home.dateline):
        return True
    named = home.acting.get(country, ())
    return len(scene.report.sentences) > 1 and any(k != scene.place or country not in facing for k in named)
