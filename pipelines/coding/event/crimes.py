"""Whether violence is a family's or a couple's, which is no politics: "stabbed his wife"."""

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_KIN = word_list("kin")
_OWN = frozenset({"his", "her"})


def is_private(parse: Parse, proposal: Proposal) -> bool:
    """Whether an ASSAULT is done by kin, or by one person to kin of that person's own."""
    if proposal.type != "ASSAULT":
        return False
    if any(parse.lowers[token] in _KIN for token in proposal.sources):
        return True
    alone = len(proposal.sources) == 1 and parse.tags[proposal.sources[0]] in ("NN", "NNP", "PRP")
    return alone and any(_is_own(parse, token) for token in proposal.targets)


def _is_own(parse: Parse, token: int) -> bool:
    return parse.lowers[token] in _KIN and any(parse.lowers[t] in _OWN for t in dependents(parse, token, "poss"))
