"""The event coder of one language: documents in, sentences with their events or reasons out."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from pipelines.coding.budget import Budget
from pipelines.coding.document import NOTHING, Coding, Document
from pipelines.coding.event.accidents import Accidents
from pipelines.coding.event.compositions import Compositions
from pipelines.coding.event.contexts import Contexts
from pipelines.coding.event.corrections import CORRECTION
from pipelines.coding.event.crimes import is_private
from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.event.matching import find_matches
from pipelines.coding.event.ontology import Ontology
from pipelines.coding.event.politics import Subject
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.event.proposing import Proposer
from pipelines.coding.explaining import explain_analysis
from pipelines.coding.judge.judging import Analysis, Judge, Judging, reason_of
from pipelines.coding.judge.leads import ENOUGH, kind_of, lead_of
from pipelines.coding.judge.model import Model
from pipelines.coding.judge.network import Network, View
from pipelines.coding.judge.second_look import SecondLook, Weighing
from pipelines.coding.judge.unheard import Unheard, event_of
from pipelines.coding.judge.weighing import Curve, Setting, Weigher
from pipelines.coding.reader import Reader
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.sentence.reading import Reading
from pipelines.coding.settling import Settling
from pipelines.coding.tellings import Found, Teller
from pipelines.coding.version import IDENTITY
from pipelines.coding.when_where.ahead import is_awaited
from pipelines.coding.when_where.places import Gazetteer
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.parties import unresolved
from pipelines.coding.who.reference_rules import ReferenceRules
from pipelines.coding.who.references import Report
from schemas import Coder, Sentence, Telling

_UNREAD = frozenset({"fragment", "too_long", "question"})  # sentences that are not parsed for the next one's sake


@dataclass(slots=True)
class _Draft:
    """A document while it is coded: its sentences, why each tells nothing, and the events found."""

    document: Document
    reading: Reading
    spans: list[tuple[int, int]]
    texts: list[str]
    report: Report
    parses: dict[int, Parse]
    reasons: list[str | None]
    found: list[Found] = field(default_factory=list)
    views: dict[tuple[int, int], "Future[View | None]"] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    budget: Budget = field(default_factory=lambda: Budget(0))
    unheard: dict[int, Unheard] = field(default_factory=dict)
    lead: "list[Future[View | None]]" = field(default_factory=list)


class EventCoder:
    """Codes documents by lexicon and syntax; loaded once for a process.

    What comes of a document depends on that document alone, never on what was coded with it or before it. One that is
    too costly (see ``budget``) is given up, the others are not.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        compositions: Compositions,
        actors: ActorLexicon,
        judge: Judging,
        teller: Teller,
        second_look: Weighing,
        reader: Reader | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._actors = actors
        self._reader = reader or Reader.of_english(lexicon, compositions)
        self._gate = self._reader.gate
        self._parser = self._reader.parser
        self._proposer = Proposer(compositions)
        self._judge = judge
        self._teller = teller
        self._second_look = second_look
        self._references = ReferenceRules.load(lexicon, self._reader.references, self._reader.habits)
        self._accidents = Accidents(lexicon, self._gate.seen or frozenset)
        self._politics = self._reader.politics

    @classmethod
    def load(cls, weigher: Weigher | None = None) -> Self:
        """The coder with the lexicons that ship with it; raises LexiconError that names file and line.

        ``weigher`` takes the place of the curve of confidence that ships with it.
        """
        actors = ActorLexicon.load()
        compositions = Compositions.load()
        teller = Teller(
            Ontology.load(),
            compositions,
            actors,
            Gazetteer.load(),
            Contexts.load(),
            IDENTITY,
            Settling.load(),
        )
        second_look = SecondLook(Network.load(), weigher or Curve.load())
        return cls(Lexicon.load(), compositions, actors, Judge(Model.load()), teller, second_look)

    def judged_by(self, judge: Judging, second_look: Weighing, sounds: Callable[[str], bool]) -> Self:
        """The same coder with other models and another ear for deeds, as training needs it."""
        other = copy(self)
        other._judge, other._second_look, other._gate = judge, second_look, self._gate.hearing(sounds)
        return other

    def settled_by(self, settling: Settling) -> Self:
        """The same coder with other choices of what rules leave open, as fitting them needs."""
        other = copy(self)
        other._teller = self._teller.settled_by(settling)
        return other

    @property
    def identity(self) -> Coder:
        """Which coder this is; part of every record that it makes."""
        return IDENTITY

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document, in order; sentences of all of them are parsed in common batches."""
        drafts = [self._draft(document) for document in documents]
        wanted = [(d, place) for d in drafts for place, reason in enumerate(d.reasons) if reason is None]
        for (draft, place), parse in zip(wanted, self._parser.parse(d.texts[p] for d, p in wanted), strict=True):
            if not draft.budget.overspent:
                with draft.budget:
                    self._find(draft, place, parse)
        asked = [(d, place) for d in drafts for place in d.asked if place not in d.parses]
        for (draft, place), parse in zip(asked, self._parser.parse(d.texts[p] for d, p in asked), strict=True):
            draft.parses[place] = parse
        return [self._finish(draft) for draft in drafts]

    def _draft(self, document: Document) -> "_Draft":
        with Budget(len(document.text)) as budget:
            draft = self._begin(document)
        draft.budget = budget
        return draft

    def _begin(self, document: Document) -> "_Draft":
        reading = self._reader.read(document.text)
        spans = self._reader.split(reading.text)
        texts = [reading.text[start:end] for start, end in spans]
        parses: dict[int, Parse] = {}
        report = Report(texts, parses, self._parser.words, self._actors, self._references, document.published)
        reasons = [self._refuse(text, held) for text, held in zip(texts, self._reader.taken_back(texts), strict=True)]
        return _Draft(document, reading, spans, texts, report, parses, reasons)

    def _refuse(self, text: str, corrected: bool) -> str | None:
        """Why a sentence need not be parsed."""
        return self._gate.refuse(text) or (CORRECTION if corrected else None)

    def _find(self, draft: "_Draft", place: int, parse: Parse) -> None:
        """Note the events of a parsed sentence or why it has none, and what they need of the sentence before."""
        draft.parses[place] = parse
        analysis = self._analyse(parse, draft.document.published)
        judged = self._judge_in(draft.texts, analysis)
        if not judged:
            draft.reasons[place] = reason_of(analysis.findings)
            unheard = self._reader.unheard(analysis)
            if unheard is not None:
                draft.unheard[place] = unheard
                self._begin_reading(draft, place, parse, unheard.verb)
            return
        draft.found.append(Found(parse, place, draft.spans[place][0], analysis.named, judged))
        self._begin_look(draft, place, parse, judged)
        self._begin_lead(draft)
        parties = (token for proposal, _ in judged for token in (*proposal.sources, *proposal.targets))
        for before in draft.report.needed(place, parse, unresolved(parse, [*parties])):
            if draft.reasons[before] in _UNREAD:
                break
            draft.asked += [before] if before not in draft.asked else []

    def _begin_look(self, draft: "_Draft", place: int, parse: Parse, judged: Sequence[tuple[Proposal, float]]) -> None:
        """Have the words that tell events read beside the parsing of what follows."""
        for trigger in dict.fromkeys(proposal.trigger for proposal, _ in judged):
            self._begin_reading(draft, place, parse, trigger)

    def _begin_lead(self, draft: "_Draft") -> None:
        """Have the lead of a report that tells something read, once; of a short item its events say enough."""
        lead = [] if draft.lead else lead_of(draft.texts)
        if len(lead) >= ENOUGH:
            draft.lead = [self._second_look.begin(text, 0, 0) for text in lead]

    def _begin_reading(self, draft: "_Draft", place: int, parse: Parse, word: int) -> None:
        start, end = parse.starts[word], parse.end(word)
        draft.views[place, start] = self._second_look.begin(parse.text, start, end)

    def _hear(self, draft: "_Draft") -> None:
        """Add what the network alone sees in sentences that told nothing."""
        for place, unheard in draft.unheard.items():
            view = draft.views[place, unheard.parse.starts[unheard.verb]].result()
            judged = [] if view is None else self._heard(draft.texts, unheard, view)
            if judged:
                analysis = unheard.analysis
                draft.found.append(Found(analysis.parse, place, draft.spans[place][0], analysis.named, judged))
        draft.found.sort(key=lambda found: found.place)
        if draft.found:
            self._begin_lead(draft)

    def _heard(self, report: Sequence[str], unheard: Unheard, view: View) -> list[tuple[Proposal, float]]:
        """The event that the network alone sees, if it stands in its report, with the probability of its type."""
        probabilities = self._judge.probabilities(unheard.analysis)
        proposal = event_of(unheard, view, probabilities)
        if proposal is None or self._refusal(report, unheard.analysis, proposal) is not None:
            return []
        return [(proposal, probabilities[proposal.type])]

    def _setting(self, draft: "_Draft", told: Sequence[Sequence[Telling]], lead: Mapping[str, float]) -> Setting:
        """What else a report tells, for how sure its events are."""
        pairs = [(found, telling) for found, tellings in zip(draft.found, told, strict=True) for telling in tellings]
        views = [draft.views[found.place, telling.trigger_start - found.offset].result() for found, telling in pairs]
        read = [view for view in views if view is not None]
        return Setting.of(len(draft.texts), [telling for _, telling in pairs], read, lead)

    def _weigh(self, draft: "_Draft", found: Found, tellings: Sequence[Telling], report: Setting) -> list[Telling]:
        """The tellings of a sentence that are sure enough, each with its confidence."""
        starts = [found.parse.starts[proposal.trigger] for proposal, _ in found.judged]
        promised = [self._teller.promised(proposal).type for proposal, _ in found.judged]
        made = dict(zip(zip(starts, promised, strict=True), found.judged, strict=True))
        made |= {(start, item[0].type): item for start, item in zip(starts, found.judged, strict=True)}
        weighed = []
        for telling in tellings:
            start = telling.trigger_start - found.offset
            view = draft.views[found.place, start].result()
            proposal, probability = made[start, telling.type]
            weighed.append(self._second_look.weigh(telling, proposal, probability, view, found.place, report))
        return [telling for telling in weighed if telling is not None]

    def _judge_in(self, report: Sequence[str], analysis: Analysis) -> list[tuple[Proposal, float]]:
        """The events of a sentence that stand in its report, each with the probability of its type."""
        judged = []
        for proposal, probability in self._judge.judge(analysis):
            refusal = self._refusal(report, analysis, proposal)
            if refusal is None:
                judged.append((proposal, probability))
            else:
                analysis.findings.proposals.remove(proposal)
                analysis.findings.refuse(proposal.trigger, refusal, "rule")
        return judged

    def _refusal(self, report: Sequence[str], analysis: Analysis, proposal: Proposal) -> str | None:
        """Why an event is not told in its report, whoever found it: private, only looked forward to, or an accident."""
        if is_private(analysis.parse, proposal, analysis.named):
            return "crime"
        if is_awaited(analysis.parse, proposal):
            return "background"
        actors = frozenset(token for match in analysis.named for token in range(match.start, match.end))
        return "accident" if self._accidents.hurt(analysis.parse, proposal, actors, report) else None

    def _finish(self, draft: "_Draft") -> Coding:
        coding = NOTHING
        if not draft.budget.overspent:
            with draft.budget:
                coding = self._tell(draft)
        return replace(NOTHING, given_up=draft.budget.spent) if draft.budget.overspent else coding

    def _tell(self, draft: "_Draft") -> Coding:
        self._hear(draft)
        told = self._teller.tell(draft.found, draft.report, draft.document.published, draft.budget.check)
        lead = kind_of(view.result() for view in draft.lead or draft.views.values())
        subject = self._politics.subject(draft.texts, lead, enough=bool(draft.lead)) if draft.found else Subject("")
        for found, tellings in zip(draft.found, told, strict=True):
            refusals = [self._politics.refuse(telling, subject) for telling in tellings]
            unheard = draft.reasons[found.place]  # why the rules found nothing
            if all(refusals):
                draft.reasons[found.place] = unheard or next(iter(refusals), "no_actor")
            tellings[:] = [t for t, refusal in zip(tellings, refusals, strict=True) if refusal is None]
        report = self._setting(draft, told, lead)
        for found, tellings in zip(draft.found, told, strict=True):
            if tellings:
                unheard = draft.reasons[found.place]
                tellings[:] = self._weigh(draft, found, tellings, report)
                draft.reasons[found.place] = None if tellings else (unheard or "unlikely")
        spans = [draft.reading.span(start, end) for start, end in draft.spans]
        return Coding(
            sentences=tuple(
                Sentence(start=start, end=end, reason=reason)
                for (start, end), reason in zip(spans, draft.reasons, strict=True)
            ),
            tellings=tuple(_as_printed(telling, draft) for tellings in told for telling in tellings),
        )

    def explain(self, document: Document) -> str | float:
        """For each sentence: its events with the entries and rules that made them, and what was refused and why.

        Of a document that is too costly the seconds after which it was given up.
        """
        lines: list[str] = []
        with Budget(len(document.text)) as budget:
            text = self._reader.read(document.text).text
            texts = [text[start:end] for start, end in self._reader.split(text)]
            for sentence, held in zip(texts, self._reader.taken_back(texts), strict=True):
                budget.check()
                lines.append(" ".join(sentence.split()))
                reason = self._refuse(sentence, held)
                if reason is not None:
                    lines.append(f"  not parsed: {reason}")
                else:
                    lines += self._explain(sentence, texts, document.published)
        return budget.spent if budget.overspent else "\n".join(lines)

    def _explain(self, sentence: str, texts: Sequence[str], published: date) -> list[str]:
        lines = []
        for parse in self._parser.parse([sentence]):
            analysis = self._analyse(parse, published)
            judged = self._judge_in(texts, analysis)
            unheard = None if judged else self._reader.unheard(analysis)
            if unheard is not None:
                start, end = parse.starts[unheard.verb], parse.end(unheard.verb)
                view = self._second_look.begin(parse.text, start, end).result()
                judged = [] if view is None else self._heard(texts, unheard, view)
            lines += explain_analysis(analysis, judged)
        return lines

    def analyse(self, sentences: Sequence[str], published: date) -> list[Analysis]:
        """What the rules find in each sentence, parsed or not worth it or not; for training and explaining."""
        return [self._analyse(parse, published) for parse in self._parser.parse(sentences)]

    def _analyse(self, parse: Parse, published: date) -> Analysis:
        matches = find_matches(parse, self._lexicon)
        named = self._actors.find(parse.words, published)
        known = {token: match.kind for match in named for token in range(match.start, match.end)}
        homes = {token: match.country for match in named for token in range(match.start, match.end)}
        return Analysis(parse, matches, named, self._proposer.propose(parse, matches, known, homes))


def _as_printed(telling: Telling, draft: _Draft) -> Telling:
    """A record of what was read with the offsets and the sentence of the text as it was printed."""
    if not draft.reading.edits:
        return telling
    start, end = draft.reading.span(telling.sentence_start, telling.sentence_end)
    trigger_start, trigger_end = draft.reading.span(telling.trigger_start, telling.trigger_end)
    return replace(
        telling,
        sentence=draft.document.text[start:end],
        sentence_start=start,
        sentence_end=end,
        trigger_start=trigger_start,
        trigger_end=trigger_end,
    )
