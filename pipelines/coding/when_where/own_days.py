"""Which of the days that a sentence names is that of an event, in its own clause or in one around it."""

from collections.abc import Sequence
from datetime import date

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import dependents, is_time, subtree
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.clauses import auxiliaries, clauses_of, is_verb
from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.when_where.neighbours import next_to
from pipelines.coding.when_where.settings import OUTSIDE, clauses_between, is_aside
from pipelines.coding.wordlists import word_list
from schemas.records import DatePrecision

HISTORICAL_AFTER = 7  # days before the report's own
DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "AID"})
WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT"})  # what is said of old deeds is mostly said now
# Days that may have passed since the first of a coarse date.
_SPANS: dict[DatePrecision, int] = {"day": 0, "month": 30, "year": 365}
_CALLING = word_list("calling")
_PHOTO = frozenset("photo photograph picture image handout footage video still frame grab photos pictures".split())
_TRIED = frozenset({"COERCE", "SANCTION", "ACCUSE"})
_CHARGED_WITH = frozenset({"for", "over", "of", "with"})
_TRYING = word_list("court_words")
_FOLLOWED = frozenset({"after", "before", "following", "despite", "since"})
_EVENTS = word_list("means") | word_list("attacks") | word_list("long_doers") | word_list("upheavals")
_RULES = word_list("rules")
_PARTING = frozenset({":", ";", "after", "because"})
_DONE = frozenset({"VBD", "VBN"})
_SHOWN = frozenset({"VBZ", "VBP"})
_PARTS = frozenset("eve start end beginning middle wake".split())
_CLIMB = 12


def days_named_for(
    parse: Parse, proposal: Proposal, found: Sequence[DateMatch], published: date
) -> tuple[DateMatch | None, DateMatch | None]:
    """The day named in the clause of the event, and the one in a clause that holds it."""
    if (taken := _captioned(parse, found) or _closing(parse, proposal, found)) is not None:
        return taken, None
    plain = [match for match in found if not match.attribute and not _is_of_charge(parse, proposal, match, published)]
    if (taken := _of_its_noun(parse, proposal, plain) or next_to(parse, proposal, plain)) is not None:
        return taken, None
    plain = [m for m in plain if not _is_of_noun(parse, proposal, m) and not _is_of_what_came_first(parse, proposal, m)]
    plain = [m for m in plain if not _is_since(parse, proposal, m)]
    ranked = [
        (clauses_between(parse, proposal, match.start, match.end), _depth(parse, proposal, match), match.start, match)
        for match in plain
    ]
    within = [item for item in ranked if item[0] < OUTSIDE and not (item[1] and item[3].precision == "year")]
    best = min(within, key=lambda item: item[:3], default=None)
    if best is not None and best[0] == 0:
        return best[3], None
    years = (m for m in found if m.attribute and (m.precision != "year" or m.date.year < published.year))
    attribute = next((match for match in years if _dates(parse, proposal, match)), None)
    if attribute is not None:
        return attribute, None
    if (opening := _opening(parse, plain)) is not None:
        return opening, None
    if best is not None:
        stated = proposal.type in WORDS and ":" in parse.words[proposal.trigger : best[3].start]
        stated = stated or (best[3].apart is not None and not is_verb(parse, proposal.trigger))
        return None, None if stated else best[3]
    sole = plain[0] if len(plain) == 1 and plain[0].precision == "day" and plain[0].apart is None else None
    if sole is None or is_aside(parse, sole.start) or _is_of_other(parse, proposal, sole):
        return None, None
    return None, sole


def is_old(day: date, precision: DatePrecision, published: date) -> bool:
    """Whether a day, or the better part of a month or year that is over, lies longer back than is news."""
    over = {"day": False, "month": day.day == 1 and day.month != published.month, "year": day.year < published.year}
    span = _SPANS[precision] // 2 if over[precision] else _SPANS[precision]
    return (published - day).days > HISTORICAL_AFTER + span


def calls_for(parse: Parse, proposal: Proposal) -> bool:
    """Whether a protest is called for a day: "called a general strike for 29 March"."""
    return proposal.type == "PROTEST" and parse.lowers[proposal.trigger] in _CALLING


