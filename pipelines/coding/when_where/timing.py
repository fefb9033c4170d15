"""The day of an event, what that day rests on, and whether the event is told as done, to come or past.

The report's own day is a last resort: it holds for what a report tells as news, and where tense and clause leave the
day open it stands only as the day of the telling (basis "open"), which no row counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import dependents, is_time, subject_of, subtree
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.ahead import is_ahead, is_arranged_for
from pipelines.coding.when_where.background import is_background, of_year_before, settled, shared_day
from pipelines.coding.when_where.carried import Carried, Story, is_narrated
from pipelines.coding.when_where.clauses import auxiliaries, clauses_of, is_verb
from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.when_where.distances import anchored, days_apart
from pipelines.coding.when_where.headings import Frame
from pipelines.coding.when_where.named_days import bounds_of, dates_of
from pipelines.coding.when_where.neighbours import day_before_when, next_to
from pipelines.coding.when_where.openness import leaves_open, only_describes
from pipelines.coding.when_where.past import Past
from pipelines.coding.when_where.settings import OUTSIDE, clauses_between, is_aside
from pipelines.coding.wordlists import word_list
from schemas.records import DateBasis, DatePrecision, Modality

HISTORICAL_AFTER = 7  # days before the report's own
# Days that may have passed since the first of a coarse date.
_SPANS: dict[DatePrecision, int] = {"day": 0, "month": 30, "year": 365}
_ANNOUNCED_PROTEST = "133"
_SPEECH = word_list("speech")
_ARRANGED = word_list("arranged")
_CALLING = word_list("calling")
_PHOTO = frozenset("photo photograph picture image handout footage video still frame grab photos pictures".split())
_TRIED = frozenset({"COERCE", "SANCTION", "ACCUSE"})
_CHARGED_WITH = frozenset({"for", "over", "of", "with"})
_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "AID"})  # with the story's day
_WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT"})  # what is said of old deeds is mostly said now
_PERFECT = frozenset({"has", "have", "'ve"})
_EVENTS = word_list("means") | word_list("attacks") | word_list("long_doers") | word_list("upheavals")
_RULES = word_list("rules")
_PARTING = frozenset({":", ";", "after", "because"})
_DONE = frozenset({"VBD", "VBN"})
_PARTS = frozenset("eve start end beginning middle wake".split())
_EARLY = {"early": 5, "earlier": 3}  # the last month in which "early this year" may be of late
_NEAR = 2  # sentences back
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_CLIMB = 12
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Timing:
    """When an event took place, and how sure that is."""

    date: date
    precision: DatePrecision
    basis: DateBasis
    modality: Modality


def time_of(
    parse: Parse,
    proposal: Proposal,
    frame: Frame,
    published: date,
    lead: bool,
    carried: Carried = Carried(),  # noqa: B008  it never changes
    story: Story | None = None,
) -> Timing:
    """The time of an event in a sentence that is told from ``frame``.

    ``lead`` where it opens its report, ``carried``: how it goes on with an old day that was named before;
    ``story``: the recent day of which the sentences before tell.
    """
    named = anchored(dates_of(parse, frame.day), story and story.day.date, frame.day)
    found = settled(parse, named, frame.day)
    own, outer = _named_days(parse, proposal, found, published)
    own = own or day_before_when(parse, proposal, bounds_of(parse, frame.day))
    own = own or shared_day(parse, proposal, found, frame.day)
    if own is None and (apart := days_apart(parse, proposal.trigger)) is not None:
        own = _moved(outer, frame.day, apart)
    past = Past(parse, frame.day)
    old = past.marks(proposal) or (not lead and is_background(parse, proposal, found, frame.day))
    aside = own is None and only_describes(parse, proposal)
    if aside:
        outer = None
    day = own or (outer if outer is None or not old or _is_old(outer.date, outer.precision, published) else None)
    if not old and (
        is_ahead(parse, proposal) or (own is not None and is_arranged_for(parse, proposal, own, frame.day))
    ):
        return _planned(own and _yet_to_come(own, frame.day), frame)
    if day is None and not old:
        day = frame.heading
    if day is not None and day.date > published:
        coming = _coming(parse, proposal, day, [m for m in found if m.date <= published and not m.attribute])
        if isinstance(coming, Timing):
            return coming
        day = coming
    if day is not None:
        early = day.precision == "year" and published.month > _EARLY.get(parse.lowers[day.start - 1], 12)
        late = early or _is_old(day.date, day.precision, published) or (old and own is None)
        return Timing(day.date, day.precision, day.basis, _modality(proposal, late))
    if old:
        return Timing(frame.day, "day", "open", _modality(proposal, past=True))
    reacts = proposal.type in _WORDS and not carried.words and _is_main(parse, proposal.trigger)
    carries = bool(carried.tenses) and not reacts
    narrated = carries and is_narrated(parse, proposal, carried.tenses)
    if narrated or aside or past.lasts(proposal) or leaves_open(parse, proposal, lead):
        return Timing(frame.day, "day", "open", _modality(proposal, past=narrated))
    plain = _PERFECT.isdisjoint(auxiliaries(parse, proposal.trigger))  # "have arrested" may be of today
    of_story = story is not None and (proposal.type in _DEEDS or _goes_on_with(parse, proposal, story))
    if story is not None and of_story and plain and _is_done(parse, proposal):
        return Timing(story.day.date, "day", "relative", _modality(proposal, past=False))
    late = _is_old(frame.day, "day", published)
    return Timing(frame.day, "day", "report" if frame.day == published else "explicit", _modality(proposal, late))


def _goes_on_with(parse: Parse, proposal: Proposal, story: Story) -> bool:
    """Whether somebody known goes on: "The president met the family on Tuesday. He also received bishops."."""
    subject = subject_of(parse, proposal.trigger)
    return story.back <= _NEAR and subject is not None and parse.lowers[subject] in _PRONOUNS


def _is_main(parse: Parse, verb: int) -> bool:
    """Whether a verb is one of those that its sentence is built on."""
    return all(clause.link in ("ROOT", "conj", "ccomp") for clause in clauses_of(parse, verb))


def _moved(outer: DateMatch | None, told: date, days: int) -> DateMatch:
    """The day so many days from that of the clause around: "two days after gunmen stormed a bus, soldiers ..."."""
    day = outer.date if outer is not None and outer.precision == "day" else told
    return DateMatch(0, 0, day + timedelta(days=days), "day", "relative")


def _planned(day: DateMatch | None, frame: Frame) -> Timing:
    """The time of what is told as coming, on a day that is named or left open."""
    if day is None:
        return Timing(frame.day, "day", "open", "planned")
    return Timing(day.date, day.precision, day.basis, "planned")


def _yet_to_come(day: DateMatch, told: date) -> DateMatch | None:
    """The day of what is ahead: a weekday is the next one; a day before the telling is another event's."""
    if day.date >= told:
        return day
    weekday = day.basis == "relative" and day.precision == "day" and told - day.date < _WEEK
    return replace(day, date=day.date + _WEEK) if weekday else None


