"""What an alert file says: which series are judged and how, which are muted, and who is told."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from pipelines.aggregation.cells import Cell
from pipelines.alerting.judging import Sensitivity
from schemas import Series

Measure = Literal["stories", "mentions", "incidents", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Cells by what they are; a condition that is None holds for all.

    ``countries`` hold where any of source, target and place is among them. Cells of pairs and places with a country
    that is not known are left out unless ``unknown_countries``.
    """

    series: frozenset[Series] | None = None
    sources: frozenset[str] | None = None
    targets: frozenset[str] | None = None
    places: frozenset[str] | None = None
    countries: frozenset[str] | None = None
    types: frozenset[str] | None = None
    quad_classes: frozenset[int] | None = None
    unknown_countries: bool = False

    def takes(self, cell: Cell) -> bool:
        """Whether a cell meets every condition."""
        conditions = (
            (self.series, cell.series),
            (self.sources, cell.source),
            (self.targets, cell.target),
            (self.places, cell.place),
            (self.types, cell.type),
            (self.quad_classes, cell.quad_class),
        )
        if any(wanted is not None and has not in wanted for wanted, has in conditions):
            return False
        if self.countries is not None and self.countries.isdisjoint((cell.source, cell.target, cell.place)):
            return False
        return self.unknown_countries or all(_countries_of(cell))


def _countries_of(cell: Cell) -> tuple[str, ...]:
    """The countries that a cell of its series should name."""
    if cell.series == "total":
        return ()
    return (cell.place,) if cell.series == "place_type" else (cell.source, cell.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is judged, by which figure, and who is told.

    With a ``threshold`` a day fires from that figure on, whatever its history; else when it is out of the ordinary.
    The measure ``share`` is the stories' share of the reports read that day. With ``languages`` rows are judged as they
    would be if no report in another one had been read.
    """

    name: str
    selection: Selection
    measure: Measure = "stories"
    threshold: float | None = None
    sensitivity: Sensitivity = field(default_factory=Sensitivity)
    receivers: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Cells for which no rule fires, on the days ``first`` to ``last`` (None: without end)."""

    selection: Selection
    first: date | None = None
    last: date | None = None
    reason: str = ""

    def takes(self, cell: Cell, day: date) -> bool:
        """Whether a cell is muted on a day."""
        begun = self.first is None or self.first <= day
        ended = self.last is not None and self.last < day
        return begun and not ended and self.selection.takes(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alertmanager:
    """A receiver with the Alertmanager v2 API below ``url``."""

    name: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A receiver that is posted to; the secret that signs stands in an environment variable or a file, never here."""

    name: str
    url: str = field(repr=False)
    secret_env: str | None = None
    secret_file: str | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stdout:
    """A receiver that prints one line for each alert."""

    name: str


Receiver = Alertmanager | Webhook | Stdout


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRules:
    """All that an alert file says."""

    rules: tuple[Rule, ...] = ()
    mutes: tuple[Mute, ...] = ()
    receivers: tuple[Receiver, ...] = ()

    def receivers_of(self, rule: str) -> tuple[str, ...]:
        """The names of those who are told of a rule's alerts; nobody for a rule that is gone."""
        return next((r.receivers for r in self.rules if r.name == rule), ())

    def by_languages(self) -> "dict[frozenset[str], AlertRules]":
        """The rules that are judged by the same rows, with all else; first those of all reports, if there are any."""
        found: dict[frozenset[str], tuple[Rule, ...]] = {frozenset(): ()}
        for rule in self.rules:
            found[rule.languages] = (*found.get(rule.languages, ()), rule)
        return {languages: replace(self, rules=rules) for languages, rules in found.items()}

    def languages_of(self, rule: str) -> frozenset[str]:
        """The languages that a rule is judged by; none of a rule that is gone."""
        return next((r.languages for r in self.rules if r.name == rule), frozenset())


DEFAULT_RULES: Final = AlertRules(
    rules=(
        Rule(name="pairs", selection=Selection(series=frozenset({"pair_quad"}))),
        Rule(name="places", selection=Selection(series=frozenset({"place_type"}))),
        Rule(name="totals", selection=Selection(series=frozenset({"total"}))),
    )
)
"""What is judged where no file says otherwise: country pairs by quad class, places by type, totals; tells nobody."""
