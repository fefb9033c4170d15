"""What goes into the event coder and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from pipelines.coding.glosses import ENGLISH
from schemas import Coder, Sentence, Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All of a report that coding depends on (decision D4): text, language, own day in the deployment's time zone."""

    text: str
    published: date
    language: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What the coder made of a document: each sentence once, in order, and every event told, in order of sentences.

    ``given_up``: seconds of processor time after which it was found too costly, and nothing is told; else None.
    ``fault``: what the coder failed with where it cannot read the document, and nothing is told; else empty.
    """

    sentences: tuple[Sentence, ...]
    tellings: tuple[Telling, ...]
    given_up: float | None = None
    fault: str = ""


NOTHING: Final = Coding(sentences=(), tellings=())


class EventCoder(Protocol):
    """What ingest needs of an event coder."""

    @property
    def identity(self) -> Coder:
        """Name, version and rank."""

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document, a function of that document alone."""
