"""The parties of an event: from words of a sentence to actors with codes."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.coding.sentence.frames import (
    dependents,
    phrase,
    prepositional,
    with_conjuncts,
)
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.asides import in_full
from pipelines.coding.who.bodies import LEAGUES, POSSESSIVE, as_officer, is_officer
from pipelines.coding.who.combining import SPEAKERS, names_treaty, sponsor
from pipelines.coding.who.homes import goes_on, is_former, is_guest, may_be_local, placed_in
from pipelines.coding.who.implied import hit_by
from pipelines.coding.who.institutions import ANYBODYS, institution_in
from pipelines.coding.who.kinds import as_crowd, as_forces, as_struck, as_told, body_before
from pipelines.coding.who.lands import land_of
from pipelines.coding.who.locating import Spot, as_town, located
from pipelines.coding.who.owning import DONE_TO, holder_of, is_party, whose_thing
from pipelines.coding.who.people import is_person, is_site, may_act
from pipelines.coding.who.posts import in_post
from pipelines.coding.who.pronouns import antecedent, asked, owner_of, subjects_above
from pipelines.coding.who.references import Report, owned
from pipelines.coding.who.sharing import shared_with
from pipelines.coding.who.short_forms import coalition_in, spoken_for
from pipelines.coding.who.strangers import as_persons, named_behind, stranger_code
from pipelines.coding.who.things import HOMEGROWN, SETTLED, counted, state_of, text_of
from pipelines.coding.who.told import force_in, governments_in, office_in
from schemas import Actor

_MANY = frozenset({"they", "we", "them", "us"})
_FOR = frozenset({"for", "of"})
_NAME = 5  # words of a name that may be cut off from it
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})
_FORCEFUL = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT", "AGREE"})
_PARTS = frozenset("yard courtyard gate gates roof wall walls entrance doors door windows fence".split())
_MINISTERS = (["minister"], ["secretary"], ["chancellor"])
_FORCES, _NEAR = (("COP",),), 2
_RULERS = frozenset({"government", "regime"})
_CABINETS = frozenset({"administration", "government", "cabinet"})
_IRREGULAR = frozenset({"REB", "UAF", "IGO"})  # whose forces are no army
_COUNTERPARTS = frozenset({"counterpart", "counterparts"})
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "across", "on", "over", "around", "throughout"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a phrase stands: its sentence's ``place`` in the report, and ``home``, the country where its event is.

    ``kind`` is the type of the event, ``telling`` holds the sentences of the report that tell events, ``near`` is the
    country of what was told right before, where this event has no place; ``hit`` asks for those to whom it is done. Of
    a round-up the ``report`` is the section that the sentence stands in.
    """

    report: Report
    place: int
    home: str
    spots: Sequence[Spot] = ()
    kind: str = ""
    telling: Collection[int] = ()
    near: str = ""
    hit: bool = False


def actors_of(
    parse: Parse, tokens: Sequence[int], lexicon: ActorLexicon, on: date, scene: Scene | None = None
) -> tuple[Actor, ...]:
    """The actors at the heads ``tokens``; a pronoun stands for the speaker of its clause, or is left out.

    With ``scene`` a pronoun may also stand for the one actor of the sentence before, and "the government" belongs to
    the country that the report leaves. A phrase that names no actor itself takes the code of its apposition or of the
    first actor named inside it ("sanctions against Nigeria"); where none is, its code is empty. What can be no actor is
    left out.
    """
    lexicon = lexicon if scene is None else scene.report.actors
    found: list[Actor] = []
    for token in tokens:
        noun = antecedent(parse, token)
        actors: list[Actor] = []
        pair: tuple[Actor, ...] = ()
        if noun is not None and scene is not None:
            pair = scene.report.pair(scene.place, parse, noun, peaceful=scene.kind not in _FORCEFUL)
        if pair:
            actors = list(pair)
        elif noun is not None:
            many = noun != token and parse.lowers[token] in _MANY
            for one in with_conjuncts(parse, noun) if many else [noun]:
                actors += _actors_at(parse, one, [*found, *actors], lexicon, on, scene)
        elif scene is not None and (meant := scene.report.pronoun(scene.place, parse, asked(parse, token))) is not None:
            actors = [meant]
        found += [actor for actor in actors if all(actor.text != other.text for other in found)]
    return tuple(_as_places(found))