def _of_its_noun(parse: Parse, proposal: Proposal, found: Sequence[DateMatch]) -> DateMatch | None:
    """The day of a noun whose relative clause tells the event: "an attack in 2016 in which nine were killed"."""
    if parse.deps[proposal.trigger] != "relcl":
        return None
    for match in found:
        noun = parse.heads[match.start]
        while parse.deps[noun] in ("pobj", "prep") and parse.lowers[noun] not in _EVENTS:
            noun = parse.heads[noun]
        if (
            match.end <= proposal.trigger
            and parse.lowers[noun] in _EVENTS
            and _is_told_of(parse, noun, proposal.trigger)
        ):
            return match
    return None


def _is_of_noun(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether a date stands behind "of" and says which thing is meant: "after the attempted coup of 15 July"."""
    of = parse.heads[match.start]
    for _ in range(match.start, match.end):  # the date may itself be the root
        of = parse.heads[of] if match.start <= of < match.end else of
    noun = parse.heads[of]
    other = noun not in (proposal.trigger, proposal.core) and parse.tags[noun] in ("NN", "NNS")
    other = other and match.precision != "year"  # of which ``_depth`` decides
    return parse.lowers[of] == "of" and other and not is_time(parse, noun) and parse.lowers[noun] not in _PARTS


def _is_of_what_came_first(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether a week or month is that of what the event follows: "condemned after the indictment last week"."""
    if match.precision != "month" or not match.start:
        return False
    hung, before = parse.heads[match.end - 1], match.start - 1
    noun = hung if parse.tags[hung] in ("NN", "NNS") else before
    if noun in (proposal.trigger, proposal.core) or parse.tags[noun] not in ("NN", "NNS"):
        return False
    behind = parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] in _FOLLOWED
    return behind and not match.start <= noun < match.end


