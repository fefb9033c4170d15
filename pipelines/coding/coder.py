"""The event coder: documents in, sentences with their events or reasons out."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Self

from pipelines.coding.actors import ActorLexicon
from pipelines.coding.compositions import Compositions
from pipelines.coding.contexts import Contexts
from pipelines.coding.document import Coding, Document
from pipelines.coding.explaining import explain_analysis
from pipelines.coding.gate import Gate
from pipelines.coding.judging import Analysis, Judge, reason_of
from pipelines.coding.lexicon import Lexicon
from pipelines.coding.matching import find_matches
from pipelines.coding.model import Model
from pipelines.coding.ontology import Ontology
from pipelines.coding.parsing import Parse, Parser
from pipelines.coding.places import Gazetteer
from pipelines.coding.proposing import Proposer
from pipelines.coding.sentences import split_sentences
from pipelines.coding.tellings import Found, Teller
from schemas import Coder, Sentence, Telling

IDENTITY = Coder(name="wirewatch", version="2", rank=2)


class EventCoder:
    """Codes documents by lexicon and syntax; loaded once for a process.

    What comes of a document depends on that document alone, never on what was coded with it or before it.
    """

    def __init__(
        self, lexicon: Lexicon, compositions: Compositions, actors: ActorLexicon, judge: Judge, teller: Teller
    ) -> None:
        self._lexicon = lexicon
        self._actors = actors
        self._gate = Gate(lexicon, compositions)
        self._parser = Parser()
        self._proposer = Proposer(compositions)
        self._judge = judge
        self._teller = teller

    @classmethod
    def load(cls) -> Self:
        """The coder with the lexicons that ship with it; raises LexiconError that names file and line."""
        actors = ActorLexicon.load()
        teller = Teller(Ontology.load(), actors, Gazetteer.load(), Contexts.load(), IDENTITY)
        return cls(Lexicon.load(), Compositions.load(), actors, Judge(Model.load()), teller)

    @property
    def identity(self) -> Coder:
        """Which coder this is; part of every record that it makes."""
        return IDENTITY

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document, in order; sentences of all of them are parsed in common batches."""
        spans = [split_sentences(document.text) for document in documents]
        reasons = [
            [self._gate.refuse(document.text[start:end]) for start, end in pieces]
            for document, pieces in zip(documents, spans, strict=True)
        ]
        wanted = [
            (number, place)
            for number, refused in enumerate(reasons)
            for place, reason in enumerate(refused)
            if reason is None
        ]
        texts = (documents[number].text[slice(*spans[number][place])] for number, place in wanted)
        parsed = zip(wanted, self._parser.parse(texts), strict=True)
        codings = {
            number: self._code_parsed(documents[number], spans[number], {place: parse for (_, place), parse in group})
            for number, group in groupby(parsed, key=lambda pair: pair[0][0])
        }
        return [
            Coding(
                sentences=tuple(
                    Sentence(start=start, end=end, reason=reason or codings[number][0].get(place))
                    for place, ((start, end), reason) in enumerate(zip(spans[number], reasons[number], strict=True))
                ),
                tellings=codings[number][1] if number in codings else (),
            )
            for number in range(len(documents))
        ]

    def explain(self, document: Document) -> str:
        """For each sentence: its events with the entries and rules that made them, and what was refused and why."""
        lines = []
        for start, end in split_sentences(document.text):
            sentence = document.text[start:end]
            lines.append(sentence)
            reason = self._gate.refuse(sentence)
            if reason is not None:
                lines.append(f"  not parsed: {reason}")
                continue
            for parse in self._parser.parse([sentence]):
                analysis = self._analyse(parse, document.published)
                lines += explain_analysis(analysis, self._judge.judge(analysis))
        return "\n".join(lines)

    def analyse(self, sentences: Sequence[str], published: date) -> list[Analysis]:
        """What the rules find in each sentence, parsed or not worth it or not; for training and explaining."""
        return [self._analyse(parse, published) for parse in self._parser.parse(sentences)]

    def _analyse(self, parse: Parse, published: date) -> Analysis:
        matches = find_matches(parse, self._lexicon)
        named = self._actors.find(parse.words, published)
        known = frozenset(token for match in named for token in range(match.start, match.end))
        return Analysis(parse, matches, named, self._proposer.propose(parse, matches, known))

    def _code_parsed(
        self, document: Document, spans: list[tuple[int, int]], parses: dict[int, Parse]
    ) -> tuple[dict[int, str], tuple[Telling, ...]]:
        """The reasons of the sentences that tell nothing, by place, and the events of all others."""
        found: dict[int, Found] = {}
        reasons: dict[int, str] = {}
        for place, parse in parses.items():
            analysis = self._analyse(parse, document.published)
            judged = self._judge.judge(analysis)
            if judged:
                found[place] = Found(parse, spans[place][0], analysis.named, judged)
            else:
                reasons[place] = reason_of(analysis.findings)
        told = self._teller.tell(list(found.values()), document.published)
        reasons |= {place: "no_actor" for place, tellings in zip(found, told, strict=True) if not tellings}
        return reasons, tuple(telling for tellings in told for telling in tellings)
