"""The day of an event, what that day rests on, and whether the event is told as done, to come or past.

The report's own day is a last resort: it holds for what a report tells as news, and where tense and clause leave the
day open it stands only as the day of the telling (basis "open"), which no row counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import subject_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.ahead import is_ahead, is_arranged_for, is_called_for
from pipelines.coding.when_where.background import is_background, of_year_before, settled, shared_day
from pipelines.coding.when_where.carried import Carried, Story, is_narrated
from pipelines.coding.when_where.clauses import auxiliaries, clauses_of, is_verb
from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.when_where.distances import anchored, days_apart, lies_days_apart
from pipelines.coding.when_where.headings import Frame
from pipelines.coding.when_where.named_days import bounds_of, dates_of
from pipelines.coding.when_where.neighbours import day_before_when
from pipelines.coding.when_where.openness import comes_in_advance, is_setting, leaves_open, only_describes
from pipelines.coding.when_where.own_days import DEEDS, WORDS, calls_for, days_named_for, is_old
from pipelines.coding.when_where.past import Past
from pipelines.coding.when_where.settings import OUTSIDE, clauses_between
from pipelines.coding.wordlists import word_list
from schemas.records import DateBasis, DatePrecision, Modality

_ANNOUNCED_PROTEST = "133"
_SPEECH = word_list("speech")
_ARRANGED = word_list("arranged")
_PERFECT = frozenset({"has", "have", "'ve"})  # "have arrested" may be of today
_PERFECT_TELLS = frozenset({"fr"})  # whose perfect is what the press tells in
_EARLY = {"early": 5, "earlier": 3}  # the last month in which "early this year" may be of late
_NEAR = 2  # sentences back
_PRONOUNS = frozenset({"he", "she", "they", "it"})
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
    own, outer = days_named_for(parse, proposal, found, published)
    own = own or day_before_when(parse, proposal, bounds_of(parse, frame.day))
    own = own or shared_day(parse, proposal, found, frame.day)
    if own is None and (apart := days_apart(parse, proposal.trigger)) is not None:
        own = _moved(outer, frame.day, apart)
    past = Past(parse, frame.day)
    old = past.marks(proposal) or (not lead and is_background(parse, proposal, found, frame.day))
    passing = only_describes(parse, proposal) or lies_days_apart(parse, proposal.trigger)
    aside = (own is None and passing) or comes_in_advance(parse, proposal.trigger)
    if aside:
        own = outer = None
    day = own or (outer if outer is None or not old or is_old(outer.date, outer.precision, published) else None)
    near = own or (outer if proposal.nominal else None)  # "on the talks with Park on Monday"
    arranged = near is not None and is_arranged_for(parse, proposal, near, frame.day)
    called = day is not None and is_called_for(parse, proposal, day)
    if not old and (is_ahead(parse, proposal) or arranged or called):
        set_day = day if called else near if arranged else own
        return _planned(set_day and _yet_to_come(set_day, frame.day), frame)
    if day is None and not is_setting(parse, proposal.trigger):
        dated = not (old or aside)
        dated = dated or (frame.heading is not None and is_old(frame.heading.date, frame.heading.precision, published))
        day = frame.heading if dated else None
    if day is not None and day.date > published:
        coming = _coming(parse, proposal, day, [m for m in found if m.date <= published and not m.attribute])
        if isinstance(coming, Timing):
            return coming
        day = coming
    if day is not None:
        early = day.precision == "year" and published.month > _EARLY.get(parse.lowers[day.start - 1], 12)
        late = early or is_old(day.date, day.precision, published) or (old and own is None)
        return Timing(day.date, day.precision, day.basis, _modality(proposal, late))
    if old:
        return Timing(frame.day, "day", "open", _modality(proposal, past=True))
    reacts = proposal.type in WORDS and not carried.words and _is_main(parse, proposal.trigger)
    carries = bool(carried.tenses) and not reacts
    narrated = carries and is_narrated(parse, proposal, carried.tenses)
    if narrated or aside or past.lasts(proposal) or leaves_open(parse, proposal, lead):
        return Timing(frame.day, "day", "open", _modality(proposal, past=narrated))
    plain = parse.language in _PERFECT_TELLS or _PERFECT.isdisjoint(auxiliaries(parse, proposal.trigger))
    of_story = story is not None and (proposal.type in DEEDS or _goes_on_with(parse, proposal, story))
    if story is not None and of_story and plain and _is_done(parse, proposal):
        return Timing(story.day.date, "day", "relative", _modality(proposal, past=False))
    late = is_old(frame.day, "day", published)
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


def _coming(parse: Parse, proposal: Proposal, day: DateMatch, before: Sequence[DateMatch]) -> Timing | DateMatch | None:
    """What becomes of an event whose day lies ahead.

    What is done cannot lie ahead, and what somebody says of the future is said now: both are of the day that they name
    besides, else of the report's. Only what is told as coming and said by nobody keeps its day.
    """
    spoken = proposal.deed is not None or is_verb(parse, proposal.trigger)
    said = spoken and not calls_for(parse, proposal) and _is_said(parse, proposal)
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
    """Whether the tense of an event's own verb, or of the one that it goes with, makes it a fact."""
    trigger = proposal.trigger
    if parse.tags[trigger] == "VBG" and parse.deps[trigger] in ("advcl", "conj"):  # "charged the crowd, detaining 13"
        trigger = next((t for t in _above(parse, trigger) if parse.tags[t] == "VBD"), trigger)
    if proposal.deed is not None or not is_verb(parse, trigger) or proposal.cameo == _ANNOUNCED_PROTEST:
        return False
    if calls_for(parse, proposal):
        return False
    helpers = {parse.lowers[t] for t in parse.children[trigger] if parse.deps[t] in ("aux", "auxpass")}
    if parse.tags[trigger] == "VBD" and not helpers:
        return True
    return bool(helpers & {"has", "have", "had", "was", "were"}) and not helpers & {"be", "to", "will", "would"}


def _above(parse: Parse, verb: int) -> Iterator[int]:
    """The verbs that a participle goes with, the nearest first."""
    while parse.deps[verb] in ("advcl", "conj") and parse.heads[verb] != verb:
        verb = parse.heads[verb]
        yield verb


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
