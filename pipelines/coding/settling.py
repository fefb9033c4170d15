"""What settles what rules leave open of the events of a report: whose an actor is, on which day, to whom it is done."""

from dataclasses import dataclass
from typing import Self

from pipelines.coding.when_where.undated import Dating, Undated
from pipelines.coding.who.belonging import Belonging, Choosing
from pipelines.coding.who.unsaid import Aiming, Unsaid


@dataclass(frozen=True, slots=True)
class Settling:
    """The choices that a coder asks, last of all."""

    country: Choosing
    day: Dating
    target: Aiming

    @classmethod
    def load(cls) -> Self:
        """As they ship with the coder; raises LexiconError."""
        return cls(Belonging.load(), Undated.load(), Unsaid.load())
