"""The day right before a clause, which is its own whatever the parser hangs it on: "since June, when Israel bombed"."""

from collections.abc import Sequence

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import subject_of, subtree
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.days import DateMatch

_BEFORE_CLAUSE = frozenset({",", "when", "that", "and", "but"})


def next_to(parse: Parse, proposal: Proposal, found: Sequence[DateMatch]) -> DateMatch | None:
    """The day that a when-clause hangs on, that stands inside its verb, or between commas before its subject."""
    inside = _inside_verb(parse, proposal.trigger, found)
    return inside or day_before_when(parse, proposal, found) or _before_subject(parse, proposal, found)


def _inside_verb(parse: Parse, verb: int, found: Sequence[DateMatch]) -> DateMatch | None:
    """The day between a verb and its auxiliary: "had on Friday condemned"."""
    for match in found:
        first = match.start - (parse.lowers[match.start - 1 : match.start] == ["on"])
        if match.end == verb and first and parse.deps[first - 1].startswith("aux") and parse.heads[first - 1] == verb:
            return match
    return None


def day_before_when(parse: Parse, proposal: Proposal, found: Sequence[DateMatch]) -> DateMatch | None:
    """The day that a when-clause of the event hangs on: "last Wednesday, when gunmen attacked"."""
    for match in found:
        when = match.end + (parse.words[match.end : match.end + 1] == [","])
        if parse.lowers[when : when + 1] == ["when"] and when < proposal.trigger:
            opened = parse.heads[when]
            if opened > when and proposal.trigger in subtree(parse, opened):
                return match
    return None


def _before_subject(parse: Parse, proposal: Proposal, found: Sequence[DateMatch]) -> DateMatch | None:
    subject = subject_of(parse, proposal.trigger)
    if subject is None:
        return None
    first = subtree(parse, subject)[0]
    for match in found:
        opened = match.start > 1 and parse.lowers[match.start - 1] in _BEFORE_CLAUSE
        if opened and match.end + 1 == first and parse.words[match.end] == ",":
            return match
    return None
