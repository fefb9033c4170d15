"""From an event by token indices to the record of it."""

from datetime import date

from pipelines import identity
from pipelines.coding.actors import ActorLexicon
from pipelines.coding.ontology import Ontology
from pipelines.coding.parsing import Parse
from pipelines.coding.parties import actors_of
from pipelines.coding.proposals import Proposal
from pipelines.coding.standin import event_day
from schemas import Actor, Coder, Counts, Telling
from schemas.records import Modality


class Teller:
    """Fills in what a proposal leaves open: parties, day, place, numbers and codes."""

    def __init__(self, ontology: Ontology, actors: ActorLexicon, coder: Coder) -> None:
        self._ontology = ontology
        self._actors = actors
        self._coder = coder

    def tell(self, parse: Parse, proposal: Proposal, published: date, offset: int) -> Telling | None:
        """The record of the event, or None where no party is an actor; ``offset`` is where the sentence stands."""
        sources = actors_of(parse, proposal.sources, self._actors, published)
        targets = actors_of(parse, proposal.targets, self._actors, published)
        named = any(parse.tags[token].startswith("NNP") for token in (*proposal.sources, *proposal.targets))
        if not named and not any(actor.code for actor in (*sources, *targets)):
            return None
        kind = self._ontology.kind(proposal.type, proposal.mode)
        cameo = proposal.cameo or kind.cameo
        day, basis = event_day(parse.words, published)
        start, end = parse.starts[proposal.trigger], parse.end(proposal.trigger)
        return Telling(
            event_id=identity.event_id(
                parse.text,
                trigger_start=start,
                event_date=day,
                event_type=proposal.type,
                source_codes=_codes(sources),
                target_codes=_codes(targets),
            ),
            event_date=day,
            date_precision="day",
            date_basis="report" if basis == "report" else "relative",
            type=proposal.type,
            mode=proposal.mode,
            quad_class=kind.quad_class,
            score=kind.score,
            cameo_code=cameo,
            goldstein=self._ontology.goldstein(cameo),
            sources=sources,
            targets=targets,
            reciprocal=len(sources) > 1
            and not targets
            and proposal.type in ("CONSULT", "AGREE", "SUPPORT", "COOPERATE"),
            modality=_modality(proposal, day, published),
            deed_modality=proposal.deed,
            counts=Counts(),
            sentence=parse.text,
            sentence_start=offset,
            sentence_end=offset + len(parse.text),
            trigger_start=offset + start,
            trigger_end=offset + end,
            coder=self._coder,
            confidence=0.7,
        )


def _codes(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.code for actor in actors if actor.code]


def _modality(proposal: Proposal, day: date, published: date) -> Modality:
    if proposal.negated:
        return "denied"
    if day > published:
        return "planned"
    return "historical" if (published - day).days > 7 else "asserted"
