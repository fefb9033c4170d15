"""From the events found in the sentences of one document to the records of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines import identity
from pipelines.coding.event.contexts import Contexts
from pipelines.coding.event.ontology import Ontology
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.counts import counts_of
from pipelines.coding.when_where.places import Gazetteer, PlaceMatch
from pipelines.coding.when_where.settings import event_day, event_place
from pipelines.coding.who.actors import ActorLexicon, ActorMatch
from pipelines.coding.who.parties import Scene, actors_of
from pipelines.coding.who.references import Report
from schemas import Actor, Coder, Counts, Place, Telling
from schemas.records import DatePrecision, Modality

HISTORICAL_AFTER = 7  # days before the report's own
_SPOKEN = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST", "ACCUSE", "SUPPORT", "CONCEDE"})
# Days that may have passed since the first of a coarse date.
_SPANS: dict[DatePrecision, int] = {"day": 0, "month": 30, "year": 365}
_ANNOUNCED_PROTEST = "133"
_PLACED = frozenset({"ASSAULT", "PROTEST"})
_RECIPROCAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with its events and their confidences; ``offset`` is where it starts in its document, as ``place``."""

    parse: Parse
    place: int
    offset: int
    named: Sequence[ActorMatch]
    judged: Sequence[tuple[Proposal, float]]


class Teller:
    """Fills in what a proposal leaves open: parties, day, place, numbers and codes."""

    def __init__(
        self, ontology: Ontology, actors: ActorLexicon, gazetteer: Gazetteer, contexts: Contexts, coder: Coder
    ) -> None:
        self._ontology = ontology
        self._actors = actors
        self._gazetteer = gazetteer
        self._contexts = contexts
        self._coder = coder

    def tell(self, sentences: Sequence[Found], report: Report, published: date) -> list[list[Telling]]:
        """The records of the events of each sentence of one document; an event without any actor gives none."""
        countries = Counter(m.country for found in sentences for m in found.named if len(m.country) == 3)
        matches = [self._gazetteer.find(found.parse.words) for found in sentences]
        settled = self._gazetteer.settle(matches, list(countries.elements()))
        home = next(iter(countries)) if len(countries) == 1 else ""
        return [
            self._tell_sentence(found, report, published, places, meant, home)
            for found, places, meant in zip(sentences, matches, settled, strict=True)
        ]

    def _tell_sentence(
        self,
        found: Found,
        report: Report,
        published: date,
        places: Sequence[PlaceMatch],
        meant: Sequence[Place],
        home: str,
    ) -> list[Telling]:
        told = []
        stated = counts_of(found.parse, [proposal for proposal, _ in found.judged])
        for (proposal, confidence), counts in zip(found.judged, stated, strict=True):
            match = event_place(found.parse, proposal, places)
            place = None if match is None else meant[places.index(match)]
            scene = Scene(report, found.place, place.country if place else home)
            telling = self._tell_event(found, proposal, confidence, counts, published, place, scene)
            if telling is not None:
                told.append(telling)
        return told

    def _tell_event(
        self,
        found: Found,
        proposal: Proposal,
        confidence: float,
        counts: Counts,
        published: date,
        place: Place | None,
        scene: Scene,
    ) -> Telling | None:
        parse = found.parse
        sources = self._parties(parse, proposal.sources, published, scene)
        targets = self._parties(parse, proposal.targets, published, scene)
        targets = tuple(target for target in targets if target not in sources)
        joint = proposal.type in _RECIPROCAL and len(sources) > 1
        if joint and not any(target.code for target in targets):
            targets = ()
        placed = place is not None and proposal.type in _PLACED
        if not placed and not _has_actors(parse, proposal, sources, targets):
            return None
        kind = self._ontology.kind(proposal.type, proposal.mode)
        cameo = proposal.cameo or kind.cameo
        day = event_day(parse, proposal, published)
        when = day.date if day else published
        start, end = parse.starts[proposal.trigger], parse.end(proposal.trigger)
        return Telling(
            event_id=identity.event_id(
                parse.text,
                trigger_start=start,
                event_date=when,
                event_type=proposal.type,
                source_codes=_codes(sources),
                target_codes=_codes(targets),
            ),
            event_date=when,
            date_precision=day.precision if day else "day",
            date_basis=day.basis if day else "report",
            type=proposal.type,
            mode=proposal.mode,
            contexts=self._contexts.of(parse.lowers),
            quad_class=kind.quad_class,
            score=kind.score,
            cameo_code=cameo,
            goldstein=self._ontology.goldstein(cameo),
            sources=sources,
            targets=targets,
            reciprocal=joint and not targets,
            place=place,
            modality=_modality(proposal, when, day.precision if day else "day", published),
            deed_modality=proposal.deed,
            counts=counts,
            sentence=parse.text,
            sentence_start=found.offset,
            sentence_end=found.offset + len(parse.text),
            trigger_start=found.offset + start,
            trigger_end=found.offset + end,
            coder=self._coder,
            confidence=confidence,
        )

    def _parties(self, parse: Parse, tokens: Sequence[int], published: date, scene: Scene) -> tuple[Actor, ...]:
        return actors_of(parse, tokens, self._actors, published, scene)


def _has_actors(parse: Parse, proposal: Proposal, sources: Sequence[Actor], targets: Sequence[Actor]) -> bool:
    """Whether someone acts or suffers; a word or a promise needs someone who gives it."""
    doer = any(a.code for a in sources) or any(parse.tags[t].startswith("NNP") for t in proposal.sources)
    if proposal.type in _SPOKEN and (sources or proposal.deed):
        return doer
    return doer or any(a.code for a in targets) or any(parse.tags[t].startswith("NNP") for t in proposal.targets)


def _codes(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.code for actor in actors if actor.code]


def _modality(proposal: Proposal, day: date, precision: DatePrecision, published: date) -> Modality:
    if proposal.negated:
        return "denied"
    if day > published:
        # What is promised or threatened now is told as asserted; an announced protest is a plan.
        return "asserted" if proposal.deed and proposal.cameo != _ANNOUNCED_PROTEST else "planned"
    return "historical" if (published - day).days > HISTORICAL_AFTER + _SPANS[precision] else "asserted"