def _is_since(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether a day is that from which the event is counted: "has attacked three since the war began on 3 May"."""
    token = match.start
    for _ in range(_CLIMB):
        if token == proposal.trigger or parse.heads[token] == token:
            return False
        if parse.deps[token] == "advcl" and is_verb(parse, token):
            return any(parse.lowers[t] == "since" for t in dependents(parse, token, "mark"))
        token = parse.heads[token]
    return False


def _is_of_other(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether a day is that of another event: of what is said, or of what somebody reacts to."""
    trigger = proposal.trigger
    between = parse.lowers[min(match.end, trigger) : max(match.start, trigger)]
    words = proposal.type not in DEEDS or calls_for(parse, proposal)
    if words and not _PARTING.isdisjoint(between):
        return True
    if match.start < trigger:
        return False
    token = match.start
    for _ in range(_CLIMB):
        head = parse.heads[token]
        if token in (trigger, head):
            return False
        if parse.deps[token] == "ccomp" and parse.tags[token] in _DONE and (words or head == trigger):
            return True
        token = head
    return False


def _is_of_charge(parse: Parse, proposal: Proposal, match: DateMatch, published: date) -> bool:
    """Whether a day is that of what somebody is tried for, or speaks of today: "accuse both of killings in 2022"."""
    if proposal.type in WORDS and match.start > proposal.trigger and proposal.trigger == proposal.core:
        speaks = parse.tags[proposal.trigger] in ("VBZ", "VBP") and not auxiliaries(parse, proposal.trigger)
        if speaks and is_old(match.date, match.precision, published):
            return True
    if proposal.type not in _TRIED:
        return False
    if match.precision == "day":
        noun = parse.heads[match.end - 1]
        noun = parse.heads[noun] if noun < match.end else noun
        # "charged with obstruction during the January 6 attack"
        return noun == match.end and parse.lowers[noun] in _EVENTS and noun not in (proposal.trigger, proposal.core)
    between = (t for t in parse.children[proposal.trigger] if proposal.trigger < t < match.start)
    charges = [t for t in between if parse.deps[t] == "prep" and parse.lowers[t] in _CHARGED_WITH]
    return any(not is_time(parse, noun) for t in charges for noun in parse.children[t])


def _captioned(parse: Parse, found: Sequence[DateMatch]) -> DateMatch | None:
    """The day on which the picture was taken that a sentence describes: "In this photo taken on March 2, ..."."""
    if parse.lowers[:1] not in (["in"], ["this"], ["a"], ["the"]) or _PHOTO.isdisjoint(parse.lowers[:14]):
        return None
    return next((match for match in found if match.start < 14 and not match.attribute), None)


def _closing(parse: Parse, proposal: Proposal, found: Sequence[DateMatch]) -> DateMatch | None:
    """The full day at the end of a caption in the present: "People gather in Lima, Peru, 15 July 2018."."""
    shown = parse.tags[proposal.trigger] in _SHOWN and parse.deps[proposal.trigger] in ("ROOT", "conj")
    last = found[-1] if found and shown else None
    if last is None or last.precision != "day" or last.basis != "explicit" or not last.start:
        return None
    return last if parse.words[last.start - 1] == "," and parse.words[last.end :] in ([], ["."]) else None


def _opening(parse: Parse, found: Sequence[DateMatch]) -> DateMatch | None:
    """The date that a sentence has in front, as entries of a chronology do: "May 3: ...", "2014 - ..."."""
    for match in found[:1]:
        if match.start == 0 and parse.words[match.end : match.end + 1] in ([":"], ["-"], ["–"], ["—"], ["--"]):
            return match
    return None


def _dates(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether the year of a noun is that of the event: of its own noun, of what did it, of what it happened in."""
    own = (proposal.trigger, proposal.core)
    token = parse.heads[match.end - 1]
    for _ in range(_CLIMB):
        head = parse.heads[token]
        if token in own:
            return True
        label = parse.deps[token]
        if label in ("nsubj", "agent") and head in own:
            return proposal.type == "ASSAULT" or parse.lowers[token] in _EVENTS
        if parse.lowers[token] in _EVENTS and _is_told_of(parse, token, proposal.trigger):
            return True
        if label == "pobj" and parse.lowers[head] in ("in", "during", "amid", "at", "throughout"):
            governor = parse.heads[head]
            if token != parse.heads[match.end - 1] or (governor in own and parse.lowers[governor] in _TRYING):
                return False  # "convicted in the 1994 bombing"
            return governor in own or (is_verb(parse, governor) and _holds(parse, governor, proposal.trigger))
        if label == "pobj" and parse.lowers[head] == "by" and parse.heads[head] in own:
            return proposal.type == "ASSAULT"
        inside = label in ("compound", "nummod", "amod", "nmod", "poss") or "of" in (
            parse.lowers[token],
            parse.lowers[head],
        )
        if head == token or not inside:
            return False
        token = head
    return False


def _is_told_of(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a relative clause says what a noun's event did: "the 1994 bombing of a centre that killed nine"."""
    inside = subtree(parse, noun)
    subjects = [parse.lowers[t] for t in dependents(parse, verb, "nsubj")]
    during = any(
        parse.lowers[t] in ("in", "during") and [parse.lowers[n] for n in dependents(parse, t, "pobj")] == ["which"]
        for t in dependents(parse, verb, "prep")
    )
    told = during or subjects in (["that"], ["which"])
    return parse.deps[verb] == "relcl" and parse.heads[verb] in inside and told


def _holds(parse: Parse, verb: int, trigger: int) -> bool:
    """Whether an event is told by a noun of the verb's own clause or by a verb joined to it."""
    for clause in clauses_of(parse, trigger):
        if clause.verb == verb:
            return True
        if clause.link != "conj":
            return False
    return False


def _is_rule_of(parse: Parse, preposition: int) -> bool:
    """Whether a phrase tells under whose rule something was: "killed under the junta of 1976 to 1983"."""
    governed = parse.lowers[preposition] in ("under", "throughout")
    return governed and any(parse.lowers[t] in _RULES for t in dependents(parse, preposition, "pobj"))


def _depth(parse: Parse, proposal: Proposal, match: DateMatch) -> int:
    """How many nouns other than the event's own stand above a date: 1 in "the treaty of 1992 was signed"."""
    token, nouns = match.start, 0
    if parse.lowers[parse.heads[token]] == "between":
        return 0
    for _ in range(_CLIMB):
        head = parse.heads[token]
        if head == token or head in (proposal.trigger, proposal.core) or is_verb(parse, head):
            # "during the siege of 1992" tells when, "after the treaty of 1992" does not
            return 0 if parse.lowers[token] in ("during", "in") or _is_rule_of(parse, token) else nouns
        nouns += parse.tags[head].startswith("N") and not match.start <= head < match.end and not is_time(parse, head)
        token = head
    return nouns
