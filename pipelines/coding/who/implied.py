"""Who must have done a deed whose sentence does not say: "nine were arrested" by police, "was jailed" by a court."""

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.homes import placed_in
from schemas import Actor

_DOERS = {"arrest": "COP", "convict": "JUD", "curfew": "GOV"}
_CHARGED = frozenset({"charged", "indicted", "arraigned", "prosecuted"})


def implied_by(parse: Parse, proposal: Proposal, home: str) -> tuple[Actor, ...]:
    """The police, court or government of ``home`` (a country, if it is known) by the deed's own word; else nobody."""
    sector = "JUD" if parse.lowers[proposal.trigger] in _CHARGED else _DOERS.get(proposal.mode or "")
    if sector is None or proposal.sources or parse.language != ENGLISH:
        return ()
    actor = Actor(text=parse.words[proposal.trigger], code=sector, country="", sectors=(sector,))
    return (placed_in(actor, home) if home else actor,)
