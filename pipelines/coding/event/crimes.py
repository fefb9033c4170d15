"""Whether violence, or the trial for it, is a family's or a couple's, which is no politics: "stabbed his wife"."""

from collections.abc import Sequence

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import dependents, subtree
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.wordlists import word_list

_KIN = word_list("kin")
_TRIED = frozenset({"arrest", "convict", "allege", "investigate"})
_POWERS = frozenset({"GOV", "MIL", "ELI", "PTY", "LEG", "OPP", "REB", "UAF", "SPY", "PRM"})
_FORCES = _POWERS | {"COP"}
_BEARERS = frozenset({"role", "person", "office"})
_OWN = frozenset({"his", "her"})
_ANYBODYS = frozenset({"its"})  # "su", "son" are his, hers and its
_UNSAID = "ru"  # where kin of nobody who is named are the doer's own: "убил тещу"


def is_private(parse: Parse, proposal: Proposal, named: Sequence[ActorMatch] = ()) -> bool:
    """Whether an ASSAULT is done by kin, or by one person to kin of that person's own, or somebody is tried for it.

    ``named`` are the actors of the sentence: a trial in which one names somebody in power is no private matter. Kin
    named behind somebody else who is hit are that one's: "shot the mayor and his wife".
    """
    if proposal.mode in _TRIED and not any(
        _POWERS.intersection(match.sectors) for match in named if match.kind in _BEARERS
    ):
        sides = (proposal.targets, proposal.sources)
        tried = next((side for side in sides if any(parse.tags[token] == "NN" for token in side)), ())
        one = len(tried) == 1
        parts = dependents(parse, proposal.trigger, "prep", "xcomp", "pcomp")
        if one and parse.language != ENGLISH:
            parts += dependents(parse, tried[0], "acl", "relcl")  # "condenó a un hombre que mató a su suegra"
        charge = [token for part in parts for token in subtree(parse, part)]
        return one and (parse.lowers[tried[0]] in _KIN or any(_is_own(parse, token) for token in charge))
    if proposal.type != "ASSAULT":
        return False
    if any(parse.lowers[token] in _KIN for token in proposal.sources):
        return True
    alone = len(proposal.sources) == 1 and parse.tags[proposal.sources[0]] in ("NN", "NNP", "PRP")
    if alone and parse.language != ENGLISH:  # "la policía mató a su hijo" is about somebody else's
        forces = (match for match in named if _FORCES.intersection(match.sectors))
        alone = not any(match.start <= proposal.sources[0] < match.end for match in forces)
    return alone and any(_is_own(parse, token) for token in sorted(proposal.targets)[:1])


def _is_own(parse: Parse, token: int) -> bool:
    if parse.lowers[token] not in _KIN:
        return False
    if parse.language == _UNSAID and parse.tags[token].startswith("NN"):
        return not dependents(parse, token, "prep", "poss", "nmod", "appos", "compound")
    owners = _OWN if parse.language == ENGLISH else _OWN | _ANYBODYS
    return any(parse.lowers[t] in owners for t in dependents(parse, token, "poss"))