def _as_places(actors: Sequence[Actor]) -> Iterator[Actor]:
    """The actors, a capital in one list with another town of its country as a place: "shelled Kyiv and Kharkiv"."""
    towns = {actor.country for actor in actors if actor.country and not actor.sectors}
    for actor in actors:
        seat = actor.sectors == ("GOV",) and actor.role is None and " " not in actor.text and actor.country in towns
        yield replace(actor, code=actor.country, sectors=()) if seat else actor


def _actors_at(
    parse: Parse, noun: int, before: Sequence[Actor], lexicon: ActorLexicon, on: date, scene: Scene | None
) -> list[Actor]:
    """The actors of one phrase, told after those ``before``."""
    actors = _resolve(parse, noun, lexicon, on)
    if scene is not None:
        if scene.kind in _FORCEFUL:
            actors = [as_town(parse, noun, actor) for actor in actors]
        start, end = phrase(parse, noun)
        if not actors and (scene.kind in _JUDGING or (scene.hit and scene.kind in _FORCEFUL)):
            actors = _whose(parse, noun, lexicon, on, abroad=scene.kind not in _JUDGING)
        if not actors and scene.hit:
            actors = hit_by(parse, noun, scene.kind)
        if len(actors) == 1 and "PRP$" not in parse.tags[start:end]:
            actors = [located(parse, noun, (start, end), actors[0], scene.spots)]
        actors = [_owned(parse, noun, actor, lexicon, on, scene) for actor in actors]
        actors = [shared_with(parse, noun, actor, before) for actor in actors]
        actors = [in_post(parse, noun, actor, lambda post: _resolve(parse, post, lexicon, on)) for actor in actors]
        actors = [_placed(parse, noun, actor, scene) for actor in actors]
        if scene.kind == "ASSAULT":
            armed = as_struck if scene.hit else as_forces
            actors = [armed(parse, noun, actor) for actor in actors]
        if scene.kind == "PROTEST" and not scene.hit:
            actors = [as_crowd(parse, noun, actor) for actor in actors]
    return [in_full(parse, noun, actor) for actor in actors]


def _whose(parse: Parse, thing: int, lexicon: ActorLexicon, on: date, abroad: bool) -> list[Actor]:
    """Whose a thing is by "his" or "its": "Ruiz said that Peru backed her plan"; what is hit ``abroad`` is a state."""
    owner = next((t for t in dependents(parse, thing, "poss") if parse.tags[t] == "PRP$"), None)
    meant = None if owner is None else owner_of(parse, owner, beyond=True)
    if owner is None or meant is None or (abroad and meant == next(subjects_above(parse, owner), None)):
        return []  # "halted their advance"
    found = _resolve(parse, meant, lexicon, on)
    return found if not abroad else [state_of(actor) for actor in found if actor.country]


def unresolved(parse: Parse, tokens: Sequence[int]) -> list[int]:
    """The pronouns that ``tokens`` are, or that own them, for which their own sentence names nobody."""
    own = [owner for token in tokens for owner in (token, *dependents(parse, token, "poss"))]
    return [asked(parse, token) for token in own if antecedent(parse, token) is None]


