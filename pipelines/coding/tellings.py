"""From the events found in the sentences of one document to the records of them."""

import re
from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Self

from pipelines import identity
from pipelines.coding.answered import answered
from pipelines.coding.event.compositions import Compositions
from pipelines.coding.event.contexts import Contexts
from pipelines.coding.event.harmed import harmed, is_scene
from pipelines.coding.event.ontology import Ontology
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import BARE, ENGLISH
from pipelines.coding.joining import Told, joined
from pipelines.coding.sentence.datelines import dateline_end
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.settling import Settling
from pipelines.coding.titles import dated
from pipelines.coding.tolls import only_harms, with_tolls, with_untold
from pipelines.coding.when_where.carried import Carried, goes_on, story_day
from pipelines.coding.when_where.counts import counts_of
from pipelines.coding.when_where.headings import Frame, frames_of
from pipelines.coding.when_where.places import Gazetteer, PlaceMatch
from pipelines.coding.when_where.retrospects import of_the_past
from pipelines.coding.when_where.settings import event_place, is_decreed, names_unknown_place, war_of, without_route
from pipelines.coding.when_where.timing import Timing, time_of
from pipelines.coding.when_where.undated import settled_days
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.belonging import at_last
from pipelines.coding.who.by_deed import by_their_deeds
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.who.hit import (
    as_civil,
    as_in_office,
    as_those_there,
    owners,
    those_hit,
    with_included,
    without_own_ground,
)
from pipelines.coding.who.homes import (
    at_home,
    facing,
    fought_at_home,
    held_by,
    other_side,
    own_rulers,
    unplaced,
    without_own_places,
)
from pipelines.coding.who.implied import implied_by, is_lifted
from pipelines.coding.who.locating import spots_in
from pipelines.coding.who.marched import against_rulers
from pipelines.coding.who.parties import Scene, actors_of
from pipelines.coding.who.quoting import announcer
from pipelines.coding.who.references import Report
from pipelines.coding.who.ruled import bound
from pipelines.coding.who.things import are_things, blamed_in, matters_of, struck_in
from pipelines.coding.who.unsaid import with_targets
from pipelines.coding.wordlists import word_list
from schemas import Actor, Coder, Counts, Place, Telling