def _modality(proposal: Proposal, past: bool) -> Modality:
    if proposal.negated:
        return "denied"
    return "historical" if past else "asserted"


def _is_old(day: date, precision: DatePrecision, published: date) -> bool:
    """Whether a day, or the better part of a month or year that is over, lies longer back than is news."""
    over = {"day": False, "month": day.day == 1 and day.month != published.month, "year": day.year < published.year}
    span = _SPANS[precision] // 2 if over[precision] else _SPANS[precision]
    return (published - day).days > HISTORICAL_AFTER + span


def _coming(parse: Parse, proposal: Proposal, day: DateMatch, before: Sequence[DateMatch]) -> Timing | DateMatch | None:
    """What becomes of an event whose day lies ahead.

    What is done cannot lie ahead, and what somebody says of the future is said now: both are of the day that they name
    besides, else of the report's. Only what is told as coming and said by nobody keeps its day.
    """
    spoken = proposal.deed is not None or is_verb(parse, proposal.trigger)
    said = spoken and not _calls(parse, proposal) and _is_said(parse, proposal)
    if _is_done(parse, proposal) or said:
        ranked = [(clauses_between(parse, proposal, m.start, m.end), m.start, m) for m in before]
        named = min((item for item in ranked if item[0] < OUTSIDE), default=(0, 0, None))[2]
        return named or _year_before(parse, proposal, day)
    modality: Modality = "denied" if proposal.negated else "planned"
    return Timing(day.date, day.precision, day.basis, modality)


def _year_before(parse: Parse, proposal: Proposal, day: DateMatch) -> DateMatch | None:
    """The day of the year before where what is done is told "on" a day without a year that is still to come."""
    own = parse.heads[max(day.start - 1, 0)] == proposal.trigger
    return of_year_before(parse, day) if own and proposal.deed is None else None