def _owned(parse: Parse, noun: int, actor: Actor, lexicon: ActorLexicon, on: date, scene: Scene) -> Actor:
    """The actor with the country of whom "its" or "his" means: "its forces"."""
    held = counted(parse, noun)
    if not may_act(parse, held):  # "the evacuation of its staff"
        held = next((inner for word, inner in prepositional(parse, held) if word == "of"), held)
    owner = next((t for t in dependents(parse, held, "poss") if parse.tags[t] == "PRP$"), None)
    if actor.country or not actor.sectors:
        return actor
    if owner is None:
        return _of_body(parse, held, actor, scene)
    if parse.lowers[held] in _COUNTERPARTS:
        return actor  # "his counterpart in Lima" is no one of his
    meant = owner_of(parse, owner, beyond=scene.kind in _HOSTILE)
    if meant is not None:
        owners = _resolve(parse, meant, lexicon, on)
        owners = [_placed(parse, meant, one, scene) for one in owners]
    else:
        told = scene.report.pronoun(scene.place, parse, asked(parse, owner))
        owners = [] if told is None else [told]
        if not owners and is_officer(parse.lowers[held]) and (body := body_before(scene.report, scene.place)):
            owners = [body]
        if not owners and parse.lowers[held] in _CABINETS and (land := office_in(scene.report.nearby(scene.place, 1))):
            return owned(actor, land)
    irregular = next((one for one in owners if _IRREGULAR.intersection(one.sectors)), None)
    if irregular is not None and ("MIL" in actor.sectors or "IGO" in irregular.sectors):
        return replace(actor, code=irregular.code, country=irregular.country, sectors=irregular.sectors)
    if len(owners) == 1:
        actor = as_officer(parse.lowers[held], actor, owners[0], parse.lowers[owner])
        if actor.country:
            return actor
    countries = {one.country for one in owners}
    return owned(actor, countries.pop()) if len(countries) == 1 else actor


def _of_body(parse: Parse, noun: int, actor: Actor, scene: Scene) -> Actor:
    """The actor as one of the body, named before, whose it is: "the bloc's leaders", "the party's leadership"."""
    home = scene.report.home.country
    spoken = parse.lowers[noun] in SPEAKERS
    for owner in (inner for word, inner in prepositional(parse, noun) if spoken and word in _FOR):
        named, _ = scene.report.description(scene.place, parse, owner)
        if named is not None:  # "a spokesman for the group"
            return as_officer(parse.lowers[noun], actor, named, "")
    for owner in dependents(parse, noun, "poss"):
        named, countries = scene.report.description(scene.place, parse, owner)
        if named is not None and (taken := as_officer(parse.lowers[noun], actor, named, "")) is not actor:
            return taken
        if named is not None and named.code and not named.country:
            return replace(actor, code=named.code, sectors=named.sectors)
        start, end = phrase(parse, owner)
        words = parse.words[start : end - (parse.lowers[end - 1] in POSSESSIVE)]
        holder = None if countries else scene.report.bearer(scene.place, words, actor.text)
        if holder is not None and holder.country and holder.role is not None:
            return owned(actor, holder.country)  # "Mr Ali's foreign minister"
        one = {named.country} if named is not None else countries or ()
        if len(one) == 1 and (country := next(iter(one))) and (country == home or not is_person(parse, owner)):
            return owned(actor, country)
    return actor


def _in_office(parse: Parse, noun: int, actor: Actor, scene: Scene) -> Actor:
    """The actor with the office or party that the report gives a bare surname elsewhere: "Finance Minister Ruiz"."""
    start, end = phrase(parse, noun)
    told = scene.report.bearer(scene.place, parse.words[start:end], actor.text)
    fits = told is not None and _tells_office(told) and told.country in ("", actor.country)
    return owned(told, actor.country) if told is not None and fits and told.sectors != actor.sectors else actor


def _tells_office(actor: Actor) -> bool:
    """Whether an office is none that its former holders go by."""
    role = (actor.role or "").split()
    return actor.sectors[:1] != ("GOV",) or (role[-1:] in _MINISTERS and "prime" not in role)


