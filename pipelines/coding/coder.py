"""The event coder: documents in, sentences with their events or reasons out."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Self

from pipelines.coding.actors import ActorLexicon
from pipelines.coding.compositions import Compositions
from pipelines.coding.document import Coding, Document
from pipelines.coding.explaining import explain_findings
from pipelines.coding.gate import Gate
from pipelines.coding.lexicon import Lexicon
from pipelines.coding.matching import find_matches
from pipelines.coding.ontology import Ontology
from pipelines.coding.parsing import Parse, Parser
from pipelines.coding.proposals import Findings
from pipelines.coding.proposing import Proposer
from pipelines.coding.sentences import split_sentences
from pipelines.coding.tellings import Teller
from schemas import Coder, Sentence, Telling

IDENTITY = Coder(name="wirewatch", version="1", rank=1)


class EventCoder:
    """Codes documents by lexicon and syntax; loaded once for a process.

    What comes of a document depends on that document alone, never on what was coded with it or before it.
    """

    def __init__(self, lexicon: Lexicon, ontology: Ontology, compositions: Compositions, actors: ActorLexicon) -> None:
        self._lexicon = lexicon
        self._actors = actors
        self._gate = Gate(lexicon)
        self._parser = Parser()
        self._proposer = Proposer(compositions)
        self._teller = Teller(ontology, actors, IDENTITY)

    @classmethod
    def load(cls) -> Self:
        """The coder with the lexicons that ship with it; raises LexiconError that names file and line."""
        return cls(Lexicon.load(), Ontology.load(), Compositions.load(), ActorLexicon.load())

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
                findings = self._find(parse, document.published)
                lines += explain_findings(parse, findings)
        return "\n".join(lines)

    def _find(self, parse: Parse, published: date) -> Findings:
        matches = find_matches(parse, self._lexicon)
        if not matches:
            return Findings()
        named = self._actors.find(parse.words, published)
        known = frozenset(token for match in named for token in range(match.start, match.end))
        return self._proposer.propose(parse, matches, known)

    def _code_parsed(
        self, document: Document, spans: list[tuple[int, int]], parses: dict[int, Parse]
    ) -> tuple[dict[int, str], tuple[Telling, ...]]:
        """The reasons of the sentences that tell nothing, by place, and the events of all others."""
        reasons: dict[int, str] = {}
        tellings: list[Telling] = []
        for place, parse in parses.items():
            findings = self._find(parse, document.published)
            told = [
                telling
                for proposal in findings.proposals
                if (telling := self._teller.tell(parse, proposal, document.published, spans[place][0]))
            ]
            tellings += told
            if not told:
                reasons[place] = _reason(findings)
        return reasons, tuple(tellings)


def _reason(findings: Findings) -> str:
    if findings.proposals:
        return "no_actor"
    return findings.refusals[0][1] if findings.refusals else "no_event"
