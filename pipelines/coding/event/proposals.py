"""An event by token indices, and what is found in a sentence."""

from dataclasses import dataclass, field, replace

from pipelines.coding.event.compositions import Composition
from schemas.records import DeedModality


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An event of a sentence by token indices: what happened, told by which word, who to whom.

    ``core`` is the word of the event itself where ``trigger`` is an operator around it; ``nominal`` says that a noun
    tells the event; ``steps`` name the entries and rules that made it.
    """

    type: str
    mode: str | None
    cameo: str | None
    trigger: int
    core: int
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    deed: DeedModality | None = None
    negated: bool = False
    nominal: bool = False
    steps: tuple[str, ...] = ()


@dataclass(slots=True)
class Findings:
    """The events of a sentence, and the reasons why other matches gave none, in the order they were found."""

    proposals: list[Proposal] = field(default_factory=list)
    refusals: list[tuple[int, str, str]] = field(default_factory=list)

    def refuse(self, token: int, reason: str, origin: str) -> None:
        """Note that the match at ``token``, by the entry at ``origin``, gives no event."""
        self.refusals.append((token, reason, origin))


def recast(current: Proposal, composition: Composition, step: str) -> Proposal:
    """The event as a composition turns it."""
    return replace(
        current,
        type=composition.outcome,
        mode=composition.label,
        cameo=composition.cameo,
        deed=composition.deed,
        steps=(*current.steps, step),
    )
