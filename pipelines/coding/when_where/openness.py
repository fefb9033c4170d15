"""Whether a sentence leaves open on which day an event of it took place, so that the report's own is not assumed."""

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import dependents, subject_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.clauses import adjuncts, auxiliaries, clauses_of, is_verb
from pipelines.coding.wordlists import word_list

_HABITS = word_list("habits")
_LASTING = word_list("lasting")
_ARRANGED = word_list("arranged")
_SPEECH = word_list("speech")
_UTTERED = frozenset({"ACCUSE", "REQUEST"})  # "the opposition accuses", told in the present wherever it stands
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def leaves_open(parse: Parse, proposal: Proposal, lead: bool) -> bool:
    """Whether an event without a date is told as standing, as a habit, or in passing."""
    trigger = proposal.trigger
    if not is_verb(parse, trigger):
        return proposal.nominal and _in_passing(parse, trigger)
    if parse.lowers[trigger] in _ARRANGED and proposal.trigger != proposal.core:
        return True
    for clause in clauses_of(parse, trigger):
        if any(parse.lowers[t] in _HABITS for t in adjuncts(parse, clause.verb)):
            return True
        if clause.link == "xcomp" and parse.lowers[clause.above] in _LASTING:
            return True
        if clause.link not in ("conj", "xcomp"):
            break
    return not lead and proposal.type not in _UTTERED and _stands(parse, trigger)


def _stands(parse: Parse, verb: int) -> bool:
    """Whether the plain present of a verb tells what is always so: "does not allow its citizens to travel"."""
    subject = subject_of(parse, verb)
    if subject is not None and parse.lowers[subject] in ("we", "i"):
        return False
    helpers = auxiliaries(parse, verb)
    if helpers:
        return bool(helpers & {"does", "do"})
    return parse.tags[verb] in ("VBZ", "VBP")


def _in_passing(parse: Parse, noun: int) -> bool:
    """Whether a noun only takes up what is known: "the invasion", "its war on ..."."""
    return any(parse.lowers[t] in _DEFINITE or parse.deps[t] == "poss" for t in dependents(parse, noun, "det", "poss"))
