"""Which people are a crowd in the street, who face those that govern them."""

from pipelines.coding.wordlists import unmarked
from schemas import Actor

_CROWDS = unmarked("crowds")


def is_crowd(actor: Actor) -> bool:
    """Whether an actor is people told as a crowd: "a dozen protesters", "the mob"."""
    return actor.sectors == ("CVL",) and not _CROWDS.isdisjoint(actor.text.lower().split())