_SPOKEN = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST", "ACCUSE", "SUPPORT", "CONCEDE"})
_WORD = re.compile(r"[^\W_]+")
_NEAR = 2  # sentences back to the place that what is done there by locals goes on at
_LEAD = 3  # sentences at the top of a report, its headline among them, whose present tense tells news
_PLACED = frozenset({"ASSAULT", "PROTEST"})
_FAILING = frozenset({"fail", "fails", "failed", "failing"})  # "A and B failed to agree on": with each other
_CHARGING = frozenset({"allege", "arrest", "convict", "troops"})
_SENDING = frozenset({"GOV", "MIL"})
_THREATENING = frozenset({"GOV", "MIL", "COP", "REB", "UAF"})
_PUNISHED = word_list("harmed") | {"crushed", "punished", "annihilated"}  # "looters would be shot, the army said"
_ARMED_MODES = frozenset("aerial drone explosives firearms heavy-weapons suicide-attack crowd-control".split())
_COURTS = frozenset({"COP", "JUD"})  # whose own word it is that somebody was held or charged
_STRUCK = frozenset({"ASSAULT", "COERCE"})  # done by locals to their own place, if nobody else is named
_RECIPROCAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with its events and their confidences; ``offset`` is where it starts in its document, as ``place``."""

    parse: Parse
    place: int
    offset: int
    named: Sequence[ActorMatch]
    judged: Sequence[tuple[Proposal, float]]


class Teller:
    """Fills in what a proposal leaves open: parties, day, place, numbers and codes."""

    def __init__(
        self,
        ontology: Ontology,
        compositions: Compositions,
        actors: ActorLexicon,
        gazetteer: Gazetteer,
        contexts: Contexts,
        coder: Coder,
        settling: Settling,
    ) -> None:
        self._settling = settling
        self._ontology = ontology
        self._compositions = compositions
        self._actors = actors
        self._gazetteer = gazetteer
        self._contexts = contexts
        self._coder = coder

    def settled_by(self, settling: Settling) -> Self:
        """The same teller with other choices of what rules leave open."""
        other = copy(self)
        other._settling = settling
        return other

    def tell(
        self, sentences: Sequence[Found], report: Report, published: date, check: Callable[[], None]
    ) -> list[list[Telling]]:
        """The records of the events of each sentence of one document; an event without any actor gives none.

        ``check`` is called for each sentence, and may raise.
        """
        matches = [self._places(found) for found in sentences]
        clear = [
            named.country
            for found, places in zip(sentences, matches, strict=True)
            for named in found.named
            if len(named.country) == 3 and not _has_namesakes(named, places)
        ]
        settled, mentioned = self._gazetteer.settle(matches, clear), frozenset(clear)
        telling = frozenset(found.place for found in sentences)
        frames = frames_of(report.sentences, published) if sentences else []
        told: list[Told] = []
        for found, places, meant in zip(sentences, matches, settled, strict=True):
            check()
            setting = _setting(told, found.place)
            told += self._tell_sentence(
                found, report, published, frames[found.place], places, meant, mentioned, telling, setting
            )
        kept: dict[int, list[Telling]] = {}
        busy = {f.place for f in sentences if not all(only_harms(f.parse, proposal) for proposal, _ in f.judged)}
        told = with_tolls(answered(joined(dated(told, report.sentences, published))), report.sentences, busy)
        told = against_rulers(with_targets(self._settling.target, told, report), report)
        told = of_the_past(told, report.sentences, published)
        for one in by_their_deeds(settled_days(self._settling.day, told, report.sentences, published)):
            kept.setdefault(one.place, []).append(one.telling)
        return [kept.get(found.place, []) for found in sentences]

    def _places(self, found: Found) -> list[PlaceMatch]:
        """The places of a sentence, without what is only part of a body's name: the second word of "Lok Sabha"."""
        bodies = [m for m in found.named if m.end - m.start > 1 and m.kind not in ("city", "region", "state")]
        places = self._gazetteer.find(found.parse.printed or found.parse.words)
        return [p for p in places if not any(m.start < p.start and p.end <= m.end for m in bodies)]

    def _tell_sentence(
        self,
        found: Found,
        report: Report,
        published: date,
        frame: Frame,
        places: Sequence[PlaceMatch],
        meant: Sequence[Place],
        named: Collection[str],
        telling_at: Collection[int],
        setting: str,
    ) -> list[Told]:
        told: list[Told] = []
        untold: list[Counts] = []
        section = report.at(found.place)
        spots = tuple(spots_in(found.parse, found.named, places, meant, named))
        lead = found.place < _LEAD
        carries = not lead and found.parse.language == ENGLISH
        carried = goes_on(report.sentences, found.place, published) if carries else Carried()
        story = story_day(report.sentences, found.place, published, found.parse.language)
        stated = counts_of(found.parse, [proposal for proposal, _ in found.judged])
        for (proposal, confidence), counts in zip(found.judged, stated, strict=True):
            match = event_place(found.parse, proposal, places)
            proposal = without_route(found.parse, proposal)
            place = None if match is None else meant[places.index(match)]
            struck = proposal.type in _STRUCK or proposal.mode == "resign" or is_lifted(found.parse, proposal)
            struck = struck or (proposal.type == "MOBILIZE" and place is not None and place.precision != "country")
            local = place is not None and (struck or not _is_target(proposal, match))
            home = place.country if place and local else ""
            home = home if home and section.home.may_tell_of(home, found.place) else ""
            near = setting if place is None and proposal.type in _STRUCK | {"ACCUSE"} else ""
            scene = Scene(section, found.place, home, spots, proposal.type, telling_at, near)
            timing = time_of(found.parse, proposal, frame, published, lead, carried, story)
            if timing.modality == "planned":
                proposal = self.promised(proposal)
            telling = self._tell_event(found, proposal, confidence, counts, published, timing, place, scene)
            if telling is not None:
                told.append(Told(found.place, found.parse, proposal, telling))
            elif only_harms(found.parse, proposal):
                untold.append(counts)
        return with_untold(told, untold)

    def promised(self, proposal: Proposal) -> Proposal:
        """What a proposal is where it is still to come: who will meet, help or work together has agreed to."""
        promise = self._compositions.get("promise", proposal.type) if proposal.deed is None else None
        if promise is None or promise.outcome != "AGREE" or proposal.type == "AGREE":
            return proposal
        return replace(proposal, type=promise.outcome, mode=promise.label, cameo=promise.cameo, deed=promise.deed)

    def _tell_event(
        self,
        found: Found,
        proposal: Proposal,
        confidence: float,
        counts: Counts,
        published: date,
        timing: Timing,
        place: Place | None,
        scene: Scene,
    ) -> Telling | None:
        parse = found.parse
        if timing.modality == "historical" and timing.basis != "open":
            published = timing.date.replace(month=7) if timing.precision == "year" else timing.date  # in office then
        sources = self._parties(parse, proposal.sources, published, scene)
        if not sources and proposal.mode in _CHARGING:
            said = self._parties(parse, announcer(parse, proposal.trigger), published, scene)
            sure = proposal.mode in ("arrest", "troops")  # where the crime was may not be where one is charged with it
            able = _COURTS | _SENDING if proposal.mode == "troops" else _COURTS
            sources = tuple(a for a in said if able.intersection(a.sectors) and (sure or a.country_basis == "name"))
        if not sources and proposal.type == "THREATEN" and parse.lowers[proposal.trigger] in _PUNISHED:
            said = self._parties(parse, announcer(parse, proposal.trigger), published, scene)
            sources = tuple(actor for actor in said if _THREATENING.intersection(actor.sectors))
        if not sources and parse.lowers[proposal.trigger].startswith("summon"):
            said = self._parties(parse, announcer(parse, proposal.trigger), published, scene)
            sources = tuple(actor for actor in said if actor.sectors[:1] == ("GOV",))
        unsaid = () if sources else implied_by(parse, proposal, scene.home)
        sources = sources or unsaid
        targets = self._hit(parse, proposal, published, scene, sources)
        if proposal.type == "ASSAULT":
            sources = tuple(unplaced(source) for source in sources)
        if place is None:
            home = partial(scene.report.home.of, scene.place, scene.telling, self._labelled(parse))
            sent_from = partial(getattr, scene.report.home, "town")
            sources, targets = (
                at_home(sources, targets, proposal.type, home, sent_from),
                at_home(targets, sources, proposal.type, home, sent_from),
            )
        sources, targets = facing(proposal.type, sources, targets), facing(proposal.type, targets, sources)
        targets = held_by(proposal.type, proposal.mode, parse.lowers[proposal.trigger], sources, targets)
        about = partial(scene.report.home.of, scene.place, scene.telling, "", (), True)
        targets = fought_at_home(proposal.type, sources, targets, place.country if place else None, about)
        targets = tuple(target for target in targets if not any(_is_same(target, source) for source in sources))
        if parse.language != ENGLISH:
            targets = own_rulers(proposal.type, sources, targets)
        if proposal.type == "PROTEST":
            targets = tuple(target for target in targets if not target.code or target.code not in _codes(sources))
        if proposal.type == "ASSAULT" and place is not None and place.country:
            targets = struck_in(parse, proposal.targets, targets, sources, place.country)
        if proposal.type == "ASSAULT" and not (proposal.cameo or "").startswith("192"):  # territory taken
            targets = as_those_there(parse, proposal.targets, targets, place.country if place else "")
        if proposal.type == "ACCUSE" and (blamed := place.country if place else scene.near):
            targets = blamed_in(parse, proposal.targets, targets, blamed)
        targets = without_own_ground(proposal.cameo or "", parse.lowers[proposal.trigger], sources, targets)
        together = parse.lowers[proposal.trigger] in _FAILING and len(_codes(sources)) > 1
        if not targets and not together and (proposal.type == "REJECT" or proposal.mode == "boycott"):
            targets = matters_of(parse, proposal.targets)
        if place is None:
            place = self._gazetteer.at_home(proposal.type, sources, targets)
        joint = proposal.type in _RECIPROCAL and len(sources) > 1
        belong = partial(at_last, self._settling.country, kind=proposal.type, scene=scene)
        sources, targets = belong(sources, targets, proposal.type == "ASSAULT"), belong(targets, sources)
        if not any(parse.lowers[parse.heads[t]] == "on" for t in proposal.targets):  # "imposed a curfew on Basra"
            targets = without_own_places(proposal.type, proposal.mode, sources, targets)
        targets = other_side(proposal.type, joint, are_things(parse, proposal.targets), sources, targets)
        targets = targets or bound(parse, proposal.trigger, proposal.type, proposal.mode, sources)
        armed = proposal.mode in _ARMED_MODES and parse.language == ENGLISH
        if place is None and armed and not _has_actors(parse, proposal, sources, targets):
            here = about() or (scene.report.home.town if not scene.place else "")
            place = self._gazetteer.country(here)  # "there was a brief exchange of fire" is where the report is
        if place is None and is_decreed(proposal.mode, parse.language):
            place = self._gazetteer.country(about())
        somewhere = place is not None or parse.language in BARE or names_unknown_place(parse, proposal)
        bare = place is not None and (proposal.mode == "seize" or is_decreed(proposal.mode, parse.language))
        freed = is_lifted(parse, proposal) and all(source.country for source in sources)
        named = () if unsaid and not freed else sources
        if not (bare or (proposal.type in _PLACED and somewhere)) and not _has_actors(parse, proposal, named, targets):
            return None
        if place is None and (names_unknown_place(parse, proposal) or any(not target.code for target in targets)):
            place = self._gazetteer.country(war_of(proposal, sources))
        kind = self._ontology.kind(proposal.type, proposal.mode)
        cameo = proposal.cameo or kind.cameo
        start, end = parse.starts[proposal.trigger], parse.end(proposal.trigger)
        return Telling(
            event_id=identity.event_id(
                parse.text,
                trigger_start=start,
                event_date=timing.date,
                event_type=proposal.type,
                source_codes=_codes(sources),
                target_codes=_codes(targets),
            ),
            event_date=timing.date,
            date_precision=timing.precision,
            date_basis=timing.basis,
            type=proposal.type,
            mode=proposal.mode,
            contexts=self._contexts.of(parse.lowers),
            quad_class=kind.quad_class,
            score=kind.score,
            cameo_code=cameo,
            goldstein=self._ontology.goldstein(cameo),
            sources=sources,
            targets=targets,
            reciprocal=joint and not targets,
            place=place,
            modality=timing.modality,
            deed_modality=proposal.deed,
            counts=counts,
            sentence=parse.text,
            sentence_start=found.offset,
            sentence_end=found.offset + len(parse.text),
            trigger_start=found.offset + start,
            trigger_end=found.offset + end,
            coder=self._coder,
            confidence=confidence,
        )

    def _labelled(self, parse: Parse) -> str:
        """The one country that the labels before a sentence name: "2022 Kazakh protests Demonstrators gather ..."."""
        front = parse.text[: parse.starts[0]] if parse.starts else ""
        if not front or front.isspace() or dateline_end(parse.text):
            return ""
        named = {match.country for match in self._actors.find(_WORD.findall(front), date.min) if match.country}
        return named.pop() if len(named) == 1 else ""

    def _hit(
        self, parse: Parse, proposal: Proposal, published: date, scene: Scene, sources: Sequence[Actor]
    ) -> tuple[Actor, ...]:
        """The parties at the targets, the owners of what is seized, and who is named apart of those hit."""
        resolve = partial(self._parties, parse, published=published, scene=replace(scene, hit=True))
        targets = as_in_office(proposal.type, resolve(proposal.targets), partial(resolve, proposal.targets), published)
        if proposal.mode == "seize" and not any(actor.sectors and actor.country != scene.home for actor in targets):
            owning = [owner for thing in proposal.targets[:1] for owner in owners(parse, thing)]
            named = resolve(owning) if owning else ()
            mine = {"", scene.home, *(owner.country for owner in named)}
            targets = named if named and all(actor.country in mine for actor in targets) else targets
        if proposal.mode == "restrict":
            targets = as_civil(proposal.type, targets)
        targets = those_hit(proposal.type, proposal.mode, targets)
        if proposal.type == "ASSAULT":
            struck = struck_in(parse, proposal.targets, targets, sources, scene.home) if scene.home else targets
            if not any(actor.code for actor in struck) or (
                not any(actor.code for actor in targets) and all(is_scene(parse, t) for t in proposal.targets)
            ):
                targets = resolve(harmed(parse, proposal.trigger)) or targets
        return with_included(parse, proposal.type, proposal.trigger, proposal.targets, targets, resolve)

    def _parties(self, parse: Parse, tokens: Sequence[int], published: date, scene: Scene) -> tuple[Actor, ...]:
        return actors_of(parse, tokens, self._actors, published, scene)


