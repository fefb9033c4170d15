"""What an agreement, a warning or a demand is of: the deed, and whose it is to be."""

from collections.abc import Collection

from pipelines.coding.event.blame import blames_nobody
from pipelines.coding.event.circumstances import circumstance, speaks_of_itself
from pipelines.coding.event.doers import doers
from pipelines.coding.event.governors import takes_place
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import dependents, is_passive, objects_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

RESTRAINT = word_list("restraint")  # a threat where it is denied: "will not hesitate to"
_INTENTIONS = word_list("intentions")
_WITHHELD = word_list("withheld")
_UNBOWED = word_list("unbowed")
_HARMS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
_FORCES = frozenset({"troops", "forces", "soldiers", "fighters", "units", "force", "warplanes", "jets"})
_SAID_OF = ("amod", "nmod", "compound", "poss", "prep")
_BROKEN = frozenset({"127", "128"})  # CAMEO's codes of words and agreements that are broken
_TELLING = frozenset({"tell", "tells", "told", "telling"})


def told_of_theirs(parse: Parse, current: Proposal) -> tuple[int, ...]:
    """Whom a threat is told to that speaks of "you" or "your": '"We will burn your oilfields," he told Juba'."""
    hit = [t for noun in objects_of(parse, current.trigger) for t in (noun, *dependents(parse, noun, "poss"))]
    said = parse.heads[current.trigger]
    if parse.deps[current.trigger] != "ccomp" or not any(parse.lowers[t] in ("you", "your") for t in hit):
        return ()
    return tuple(t for noun in dependents(parse, said, "dobj", "dative")[:1] for t in with_conjuncts(parse, noun))


def is_to_go(parse: Parse, verb: int) -> bool:
    """Whether somebody is to be gone: "must be out of the country"."""
    said = dependents(parse, verb, "prep", "advmod", "acomp", "prt")
    return parse.lowers[verb] == "be" and any(parse.lowers[t] in ("out", "gone", "off", "away") for t in said)


def only_meant(parse: Parse, verb: int) -> bool:
    """Whether a participle says what something is for: "a body intended to be dissolved"."""
    return parse.tags[verb] == "VBN" and not dependents(parse, verb, "aux", "auxpass") and parse.deps[verb] != "conj"


def foretells(parse: Parse, current: Proposal) -> str | None:
    """Why somebody who tells of what is coming promises nothing, None where they do."""
    if current.nominal and not takes_place(parse, current.trigger):
        return "opinion"  # "the talks will help the rebels" says what will come of them
    if current.type == "ACCUSE" and current.mode == "disapprove" and is_passive(parse, current.trigger):
        return "opinion"  # "he said that he will be criticised"
    meant = current.sources and all(parse.lowers[t] in _INTENTIONS for t in current.sources)
    return "hypothetical" if meant else None  # "the plan would help the rebels"


def agrees_to_act(parse: Parse, verb: int) -> bool:
    """Whether who agrees will do something: "agreed to a truce", not "agreed that it was cold"."""
    if dependents(parse, verb, "ccomp"):
        return False
    return is_passive(parse, verb) or bool(dependents(parse, verb, "xcomp", "prep", "dobj", "dative", "advcl"))


def only_said(parse: Parse, match: Match, able: Collection[int]) -> str | None:
    """Why a threat threatens nobody and blame blames nobody, None where they do; ``able`` name who can act."""
    if match.entry.outcome == "THREATEN" and _warns_of_others(parse, match.token):
        return "warning"
    if match.entry.outcome == "THREATEN" and _only_holds_back(parse, match.token):
        return "statement"
    return "opinion" if blames_nobody(parse, match, able) else None


def _warns_of_others(parse: Parse, token: int) -> bool:
    """Whether a warning says what somebody else may do: "warned Kenya that the rebels could attack"."""
    holders = [token, *(o for o in objects_of(parse, token) if parse.lowers[o].startswith("warning"))]
    if len(holders) == 1 and not parse.lowers[token].startswith("warn"):
        return False
    said = [clause for holder in holders for clause in dependents(parse, holder, "ccomp", "acl")]
    return any(circumstance(parse, clause).modal and not speaks_of_itself(parse, clause, token) for clause in said)


def _only_holds_back(parse: Parse, token: int) -> bool:
    """Whether somebody is said to hold back, and not that they will not: "stood idly by"."""
    place = circumstance(parse, token)
    return parse.lowers[token] in RESTRAINT and not (place.negated and place.modal in ("future", "hypothetical"))


def operator_of(parse: Parse, current: Proposal, outer: Match, *, own: bool) -> str:
    """What the word around an event makes of it: who claims that others did harm accuses them of it.

    ``own`` says that who claims it did it.
    """
    if _tells_to(parse, current.trigger, outer.token):
        return "demand"
    label = outer.entry.label or ""
    others = label == "claim" and not own and _harms_by_others(parse, current, outer.token)
    return "accuse" if others else label


def _harms_by_others(parse: Parse, current: Proposal, claim: int) -> bool:
    """Whether what is claimed is harm, or a word broken, by somebody who does not claim it."""
    harm = current.type in _HARMS or (current.type == "REJECT" and current.cameo in _BROKEN)
    known = current.sources and not any(parse.tags[t].startswith("PRP") for t in current.sources)
    bare = all(parse.lowers[t] in _FORCES and not dependents(parse, t, *_SAID_OF) for t in current.sources)
    own = bare or set(current.sources) & set(doers(parse, claim))  # "its spokesman claimed that troops had seized"
    return bool(harm and known and not current.negated and not own)


def _tells_to(parse: Parse, verb: int, teller: int) -> bool:
    """Whether somebody is told to do a thing, and not of it: "told the unions to end their strike"."""
    told = parse.lowers[teller] in _TELLING and parse.heads[verb] == teller
    return told and any(parse.lowers[t] == "to" for t in dependents(parse, verb, "aux"))


def refuses_by(parse: Parse, verb: int) -> bool:
    """Whether who will not do a thing refuses what others want: "will not comply", "will not be bullied"."""
    return parse.lowers[verb] in (_UNBOWED if is_passive(parse, verb) else _WITHHELD)


def operator_doers(parse: Parse, token: int) -> list[int]:
    """Who refuses, promises or demands: subject of the verb, possessor of the noun, subject of its verb."""
    tag, head = parse.tags[token], parse.heads[token]
    if tag.startswith("V"):
        return doers(parse, token)
    possessors = dependents(parse, token, "poss")
    if (
        not possessors and parse.tags[token] == "NNS" and head == token
    ):  # a verb taken for a noun: "The junta demands that"
        possessors = dependents(parse, token, "nsubj") or [
            t for t in dependents(parse, token, "compound", "nmod") if t == token - 1
        ]
    if possessors or not parse.tags[head].startswith(("V", "MD")):
        return possessors
    return doers(parse, head)