def _placed(parse: Parse, noun: int, actor: Actor, scene: Scene) -> Actor:
    """The actor with what the report says of it: "the army" is that which was named, else that of the event's place."""
    actor = as_told(parse, noun, actor, scene.report, scene.place, "" if scene.hit else scene.kind)
    if actor.country:
        if actor.sectors == ("ELI",):
            return _in_office(parse, noun, actor, scene)
        bearer = None if actor.sectors else scene.report.namesake(scene.place, parse, noun)
        if bearer is not None:
            return bearer
        return scene.report.home.corrected(parse.words[slice(*phrase(parse, noun))], actor, scene.place)
    named, countries = scene.report.description(scene.place, parse, noun)
    if named is not None:
        return named
    if not actor.code and (land := land_of(parse, noun, scene.report, scene.place)):
        return replace(actor, code=land, country=land)
    words = parse.words[slice(*phrase(parse, noun))]
    short = scene.report.short_form(scene.place, spoken_for(words), actor.text)
    if short is not None and (short.country or not may_be_local(short)):
        return short
    if short is None and not actor.code:
        return scene.report.bearer(scene.place, words, actor.text) or actor
    actor = short or actor
    if countries is None and actor.sectors == ("MIL",) and words[0].lower() in _RULERS:  # "government forces"
        countries = governments_in(scene.report.nearby(scene.place, scene.place)) or None
    if countries is not None:
        if len(countries) == 1:
            return owned(actor, next(iter(countries)))
        return owned(actor, scene.home) if scene.home in countries and may_be_local(actor) else actor
    if actor.sectors == ("MIL",) and LEAGUES.intersection(map(str.lower, words)) and (lead := _leader(scene)):
        return owned(actor, lead)
    own, institution = institution_in(actor.text, parse.language)
    elsewhere = institution in ANYBODYS and scene.report.home.is_of_another(own, ANYBODYS[institution])
    if own and actor.sectors and not elsewhere and scene.report.allows(own, institution):
        return owned(actor, own)
    if is_former(actor) and scene.home and scene.home == scene.report.home.country:
        return placed_in(actor, scene.home)
    if not may_be_local(actor) or is_guest(parse, noun, scene.kind):
        return actor
    home = scene.home or (scene.near if scene.kind != "ACCUSE" and goes_on(parse, noun, actor) else "")
    if not home and not parse.children[noun] and actor.sectors in _FORCES:  # "Police fired", behind "a Chadian officer"
        home = force_in(scene.report.nearby(scene.place, _NEAR), actor.sectors)
    return placed_in(actor, home) if home else actor


def _leader(scene: Scene) -> str:
    """The country that leads the coalition of which a report tells."""
    return coalition_in(scene.report.sentences, scene.report.actors, date.min)


def _resolve(parse: Parse, noun: int, lexicon: ActorLexicon, on: date) -> list[Actor]:
    """The actors of a phrase; of a thing its owner or who did it, else nobody."""
    start, end = phrase(parse, noun)
    end = max(end, _name_end(parse, start, noun, end, lexicon, on))
    acts = may_act(parse, noun)
    if not acts and parse.lowers[noun] in DONE_TO:
        agent = next((n for p, n in prepositional(parse, noun) if p == "by" and is_party(parse, n)), None)
        if agent is not None:
            return _resolve(parse, agent, lexicon, on)
        end = min((p for p in dependents(parse, noun, "prep") if noun < p and parse.lowers[p] == "of"), default=end)
    plain = not acts and parse.lowers[noun] not in DONE_TO
    several = [t for p, n in prepositional(parse, noun) if p == "of" for t in with_conjuncts(parse, n)] if plain else []
    if len(several) > 1 and all(may_act(parse, token) for token in several):  # "tests of teachers and police"
        return [one for token in several for one in _resolve(parse, token, lexicon, on)]
    whole = next((n for p, n in prepositional(parse, noun) if p == "of"), None) if plain else None
    if whole is not None and parse.lowers[noun] in _PARTS and (behind := _resolve(parse, whole, lexicon, on)):
        return behind
    actors = _parts(parse, start, end, noun, lexicon, on)
    text = text_of(parse, start, end)
    if actors and not acts and parse.lowers[noun] in SETTLED:
        actors = [replace(one, code=one.country, sectors=(), role=None) if one.country else one for one in actors]
    if actors:
        if len(actors) == 1:
            actors = [_described(parse, noun, actors[0], lexicon, on)]
        return [as_persons(parse, noun, one) for one in actors]
    split = [] if acts else [n for p, n in prepositional(parse, noun) if p == "between"]
    if split and dependents(parse, split[0], "conj"):  # "a treaty between Chad and Niger"
        return [one for party in with_conjuncts(parse, split[0]) for one in _resolve(parse, party, lexicon, on)]
    for aside in (t for first in dependents(parse, noun, "appos") for t in with_conjuncts(parse, first)):
        first, last = phrase(parse, aside)
        actor = lexicon.resolve(parse.words[first:last], aside - first, on, text, acts)
        if actor is not None:
            return [as_persons(parse, noun, actor)]
    agent = None if acts else next((n for p, n in prepositional(parse, noun) if p == "by" and is_party(parse, n)), None)
    if agent is not None:
        return _resolve(parse, agent, lexicon, on)
    if not acts:
        end = min((p for p in dependents(parse, noun, "prep") if noun < p and parse.lowers[p] in _WHERE), default=end)
    words = parse.words[start:end]
    matches = lexicon.find(words, on)
    for named in matches:
        if (
            named.country
            and not names_treaty(words, named, min(noun - start, len(words) - 1))
            and not sponsor(words, named)
        ):
            held = None if acts else holder_of(parse, start + named.start, noun)
            if held is not None:
                return [one for token in with_conjuncts(parse, held) for one in _resolve(parse, token, lexicon, on)]
            governing = any(m.kind == "role" and m.start == named.end for m in matches)
            where = named.kind == "city" and not governing  # where something is, not its government
            sectors = () if where else named.sectors
            code = named.country + "".join(sectors)
            return [
                as_persons(
                    parse, noun, Actor(text=text, code=code, country=named.country, sectors=sectors, role=named.role)
                )
            ]
    if acts:
        code = stranger_code(parse, noun)
        country, sector = code[:-3], code[-3:]
        return [Actor(text=text, code=code, country=country, sectors=(sector,) if sector else ())]
    owner = whose_thing(parse, noun)
    owners = [] if owner is None else with_conjuncts(parse, owner)
    return [one for token in owners for one in _resolve(parse, token, lexicon, on)]


