"""The event coder of all languages: each document by the coder of its own, which is loaded with its first document."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Final

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import NOTHING, Coding, Document
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.packages import installed
from pipelines.coding.version import IDENTITY
from schemas import Coder

FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)
"""What reading a text ends in where the coder has a fault; what a broken machine raises is not among them."""
_MOST_SAID = 200  # characters


class Coders:
    """Codes documents in all languages that are installed; one in any other tells nothing."""

    def __init__(self) -> None:
        self._coders: dict[str, EventCoder] = {ENGLISH: EventCoder.load()}

    @property
    def identity(self) -> Coder:
        """Which coder this is; part of every record that it makes."""
        return IDENTITY

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document, in order; those of one language are coded together."""
        found: dict[int, Coding] = {}
        for language in dict.fromkeys(document.language for document in documents):
            places = [at for at, document in enumerate(documents) if document.language == language]
            coder = self.of(language)
            asked = [documents[at] for at in places]
            codings = [NOTHING] * len(places) if coder is None else _code(coder, asked)
            found |= dict(zip(places, codings, strict=True))
        return [found[at] for at in range(len(documents))]

    def explain(self, document: Document) -> str | float:
        """What was found in a document and why, as ``EventCoder.explain`` has it."""
        coder = self.of(document.language)
        return "" if coder is None else coder.explain(document)

    def of(self, language: str) -> EventCoder | None:
        """The coder of a language; None where there is none."""
        if language not in self._coders and language in LOADERS and language in installed():
            self._coders[language] = LOADERS[language]()
        return self._coders.get(language)


def said(fault: Exception) -> str:
    """A fault of the coder in few words."""
    return f"{type(fault).__name__}: {fault}"[:_MOST_SAID]


def _code(coder: EventCoder, documents: Sequence[Document]) -> list[Coding]:
    """The coding of each document; one that the coder fails on says so and costs the others nothing."""
    try:
        return coder.code(documents)
    except FAULTS as error:
        if len(documents) == 1:
            return [replace(NOTHING, fault=said(error))]
    half = len(documents) // 2
    return _code(coder, documents[:half]) + _code(coder, documents[half:])


def _load(module: str, loader: str) -> EventCoder:
    """The coder of a language by a module that only its readers need; raises ImportError where a package is missing."""
    loaded: EventCoder = getattr(import_module(f"pipelines.coding.{module}"), loader)()
    return loaded


LOADERS: dict[str, Callable[[], EventCoder]] = {
    "es": partial(_load, "romance", "load_spanish"),
    "fr": partial(_load, "romance", "load_french"),
    "ru": partial(_load, "russian", "load_russian"),
}
"""What loads the coder of each language besides English."""
