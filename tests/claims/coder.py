"""A coder of the artificial language: a pure function of a document, in as many versions as a test needs."""

from collections.abc import Sequence
from datetime import date, timedelta

from claims.language import Said, read
from pipelines import identity
from pipelines.coding.document import Coding, Document
from schemas import Coder, Counts, Sentence, Telling
from schemas.records import DateBasis, DatePrecision, Modality


class PlainCoder:
    """An EventCoder that knows every verb but those it is ``blind`` to; a later rank stands for a newer coder."""

    def __init__(self, rank: int = 1, version: str = "1", blind: frozenset[str] = frozenset()) -> None:
        self._coder = Coder(name="plain", version=version, rank=rank)
        self.blind = blind

    @property
    def identity(self) -> Coder:
        """Name, version and rank."""
        return self._coder

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document, a function of that document alone."""
        return [self._code(document) for document in documents]

    def _code(self, document: Document) -> Coding:
        sentences, tellings = [], []
        for start, sentence, said in read(document.text):
            told = said is not None and said.trigger not in self.blind
            sentences.append(Sentence(start=start, end=start + len(sentence), reason=None if told else "no_event_word"))
            if said is not None and told:
                tellings.append(self._tell(said, document.published))
        return Coding(sentences=tuple(sentences), tellings=tuple(tellings))

    def _tell(self, said: Said, published: date) -> Telling:
        day, precision, basis = _when(said.when, published)
        kind = said.kind
        sources, targets = said.sources, said.targets
        if kind.reciprocal:
            sources, targets = sources + targets, ()
        trigger_end = said.trigger_start + len(said.trigger)
        return Telling(
            event_id=identity.event_id(
                said.sentence,
                trigger_start=said.trigger_start - said.start,
                event_date=day,
                event_type=kind.type,
                source_codes=[actor.code for actor in sources],
                target_codes=[actor.code for actor in targets],
            ),
            event_date=day,
            date_precision=precision,
            date_basis=basis,
            type=kind.type,
            quad_class=kind.quad_class,
            score=kind.score,
            cameo_code=kind.cameo,
            goldstein=kind.goldstein,
            sources=sources,
            targets=targets,
            reciprocal=kind.reciprocal,
            place=said.place,
            modality=_modality(said, day, published),
            deed_modality="planned" if kind.deed else None,
            counts=Counts(killed=said.killed, injured=said.injured),
            sentence=said.sentence,
            sentence_start=said.start,
            sentence_end=said.start + len(said.sentence),
            trigger_start=said.trigger_start,
            trigger_end=trigger_end,
            coder=self._coder,
            confidence=0.25 if said.perhaps else 0.75,
        )


def _when(when: str, published: date) -> tuple[date, DatePrecision, DateBasis]:
    match when.split():
        case []:
            return published, "day", "report"
        case ["some", "day"]:
            return published, "day", "open"
        case ["yesterday"]:
            return published - timedelta(days=1), "day", "relative"
        case ["tomorrow"]:
            return published + timedelta(days=1), "day", "relative"
        case ["on", day]:
            return date.fromisoformat(day), "day", "explicit"
        case ["in", period]:
            year, *month = map(int, period.split("-"))
            return date(year, month[0] if month else 1, 1), "month" if month else "year", "explicit"
    raise ValueError(f"{when!r} is no date of the language")


def _modality(said: Said, day: date, published: date) -> Modality:
    if said.never:
        return "denied"
    if day > published:
        return "asserted" if said.kind.deed else "planned"
    return "historical" if (published - day).days > 7 else "asserted"