def _name_end(parse: Parse, start: int, noun: int, end: int, lexicon: ActorLexicon, on: date) -> int:
    """Where the name that a phrase begins ends, which the parser cut: "Reporters Without Borders"."""
    if parse.lowers[end : end + 1] not in (["to"], ["without"], ["for"]) or not parse.words[noun][:1].isupper():
        return end
    named = lexicon.find(parse.words[start : end + _NAME], on)
    return next((start + m.end for m in named if m.start <= noun - start < m.end), end)


def _described(parse: Parse, noun: int, actor: Actor, lexicon: ActorLexicon, on: date) -> Actor:
    """A stranger with a country by the calling that follows the name: "Omar Said, a student leader, in Khartoum"."""
    if not actor.country and may_act(parse, noun) and (bearer := named_behind(parse, noun, lexicon, on)) is not None:
        return replace(bearer, text=actor.text)
    told = () if actor.sectors or not parse.tags[noun].startswith("NNP") else dependents(parse, noun, "appos")
    if not told or lexicon.find(parse.words[noun : noun + 1], on):
        return actor
    first, last = phrase(parse, told[0])
    calling = lexicon.resolve(parse.words[first:last], told[0] - first, on)
    if calling is None:
        return actor
    where = not any(m.country for m in lexicon.find(parse.words[phrase(parse, noun)[0] : first], on))
    country = calling.country if calling.country and where else actor.country  # "an Indian envoy, in Khartoum"
    if calling.country not in ("", country):
        return actor
    return replace(calling, text=actor.text, code=country + "".join(calling.sectors), country=country)


def _parts(parse: Parse, start: int, end: int, noun: int, lexicon: ActorLexicon, on: date) -> list[Actor]:
    """The actors of the phrase between two tokens: several where several countries share its head."""
    last = end
    if (mine := next((t for t in range(start, end) if parse.tags[t] == "PRP$"), None)) is not None:
        end = next((t for t in range(mine, end) if parse.lowers[t] in _WHERE and t > noun), end)  # not whose, but where
    noun = min(counted(parse, noun), end - 1)
    acts = may_act(parse, noun) or is_site(parse, noun) or parse.lowers[noun] in HOMEGROWN
    return [
        Actor(
            text=text_of(parse, start + part.start, last if start + part.end == end else start + part.end),
            code=part.country + "".join(part.sectors),
            country=part.country,
            sectors=part.sectors,
            role=part.role,
        )
        for part in lexicon.resolve_each(parse.words[start:end], noun - start, on, acts)
    ]
