"""What around an event puts it into an old time that its own clause does not name."""

from collections.abc import Iterator, Sequence
from datetime import date

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import dependents, is_time, prepositional, subject_of, subtree
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.carried import is_narrated
from pipelines.coding.when_where.clauses import Clause, auxiliaries, clauses_of, is_verb
from pipelines.coding.when_where.days import DateMatch, year_earlier
from pipelines.coding.wordlists import word_list

_RECENT = 7
_FORWARD = frozenset("ahead before for until till scheduled planned due set postponed moved delayed".split())
_TRIED = frozenset({"COERCE", "SANCTION", "ACCUSE", "COOPERATE"})  # what is done today about something old
_SINCE_THEN = frozenset({"after", "when", "once", "while", "as"})
_HAPPENED = frozenset({"VBD", "VBN"})
_TERMS = word_list("terms_of_office")
_OFFICES = word_list("held_offices")
_POWER = frozenset({"office", "power", "government", "opposition"})
_WARTIME = word_list("long_doers")
_EARLY = frozenset({"early", "first", "opening", "initial", "last", "final", "closing", "dying"})
_GONE = frozenset({"first", "second", "third", "previous", "former", "earlier", "last"})
_STAGES = frozenset("days weeks months years day week month year hours stages phase phases stage".split())
_SIMILAR = word_list("of_many")
_IN_COURT = word_list("in_court")
_ON_TRIAL = word_list("on_trial")
_TRIED_FOR = frozenset({"ASSAULT", "PROTEST", "AID"})
_COME_UPON = frozenset({"found", "caught", "seen", "spotted", "observed", "suspected"})
_RELATIVE = frozenset({"who", "which", "that"})


def settled(parse: Parse, found: Sequence[DateMatch], told: date) -> list[DateMatch]:
    """The days of a sentence, with those of the year before where a past tense stands with a day still to come."""
    return [_behind(parse, match) if match.date > told else match for match in found]


def _behind(parse: Parse, match: DateMatch) -> DateMatch:
    """A day without a year on which something began or was done: "the war began on October 7"."""
    verb = parse.heads[match.start - 1]
    past = parse.tags[verb] == "VBD" and auxiliaries(parse, verb) <= {"was", "were", "had"}
    if not past or dependents(parse, verb, "xcomp", "ccomp"):
        return match
    return of_year_before(parse, match) or match


def of_year_before(parse: Parse, match: DateMatch) -> DateMatch | None:
    """The day a year earlier where "on" stands before it, it names no year and nothing around it looks ahead."""
    on = match.start - 1
    plain = match.precision == "day" and match.basis == "explicit" and on >= 0 and parse.lowers[on] == "on"
    if not plain or str(match.date.year) in parse.words[match.start : match.end]:
        return None
    if not _FORWARD.isdisjoint(parse.lowers[:on]):
        return None
    return year_earlier(match)


def shared_day(parse: Parse, proposal: Proposal, found: Sequence[DateMatch], told: date) -> DateMatch | None:
    """The old day that an event has from what happened with it: "sank boats caught poaching in 2016"."""
    if not is_narrated(parse, proposal) and not _is_past(parse, proposal.trigger, auxiliaries(parse, proposal.trigger)):
        return None
    old = [match for match in found if not match.attribute and (told - match.date).days > _RECENT]
    if not old or len(old) < sum(not match.attribute for match in found):
        return None
    ways = (_goes_along, _is_behind_stop, _is_of_joined)
    return next((m for m in old if any(way(parse, proposal, m) for way in ways)), None)