def _is_done(parse: Parse, proposal: Proposal) -> bool:
    """Whether the tense of an event's own verb makes it a fact."""
    trigger = proposal.trigger
    if proposal.deed is not None or not is_verb(parse, trigger) or proposal.cameo == _ANNOUNCED_PROTEST:
        return False
    if _calls(parse, proposal):
        return False
    helpers = {parse.lowers[t] for t in parse.children[trigger] if parse.deps[t] in ("aux", "auxpass")}
    if parse.tags[trigger] == "VBD" and not helpers:
        return True
    return bool(helpers & {"has", "have", "had", "was", "were"}) and not helpers & {"be", "to", "will", "would"}


def _calls(parse: Parse, proposal: Proposal) -> bool:
    """Whether a protest is called for a day: "called a general strike for 29 March"."""
    return proposal.type == "PROTEST" and parse.lowers[proposal.trigger] in _CALLING


def _is_said(parse: Parse, proposal: Proposal) -> bool:
    """Whether somebody announces a coming deed: by a verb of speech or by the word that makes it a promise."""
    if proposal.trigger != proposal.core:
        return parse.lowers[proposal.trigger] not in _ARRANGED
    for clause in clauses_of(parse, proposal.trigger):
        if clause.link == "ccomp" and parse.lowers[clause.above] in _SPEECH:
            return True
        if any(
            parse.deps[t] in ("parataxis", "ccomp") and parse.lowers[t] in _SPEECH for t in parse.children[clause.verb]
        ):
            return True
    return False


def _named_days(
    parse: Parse, proposal: Proposal, found: Sequence[DateMatch], published: date
) -> tuple[DateMatch | None, DateMatch | None]:
    """The day named in the clause of the event, and the one in a clause that holds it."""
    if (taken := _captioned(parse, found)) is not None:
        return taken, None
    plain = [match for match in found if not match.attribute and not _is_of_charge(parse, proposal, match, published)]
    if (taken := _of_its_noun(parse, proposal, plain) or next_to(parse, proposal, plain)) is not None:
        return taken, None
    plain = [match for match in plain if not _is_of_noun(parse, proposal, match)]
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
        stated = proposal.type in _WORDS and ":" in parse.words[proposal.trigger : best[3].start]
        stated = stated or (best[3].apart is not None and not is_verb(parse, proposal.trigger))
        return None, None if stated else best[3]
    sole = plain[0] if len(plain) == 1 and plain[0].precision == "day" and plain[0].apart is None else None
    if sole is None or is_aside(parse, sole.start) or _is_of_other(parse, proposal, sole):
        return None, None
    return None, sole


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


def _is_of_other(parse: Parse, proposal: Proposal, match: DateMatch) -> bool:
    """Whether a day is that of another event: of what is said, or of what somebody reacts to."""
    trigger = proposal.trigger
    between = parse.lowers[min(match.end, trigger) : max(match.start, trigger)]
    words = proposal.type not in _DEEDS or _calls(parse, proposal)
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
    if proposal.type in _WORDS and match.start > proposal.trigger and proposal.trigger == proposal.core:
        speaks = parse.tags[proposal.trigger] in ("VBZ", "VBP") and not auxiliaries(parse, proposal.trigger)
        if speaks and _is_old(match.date, match.precision, published):
            return True
    if proposal.type not in _TRIED or match.precision == "day":
        return False
    between = (t for t in parse.children[proposal.trigger] if proposal.trigger < t < match.start)
    charges = [t for t in between if parse.deps[t] == "prep" and parse.lowers[t] in _CHARGED_WITH]
    return any(not is_time(parse, noun) for t in charges for noun in parse.children[t])


def _captioned(parse: Parse, found: Sequence[DateMatch]) -> DateMatch | None:
    """The day on which the picture was taken that a sentence describes: "In this photo taken on March 2, ..."."""
    if parse.lowers[:1] not in (["in"], ["this"], ["a"], ["the"]) or _PHOTO.isdisjoint(parse.lowers[:14]):
        return None
    return next((match for match in found if match.start < 14 and not match.attribute), None)


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
        if label == "pobj" and parse.lowers[head] in ("in", "during", "amid", "at", "throughout"):
            governor = parse.heads[head]
            if token != parse.heads[match.end - 1]:
                return False
            return governor in own or (is_verb(parse, governor) and _holds(parse, governor, proposal.trigger))
        if label == "pobj" and parse.lowers[head] == "by" and parse.heads[head] in own:
            return proposal.type == "ASSAULT"
        if parse.lowers[token] in _EVENTS and _is_told_of(parse, token, proposal.trigger):
            return True
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
