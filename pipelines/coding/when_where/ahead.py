"""Whether an event is told as still ahead though no tense says so, "meet later", "ahead of his talks with"."""

from datetime import date

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
_EVES = word_list("eves")
_CALENDAR = (word_list("arranged") | {"called", "announced"}) - {"set"}
_HEADING = word_list("heading")
_READY = frozenset({"prepared", "braced", "geared", "readied"})  # also in the past before what they are for
_HOPES = word_list("hopes")
_SETTING = frozenset(
    "call calls called calling announce announces announced announcing declare declared set fixed convene convened "
    "organise organised organize organized schedule scheduled plan planned slated billed".split()
)
_TOWARDS = frozenset({"into", "to", "for", "toward", "towards"})
_PARTICLES = frozenset({"up", "forward", "ahead"})
_SOON = 3  # days ahead that a weekday without a past tense is rather taken to be than as many behind
_WEEK = 7
_CLIMB = 6


def is_ahead(parse: Parse, proposal: Proposal) -> bool:
    """Whether the words around the verb of an event put it after the telling, on a day that may not be told."""
    trigger = proposal.trigger
    if proposal.type == "AGREE" and proposal.deed is not None and proposal.trigger == proposal.core:
        later = _has_later(parse, trigger) or _is_headed_for(parse, trigger)  # "will meet later this month", "to meet"
        return parse.deps[trigger] != "ccomp" and later
    if not _happens(proposal):
        return False
    if not is_verb(parse, trigger):
        return _is_on_the_calendar(parse, trigger)
    if parse.tags[trigger] == "VBG":
        return bool(auxiliaries(parse, trigger)) and _comes_later(parse, trigger)
    return _comes_later(parse, trigger) or _is_headed_for(parse, trigger) or _is_waited_for(parse, trigger)


def _is_on_the_calendar(parse: Parse, noun: int) -> bool:
    """Whether a noun's event is told to be arranged for later: "marches are planned", "a strike has been called"."""
    while parse.deps[noun] == "conj":
        noun = parse.heads[noun]
    head = parse.heads[noun]
    arranged = parse.deps[noun] in ("nsubj", "nsubjpass") and parse.lowers[head] in _CALENDAR
    return arranged and bool(auxiliaries(parse, head) & _IS or parse.lowers[head] == "due")


def is_arranged_for(parse: Parse, proposal: Proposal, day: DateMatch, told: date) -> bool:
    """Whether a weekday tells what is arranged: "are meeting on Monday"; of tomorrow also "meet" and "talks"."""
    trigger = proposal.trigger
    named = set(parse.lowers[day.start : day.end])
    if not _happens(proposal) or named.isdisjoint(WEEKDAYS) or not named.isdisjoint(_GONE):
        return False
    helpers = auxiliaries(parse, trigger)
    if parse.tags[trigger] == "VBG" and helpers:
        return helpers <= _IS
    if day.basis != "relative" or not 0 < _WEEK - (told - day.date).days <= _SOON:
        return False
    if is_verb(parse, trigger):
        return parse.tags[trigger] in ("VBZ", "VBP") and not helpers
    return not _hangs_on_deed(parse, trigger)


def is_called_for(parse: Parse, proposal: Proposal, day: DateMatch) -> bool:
    """Whether an event is called or fixed for a weekday: "unions called a strike for Friday"."""
    trigger = proposal.trigger
    if not _happens(proposal) or day.start == 0 or parse.lowers[day.start - 1] != "for":
        return False
    weekday = day.basis == "relative" and any(word in WEEKDAYS for word in parse.lowers[day.start : day.end])
    return weekday and not _SETTING.isdisjoint((parse.lowers[trigger], parse.lowers[parse.heads[trigger]]))


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
    return _has_later(parse, verb)


def _has_later(parse: Parse, verb: int) -> bool:
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
    return not _hangs_on_deed(parse, noun) and any(parse.lowers[t] in _COMING for t in parse.children[noun] if t < noun)


def _hangs_on_deed(parse: Parse, noun: int) -> bool:
    """Whether a noun's event did or suffered something that is over: "the talks began"."""
    head = parse.heads[noun]
    done = parse.tags[head] == "VBD" and parse.lowers[head] not in _ADDRESSED
    return done and parse.deps[noun] in ("nsubj", "nsubjpass", "dobj")


def _is_headed_to(parse: Parse, preposition: int) -> bool:
    """Whether a phrase is of who goes to something or what is hoped of it: "heading into", "expectations for"."""
    if parse.lowers[preposition] not in _TOWARDS:
        return False
    governor = parse.heads[preposition]
    if parse.lowers[governor] in _PARTICLES:
        governor = parse.heads[governor]
    arrived = parse.tags[governor] in ("VBD", "VBN") and not auxiliaries(parse, governor) & _IS
    if parse.lowers[governor] in _HEADING and (not arrived or parse.lowers[governor] in _READY):
        return True
    near = parse.lowers[max(0, preposition - 3) : preposition]
    return parse.lowers[preposition] == "for" and not _HOPES.isdisjoint(near)


def _looks_forward(parse: Parse, token: int) -> bool:
    """Whether a phrase looks forward to the event: "ahead of", "on the eve of", "hours before", "prior to"."""
    current = token
    for _ in range(_CLIMB):
        head = parse.heads[current]
        if head == current or (is_verb(parse, current) and parse.tags[current] != "VBG"):
            return False
        if parse.deps[current] in ("pobj", "pcomp"):
            if parse.lowers[head] in ("of", "to") and parse.lowers[parse.heads[head]] in ("ahead", "advance", "prior"):
                return True
            if parse.lowers[head] == "of" and parse.lowers[parse.heads[head]] in _EVES:
                return True
            if _is_headed_to(parse, head):
                return True
            if parse.lowers[head] == "before":
                return head > 0 and parse.lowers[head - 1] in _SPANS
            if parse.lowers[head] not in ("of", "for", "in"):
                return False
        elif parse.deps[current] not in ("prep", "dobj", "conj", "compound", "acl"):
            return False
        current = head
    return False