def _is_same(actor: Actor, other: Actor) -> bool:
    """Whether two actors are one, the words of one the last of the other's: "Ruto", "President William Ruto"."""
    alike = actor.text.endswith(other.text) or other.text.endswith(actor.text)
    return actor == other or (bool(actor.code) and actor.code == other.code and actor.role == other.role and alike)


def _setting(told: Sequence[Told], place: int) -> str:
    """The country of the last event with a place, shortly before a sentence; "" where there is none."""
    for one in reversed(told):
        if place - one.place > _NEAR:
            break
        if one.telling.place:
            return one.telling.place.country
    return ""


def _has_namesakes(named: ActorMatch, places: Sequence[PlaceMatch]) -> bool:
    """Whether an actor's name is one that places of several countries bear, so that it does not say which is meant."""
    return any(place.start <= named.start < place.end and place.is_doubtful for place in places)


def _has_actors(parse: Parse, proposal: Proposal, sources: Sequence[Actor], targets: Sequence[Actor]) -> bool:
    """Whether someone acts or suffers; a word or a promise needs someone who gives it."""
    doer = any(a.code for a in sources) or any(parse.tags[t].startswith("NNP") for t in proposal.sources)
    told = sources or any(parse.tags[t].startswith("N") for t in proposal.sources)
    if proposal.type in _SPOKEN and (told or proposal.deed):
        return doer
    return doer or any(a.code for a in targets) or any(parse.tags[t].startswith("NNP") for t in proposal.targets)


def _is_target(proposal: Proposal, match: PlaceMatch | None) -> bool:
    """Whether a place is itself what the event is done to, and so says nothing of who does it."""
    return match is not None and any(match.start <= target < match.end for target in proposal.targets)


def _codes(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.code for actor in actors if actor.code]
