"""Whether an event is told as still ahead though no tense says so, "meet later", "ahead of his talks with"."""

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import SUBJECTS, is_time
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.calendar import WEEKDAYS
from pipelines.coding.when_where.clauses import adjuncts, auxiliaries, is_verb
from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.wordlists import word_list

_COMING = word_list("coming")
_ADDRESSED = word_list("addressed")
_SPANS = frozenset("hours days minutes weeks moments hour day just shortly".split())
_HAPPENS = frozenset({"CONSULT", "PROTEST"})  # events with a beginning that is known before
_BEFORE = frozenset({"before", "until"})
_IS = frozenset({"is", "are", "'s", "'re"})
_GONE = frozenset({"last", "past"})
_WHEN = frozenset({"when", "once"})
_CLIMB = 6


def is_ahead(parse: Parse, proposal: Proposal) -> bool:
    """Whether the words around the verb of an event put it after the telling, on a day that may not be told."""
    trigger = proposal.trigger
    if not _happens(proposal) or not is_verb(parse, trigger):
        return False
    if parse.tags[trigger] == "VBG":
        return bool(auxiliaries(parse, trigger)) and _comes_later(parse, trigger)
    return _comes_later(parse, trigger) or _is_headed_for(parse, trigger) or _is_waited_for(parse, trigger)


def is_arranged_for(parse: Parse, proposal: Proposal, day: DateMatch) -> bool:
    """Whether a progressive with a weekday tells what is arranged: "the two leaders are meeting on Monday"."""
    trigger = proposal.trigger
    if not _happens(proposal) or parse.tags[trigger] != "VBG" or not auxiliaries(parse, trigger) <= _IS:
        return False
    named = set(parse.lowers[day.start : day.end])
    return bool(auxiliaries(parse, trigger)) and not named.isdisjoint(WEEKDAYS) and named.isdisjoint(_GONE)


def is_awaited(parse: Parse, proposal: Proposal) -> bool:
    """Whether an event is only looked forward to in passing: "ahead of his talks with", "the coming summit"."""
    trigger = proposal.trigger
    if not _happens(proposal):
        return False
    if is_verb(parse, trigger) and (parse.tags[trigger] != "VBG" or auxiliaries(parse, trigger)):
        return False
    return _is_called_coming(parse, trigger) or _looks_forward(parse, trigger)


def _happens(proposal: Proposal) -> bool:
    return proposal.type in _HAPPENS and proposal.trigger == proposal.core and not proposal.negated


def _comes_later(parse: Parse, verb: int) -> bool:
    """Whether a plain present has a "later" with it: "the two leaders meet later on Monday"."""
    if not (parse.tags[verb] in ("VBZ", "VBP") or auxiliaries(parse, verb) & _IS):
        return False
    return any(
        _is_later(parse, t) or any(_is_later(parse, c) for c in parse.children[t]) for t in adjuncts(parse, verb)
    )


def _is_waited_for(parse: Parse, verb: int) -> bool:
    """Whether a plain present stands in a clause of what comes: "before the two leaders meet", "when he meets"."""
    if parse.deps[verb] != "advcl" or parse.tags[verb] not in ("VBZ", "VBP") or auxiliaries(parse, verb):
        return False
    marks = {parse.lowers[t] for t in parse.children[verb] if parse.deps[t] in ("mark", "advmod") and t < verb}
    past = parse.tags[parse.heads[verb]] == "VBD"
    return not marks.isdisjoint(_BEFORE if past else _BEFORE | _WHEN)


def _is_later(parse: Parse, token: int) -> bool:
    """Whether a word is "later" and not of "a day later", which is told from some day before."""
    return parse.lowers[token] == "later" and not (token and is_time(parse, token - 1))


def _is_headed_for(parse: Parse, verb: int) -> bool:
    """Whether a headline tells by "to" what will be: "Leaders to meet in Geneva"."""
    own = [parse.lowers[t] for t in parse.children[verb] if parse.deps[t] == "aux"]
    return own == ["to"] and parse.heads[verb] == verb and any(parse.deps[t] in SUBJECTS for t in parse.children[verb])


def _is_called_coming(parse: Parse, noun: int) -> bool:
    """Whether an adjective says that a noun's event comes, and nothing that it has begun."""
    head = parse.heads[noun]
    if parse.deps[noun] in ("nsubj", "nsubjpass", "dobj") and (
        parse.tags[head] == "VBD" and parse.lowers[head] not in _ADDRESSED
    ):
        return False
    return any(parse.lowers[t] in _COMING for t in parse.children[noun] if t < noun)


def _looks_forward(parse: Parse, token: int) -> bool:
    """Whether a phrase looks forward to the event: "ahead of", "in advance of", "hours before", "prior to"."""
    current = token
    for _ in range(_CLIMB):
        head = parse.heads[current]
        if head == current or (is_verb(parse, current) and parse.tags[current] != "VBG"):
            return False
        if parse.deps[current] in ("pobj", "pcomp"):
            if parse.lowers[head] in ("of", "to") and parse.lowers[parse.heads[head]] in ("ahead", "advance", "prior"):
                return True
            if parse.lowers[head] == "before":
                return head > 0 and parse.lowers[head - 1] in _SPANS
            if parse.lowers[head] not in ("of", "for", "in"):
                return False
        elif parse.deps[current] not in ("prep", "dobj", "conj", "compound", "acl"):
            return False
        current = head
    return False