def _goes_along(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether a day belongs to what somebody was doing when the event befell them."""
    verb = _verb_above(parse, match.start)
    for _ in range(3):
        if verb is None or verb == proposal.trigger:
            return False
        head, label = parse.heads[verb], parse.deps[verb]
        if label == "acl" and parse.words[_first(parse, verb) - 1] != ",":
            doing = parse.tags[verb] == "VBG" or any(parse.tags[t] == "VBG" for t in parse.children[verb] if t > verb)
        elif label == "relcl":
            doing = parse.tags[verb] == "VBG" and bool(auxiliaries(parse, verb) & {"was", "were"})
        elif label == "advcl" and head == proposal.trigger and parse.words[verb - 1] != ",":
            doing = parse.lowers[verb] in _COME_UPON and not dependents(parse, verb, "mark", "advmod", "nsubj")
            return doing and parse.tags[verb] in _HAPPENED
        elif label in ("xcomp", "advcl") and parse.tags[verb] == "VBG" and parse.tags[head] == "VBN":
            verb = head  # "caught poaching"
            continue
        else:
            return False
        return doing and parse.heads[head] == proposal.trigger
    return False


def _is_of_joined(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether a day stands with a verb that the event's is joined to: "killed or deported in 1981"."""
    verb = _verb_above(parse, match.start)
    while verb is not None and parse.deps[verb] == "conj" and not dependents(parse, verb, "nsubj", "nsubjpass"):
        verb = parse.heads[verb]
        if verb == proposal.trigger:
            return True
    return False


def _is_behind_stop(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether a semicolon parts the event from what happened on that day: "struck in 2019; the army was sent"."""
    stops = [t for t in range(match.end, proposal.trigger) if parse.words[t] == ";"]
    return bool(stops) and ";" not in parse.words[: match.start]


def is_background(parse: Parse, proposal: Proposal, found: Sequence[DateMatch], told: date) -> bool:
    """Whether what is told below the first sentences of a report is of an old time, by the clauses around it."""
    inner: Clause | None = None
    for clause in clauses_of(parse, proposal.trigger):
        if inner is not None and inner.link == "ccomp":
            return _in_court(parse, proposal, clause)
        if _is_told_old(parse, proposal, clause, found, told):
            return True
        inner = clause
    return False


def _is_told_old(parse: Parse, proposal: Proposal, clause: Clause, found: Sequence[DateMatch], told: date) -> bool:
    verb = clause.verb
    helpers = auxiliaries(parse, verb)
    if helpers & {"has", "have", "'ve"}:
        return clause.verb == proposal.trigger and _is_of_many(parse, verb)
    if not _is_past(parse, verb, helpers):
        return False
    if clause.link == "relcl" and _describes(parse, proposal, clause):
        return True
    return any(_is_of_old(parse, token) for token in _around(parse, verb)) or _after_old(
        parse, proposal, verb, found, told
    )


def _is_past(parse: Parse, verb: int, helpers: frozenset[str]) -> bool:
    return parse.tags[verb] == "VBD" or (parse.tags[verb] == "VBN" and bool(helpers) and helpers <= {"was", "were"})


def _around(parse: Parse, verb: int) -> Iterator[int]:
    yield from dependents(parse, verb, "prep", "npadvmod", "advcl", "advmod")
    yield from (t for t in dependents(parse, verb, "mark") if parse.lowers[t] == "as" and parse.children[t])


def _is_of_many(parse: Parse, verb: int) -> bool:
    """Whether what has been done is one of many such deeds: "has carried out similar raids"."""
    for token in dependents(parse, verb, "dobj", "prep", "nsubjpass"):
        nouns = dependents(parse, token, "pobj") if parse.deps[token] == "prep" else [token]
        if any(parse.lowers[t] in _SIMILAR and parse.tags[n] == "NNS" for n in nouns for t in parse.children[n]):
            return True
    return False


def _describes(parse: Parse, proposal: Proposal, clause: Clause) -> bool:
    """Whether a clause tells what somebody is known for: "a man who closed three radio stations"."""
    subjects = dependents(parse, clause.verb, "nsubj")
    known = any(parse.lowers[t] in _RELATIVE for t in subjects) and parse.tags[clause.above] in ("NN", "NNS")
    return known and proposal.type not in ("ASSAULT", "PROTEST") and not _is_recent_news(parse, clause.above)


def _is_recent_news(parse: Parse, noun: int) -> bool:
    """Whether the noun is what the sentence reports of: "police arrested two men who blocked the road"."""
    head = parse.heads[noun]
    return parse.deps[noun] in ("dobj", "nsubjpass", "pobj", "attr") and parse.tags[head] in _HAPPENED | {"IN"}


def _is_of_old(parse: Parse, token: int) -> bool:
    """Whether a phrase names a time that is over: "in the early days of the war", "when he was mayor"."""
    label, word = parse.deps[token], parse.lowers[token]
    if label == "npadvmod":
        return word == "time" and any(parse.lowers[t] in ("last", "first") for t in parse.children[token])
    if label == "advcl":
        return _when_in_office(parse, token)
    if label == "advmod":
        return word in ("early", "earlier", "late") and any(
            _is_of_war(parse, t) for t in dependents(parse, token, "prep")
        )
    for noun in dependents(parse, token, "pobj"):
        kinds = {parse.lowers[t] for t in parse.children[noun]}
        if parse.lowers[noun] in _TERMS and word in ("during", "in", "under") and kinds & _GONE:
            return True
        of_war = any(_is_of_war(parse, t) for t in dependents(parse, noun, "prep"))
        if parse.lowers[noun] in _STAGES and kinds & _EARLY and of_war:
            return True
        if word == "as" and token == 0 and parse.lowers[noun] in _OFFICES:
            subject = subject_of(parse, parse.heads[token])
            return subject is not None and parse.lowers[subject] in ("he", "she")
    return False


def _is_of_war(parse: Parse, preposition: int) -> bool:
    if parse.lowers[preposition] not in ("of", "in", "on"):
        return False
    nouns = dependents(parse, preposition, "pobj")
    return any(parse.lowers[n] in _WARTIME or parse.lowers[n] in _TERMS for n in nouns)


def _when_in_office(parse: Parse, verb: int) -> bool:
    """Whether a clause tells which office somebody held: "when he was mayor", "while in power"."""
    marks = {parse.lowers[t] for t in parse.children[verb] if t < verb}
    if marks.isdisjoint({"when", "while"}) or parse.lowers[verb] not in ("was", "were"):
        return False
    held = [*dependents(parse, verb, "attr"), *(noun for word, noun in prepositional(parse, verb) if word == "in")]
    return any(parse.lowers[t] in _OFFICES or parse.lowers[t] in _POWER for t in held)


def _after_old(parse: Parse, proposal: Proposal, verb: int, found: Sequence[DateMatch], told: date) -> bool:
    """Whether what happened before or with it is dated long ago: "after he was assassinated in 1975"."""
    if proposal.type in _TRIED and proposal.mode in ("arrest", "convict", "allege", "investigate"):
        return False
    for token in dependents(parse, verb, "advcl"):
        marks = {parse.lowers[t] for t in parse.children[token] if t < token}
        if marks.isdisjoint(_SINCE_THEN) or not _is_past(parse, token, auxiliaries(parse, token)):
            continue
        joined = {token, *dependents(parse, token, "conj")}  # "invaded and annexed in 2014"
        days = [m for m in found if not m.attribute and _verb_above(parse, m.start) in joined]
        if days and all(m.date.year < told.year - 1 for m in days):
            return True
    return False


def _in_court(parse: Parse, proposal: Proposal, clause: Clause) -> bool:
    """Whether a deed is told in court: "the jury heard that soldiers shot", "prosecutors say the defendants bombed"."""
    if proposal.type not in _TRIED_FOR:
        return False
    speaker = subject_of(parse, clause.verb)
    if speaker is None:
        return False
    if parse.lowers[speaker] in _IN_COURT:
        return True
    doers = {parse.lowers[t] for t in proposal.sources}
    return parse.lowers[speaker] in ("prosecutors", "prosecution", "prosecutor") and bool(doers & _ON_TRIAL)


def _verb_above(parse: Parse, token: int) -> int | None:
    """The verb in whose clause a word stands."""
    current = token
    for _ in range(8):
        head = parse.heads[current]
        if head == current:
            return None
        if is_verb(parse, head) and not is_time(parse, head):
            return head
        current = head
    return None


def _first(parse: Parse, token: int) -> int:
    return subtree(parse, token)[0]
