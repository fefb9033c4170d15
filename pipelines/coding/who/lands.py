"""Which state "the country" takes up."""

from pipelines.coding.sentence.frames import dependents, subject_of, verb_over
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.references import Report

_LANDS = frozenset({"country", "nation"})
_QUALIFIERS = frozenset({"amod", "compound", "nmod", "poss"})


def land_of(parse: Parse, noun: int, report: Report, place: int) -> str:
    """The state that a noun takes up: the last one named before that does nothing to it, or the report's own.

    "" for any other noun, and for one that says itself which country is meant.
    """
    if parse.lowers[noun] not in _LANDS or dependents(parse, noun, "amod", "prep", "relcl"):
        return ""
    if "the" not in (parse.lowers[t] for t in parse.children[noun]):
        return ""
    named = report.states_in(parse.words[:noun])
    doer = subject_of(parse, verb_over(parse, noun))
    own = {match.country for match in named if doer is not None and match.start <= doer < match.end}
    states = [m.country for m in named if parse.deps[m.end - 1] not in _QUALIFIERS and m.country not in own]
    if states:
        return states[-1]
    told = {m.country for one in report.nearby(place, 1) for m in one.found if m.kind == "state"} - own
    home = report.home.country
    return told.pop() if len(told) == 1 else home if home not in own else ""
