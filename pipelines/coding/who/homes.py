"""Whose an actor is that its own words leave open: of the place of its event, or of the one country of the report."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from pipelines.coding.sentence.frames import is_time
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.bodies import FORMER, LEAGUES, is_association
from pipelines.coding.who.crowds import is_crowd
from pipelines.coding.who.ruled import as_people, fellow, held_by_name, people_under
from pipelines.coding.who.shared_names import has_one
from pipelines.coding.wordlists import unmarked, word_list
from schemas import Actor

_OFFICES = [[word] for word in word_list("foreign_offices")]
_ABROAD = unmarked("abroad")  # who is mostly in a country that is not theirs: envoys, peacekeepers, tourists
_AT_HOME = frozenset("GOV ELI MIL COP JUD LEG SPY OPP CVL PTY REB LAB EDU JRN AGR MED REL".split())
_ONE_COUNTRYS = _AT_HOME | {"BUS", "UAF", "CRM"}
_WORLDLY = frozenset(
    "the both two leader leaders chief chiefs heads world western allied".split()
)  # of several countries
_UPROOTED = "displaced"  # who fled within their own country
_ABROAD_TOO = frozenset({"GOV", "MIL", "SPY", "ELI"})  # those of one country that deal with another
_WITHIN = frozenset({"REB", "OPP"})  # whose other side is their own government
# What is done to one's own people is done to somebody of them, not to the country.
_OUTWARD = frozenset({"COERCE", "SANCTION", "AGREE", "COOPERATE"})
_LENT = frozenset({"forces", "troops", "fighters", "units", "force"})  # "Russian-backed forces" are no state's army
_STREET = frozenset({"COP", "OPP", "CVL", "CRM"})
_TOWN = frozenset({"COP", "JUD"})
_FOES = frozenset({"war", "hostage", "hostages", "captive", "captives", "pows", "foreigners", "tourists"})
_ELSE = frozenset({"other", "another", "foreign"})
_STRANGE = word_list("strange")  # who is told apart from those at home: "a rival army", "neighbouring police"
_PARLIAMENTARY = word_list("parliamentary")  # what a country that a president governs without a premier lacks
_CHAMBERS = frozenset({"chamber", "chambers"})  # of commerce, at home though they have names
_SENATORS = frozenset({"senator", "senators", "sen.", "sens.", "senate"})
# Of the countries on the other side, whether only a sure one will do, and whether it is a government's.
HomeOf = Callable[[Collection[str], bool, bool], str]
_SEATS = ("palace", "residence")
_WITHOUT_PREMIER = frozenset({"USA"})
_SENDING = frozenset({"AID", "AGREE", "COOPERATE", "MOBILIZE"})
_SENT = frozenset({"MIL", "COP", "MED", "SPY", "LAB"})  # who or what a country sends another: "twenty nurses"
_MEETING = word_list("meeting")  # several of whom mostly are of several countries
_ARMED = frozenset({"MIL", "SPY", "REB"})  # whom reports tell of in countries that are not theirs
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "around"})
_VISITED = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})  # done by guests of the place as often as not

_ENVOYS = unmarked("envoys")
_CALLING_IN = frozenset({"ACCUSE", "SANCTION"})  # done to the envoys of the other side
_SMALL_TRADE = word_list("small_trade")  # firms of one or few, who are at home where they are told of
_ORGANS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})
_FORCES = frozenset({"MIL", "COP", "GOV"})
_GOVERNING = (("GOV",), ("LEG",))
_STRUGGLES = frozenset({"ASSAULT", "COERCE"})
_GROUND = word_list("settled") | frozenset("the of and in capital province provinces prefecture prefectures".split())
_LOCAL_RULERS = unmarked("local_rulers")
_DECREED = frozenset({"martial-law", "curfew"})
_HOLDING = frozenset({"COP", "JUD"})
_CUSTODY = frozenset({"arrest", "convict"})
_ENFORCING = (("COP",), ("JUD",))
_RULING = frozenset({"CONCEDE", "REQUEST", "COERCE"})
_JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_GOVERNORS = (("GOV",), ("ELI",), ("PTY",), ("LEG",))
_DISMISSING = word_list("dismissing")
_SERVING = frozenset({"GOV", "COP", "MIL", "JUD", "SPY", "LEG", "ELI"})
_PUBLIC = frozenset({"JRN", "LEG", "JUD", "PTY"})  # whom those who govern speak of at home
_RULED = frozenset({"BUS", "COP", "CVL", "EDU", "MED", "REL", "LAB"})
_GUESTS = frozenset("foreign overseas foreigners travelers travellers visitors migrants refugees passengers".split())
_STATE = ((), ("GOV",))
_HELD = frozenset(
    "CVL ELI OPP JRN EDU LAB REL MED PTY LEG UAF CRM REB BUS GOV JUD COP".split()
)  # captives of war aside, whom a state puts on trial is its own
_SET_FREE = frozenset({"OPP", "LEG", "PTY", "EDU", "LAB", "REL"})  # "released 30 political prisoners"
_ARMED_OR_CROWD = frozenset({"REB", "OPP"})
_TALKED = _VISITED | {"RETREAT", "CONCEDE"}
_OWN_RULERS = frozenset({"PROTEST", "SANCTION"})  # a minister without a country is dismissed by his own
_SAID = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})


def may_be_local(actor: Actor) -> bool:
    """Whether an actor without a country is of a kind that mostly is of the country where it acts."""
    words = _words(actor)
    small = (actor.sectors == ("BUS",) and words[-1] in _SMALL_TRADE) or _UPROOTED in words
    if actor.country or (_AT_HOME.isdisjoint(actor.sectors) and not small):
        return False
    if actor.sectors == ("ELI",) and _WORLDLY.issuperset(words):
        return False
    return _ABROAD.isdisjoint(words) and not _is_lent(actor)


def may_be_of_the_report(actor: Actor, others: Sequence[Actor], kind: str) -> bool:
    """Whether an actor whose words name no country is of a kind that has one, and neither a guest nor several's."""
    words = _words(actor)
    named = bool(actor.country) and actor.country_basis == "name"
    if (
        named
        or (_ONE_COUNTRYS.isdisjoint(actor.sectors[:1]) and _UPROOTED not in words and not is_association(actor))
        or not (_ABROAD | _STRANGE | _GUESTS).isdisjoint(words)
    ):
        return False
    several = (words[-1] in _MEETING and kind in _VISITED) or words[:2] == ["the", "two"]
    sent = kind in _SENDING and not _SENT.isdisjoint(actor.sectors) and any(other.country for other in others)
    anybodys = actor.sectors == ("BUS",) and _CHAMBERS.isdisjoint(words) and (_is_named(actor) or _is_definite(actor))
    return not (several or sent or anybodys or _is_lent(actor) or _WORLDLY.issuperset(words))


def has_such(country: str, actor: Actor) -> bool:
    """Whether a country has what an actor is said to be: none that a president governs has a premier, few a senate."""
    words = actor.text.lower().split()
    if not _SENATORS.isdisjoint(words) and not has_one(country, "senate"):
        return False
    return country not in _WITHOUT_PREMIER or _PARLIAMENTARY.isdisjoint(words)


def _is_lent(actor: Actor) -> bool:
    """Whether soldiers are of no one state: "Russian-backed forces", "coalition jets"."""
    words = _words(actor)
    lent = ("backed" in words and words[-1] in _LENT) or not LEAGUES.isdisjoint(words)
    return actor.sectors == ("MIL",) and lent


def _is_definite(actor: Actor) -> bool:
    """Whether an actor is one named before: "the company"."""
    words = actor.text.lower().split()
    return words[0] in ("the", "that") and len(words) == 2


def _is_named(actor: Actor) -> bool:
    return actor.text[:1].isupper() and actor.text.split()[-1][:1].isupper()


def _words(actor: Actor) -> list[str]:
    """The words of an actor, without the "foreign" of an office at home that deals with what is abroad."""
    words = actor.text.lower().replace("-", " ").split()
    return [w for k, w in enumerate(words) if w != "foreign" or words[k + 1 : k + 2] not in _OFFICES]


def goes_on(parse: Parse, noun: int, actor: Actor) -> bool:
    """Whether an actor is one of the place of what was told right before: "Police later arrested 20 protesters"."""
    if _STREET.isdisjoint(actor.sectors) or any(parse.lowers[t] in _ELSE for t in parse.children[noun]):
        return False
    behind = (t for t, label in enumerate(parse.deps) if label == "pobj" and parse.tags[t].startswith("NNP"))
    return not any(parse.lowers[parse.heads[t]] in _WHERE and not is_time(parse, t) for t in behind)


def is_guest(parse: Parse, noun: int, kind: str) -> bool:
    """Whether several of something come together at a place that need not be theirs: "the ministers met in Lima"."""
    return kind in _VISITED and parse.tags[noun] in ("NNS", "NNPS")


def placed_in(actor: Actor, country: str) -> Actor:
    """The actor as one of the country where its event is, which its own words do not say."""
    return replace(actor, code=country + "".join(actor.sectors), country=country, country_basis="place")


def unplaced(actor: Actor) -> Actor:
    """Whoever strikes without a uniform may have come from anywhere: "a man stabbed two tourists in Lima"."""
    return _of_nowhere(actor) if actor.country_basis == "place" and wears_no_uniform(actor) else actor


def wears_no_uniform(actor: Actor) -> bool:
    """Whether somebody who strikes is of no force and of no group: "a man"."""
    return actor.sectors == ("CVL",) and not is_crowd(actor)


def _of_nowhere(actor: Actor) -> Actor:
    return replace(actor, code="".join(actor.sectors), country="", country_basis="name")


def other_side(
    kind: str, joint: bool, things: bool, sources: Sequence[Actor], targets: Sequence[Actor]
) -> tuple[Actor, ...]:
    """The targets without what is on the doers' own side.

    Those who do something together have no other side of their own countries, nor do troops that are moved; what is one
    country's own thing is no party ("seized a yacht in its port"), and nobody shoots down their own jets. ``things``
    says that the targets are no people and no places.
    """
    own = {source.country for source in sources if source.country}
    codes = {source.code for source in sources}
    targets = [target for target in targets if not _is_short_for(target, sources)]
    if joint and not any(target.code for target in targets):
        return ()
    joint = joint or (kind == "REJECT" and things and len(own) > 1)
    kept = []
    for target in targets:
        state = not target.sectors or target.sectors[0] in _ABROAD_TOO
        thing = things and not target.sectors and kind in _OUTWARD
        moved = kind == "MOBILIZE" and (things or bool(target.sectors) or _is_ground(target))
        if target.country in own and state and (joint or moved or thing):
            continue
        if kind == "MOBILIZE" and not target.country and target.sectors in (("MIL",), ("COP",)):
            continue  # who is moved by their own government
        same = (target.code in codes or _is_own(target, sources)) and not (len(codes) > 1 and len(own) == 1)
        guessed = kind == "ASSAULT" and target.country_basis == "place" and same
        kept.append(_of_nowhere(target) if guessed else target)
    return tuple(kept)


def _is_short_for(actor: Actor, others: Sequence[Actor]) -> bool:
    """Whether an actor is another's name in capitals: "The World Health Organization (WHO)"."""
    capitals = actor.text if actor.text.isupper() and len(actor.text) > 1 else ""
    return any(
        other.code == actor.code
        and capitals == "".join(w[0] for w in other.text.split() if w[0].isupper() and w != "The")
        for other in others
        if capitals
    )


def facing(kind: str, actors: Sequence[Actor], others: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors, rebels and crowds without a country of their own as of the government that they face."""
    states = {one.country for one in others if one.country_basis == "name" and _is_state(one)}
    if len(states) != 1 or not any(_ARMED_OR_CROWD.intersection(a.sectors) or is_crowd(a) for a in actors):
        return tuple(actors)
    governed = all("MIL" not in one.sectors for one in others)
    (country,) = states
    return tuple(placed_in(actor, country) if _faces(actor, kind, governed) else actor for actor in actors)


def held_by(
    kind: str, mode: str | None, verb: str, sources: Sequence[Actor], targets: Sequence[Actor]
) -> tuple[Actor, ...]:
    """The targets, those without a country as of the country that holds, punishes, dismisses or rules them.

    Police and courts hold whom they find there; a government eases or bans what its own firms and people do.
    """
    if mode in _DECREED:
        own = {one.country for one in sources}
        under = tuple(as_people(t) if _is_ground(t) and t.country in own else t for t in targets)
        return people_under(verb, sources, under)
    targets = [fellow(held_by_name(target) if mode in _CUSTODY else target, sources) for target in targets]
    if mode in _CUSTODY or (mode == "release" and "MIL" not in {sector for one in sources for sector in one.sectors}):
        held = {one.country for one in sources if one.country and (one.sectors in _STATE or _HOLDING & {*one.sectors})}
    elif kind == "SANCTION" and verb in _DISMISSING:
        held = {one.country for one in sources if len(one.country) == 3 and one.sectors[:1] in ((), ("GOV",), ("ELI",))}
    elif kind in _JUDGING and all(one.sectors[:1] in _GOVERNORS for one in sources):
        held = {one.country for one in sources if len(one.country) == 3}
    elif kind in _RULING and (kind != "COERCE" or mode == "restrict"):
        held = {one.country for one in sources if len(one.country) == 3 and one.sectors in _STATE}
    else:
        return tuple(targets)
    able = _HELD if mode in _CUSTODY else _SET_FREE if mode == "release" else _PUBLIC if kind in _JUDGING else _RULED
    if len(held) != 1:
        return tuple(targets)
    (country,) = held
    if kind == "SANCTION" and mode not in _CUSTODY:  # "sacked a regional governor"
        placed = (placed_in(t, country) if not t.country and _SERVING & {*t.sectors} else t for t in targets)
        return tuple(_in_service(target, country) for target in placed)
    return tuple(placed_in(target, country) if _is_open(target, able) else target for target in targets)


def _in_service(target: Actor, country: str) -> Actor:
    """Whom a government dismisses, the head of whatever it is, as one of that government: "sacked the head of X"."""
    served = target.sectors == ("ELI",) and target.country == country and target.role is None and not is_former(target)
    return replace(target, code=country + "GOV", sectors=("GOV",)) if served else target


def fought_at_home(
    kind: str, sources: Sequence[Actor], targets: Sequence[Actor], land: str | None, about: Callable[[], str]
) -> tuple[Actor, ...]:
    """The targets, gunmen and militants whom an army or police hit in their own country as of that country.

    ``about`` is asked for the country of the report where no ``land`` is known, which is dear to find.
    """
    own = {one.country for one in sources}
    forces = any(_FORCES.intersection(one.sectors) for one in sources)
    if kind not in _STRUGGLES or not forces or len(own) != 1 or own == {""}:
        return tuple(targets)
    if own != {about() if land is None else land}:
        return tuple(targets)
    (home,) = own
    return tuple(placed_in(t, home) if not t.country and t.sectors in (("UAF",), ("CRM",)) else t for t in targets)


def own_rulers(kind: str, sources: Sequence[Actor], targets: Sequence[Actor]) -> tuple[Actor, ...]:
    """The targets, bodies of a state that nothing else places as of the country of those who face them.

    So it is where people protest, and where people or who rules a town or a part of the country blame or ask.
    """
    own = {
        one.country for one in sources if len(one.country) == 3 and not _ABROAD.intersection(one.text.lower().split())
    }
    within = kind in _OWN_RULERS or (kind in _SAID and all(_is_under(one) for one in sources))
    if not within or len(own) != 1:
        return tuple(targets)
    (country,) = own
    return tuple(placed_in(t, country) if not t.country and _ORGANS.intersection(t.sectors) else t for t in targets)


def _is_under(actor: Actor) -> bool:
    """Whether an actor is one of those whom a government rules, be it as their mayor."""
    local = not _LOCAL_RULERS.isdisjoint(actor.text.lower().split())
    return bool(actor.sectors) and (local or _ABROAD_TOO.isdisjoint(actor.sectors))


def without_own_places(
    kind: str, mode: str | None, sources: Sequence[Actor], targets: Sequence[Actor]
) -> tuple[Actor, ...]:
    """The targets without where in their own country a government rules something: "ordered a lockdown of Lima".

    Nor where police and courts of its own enforce something: "raided an office in Lima".
    """
    ruled = mode in _DECREED or (kind in _RULING and mode in (None, "restrict"))
    own = {one.country for one in sources}
    enforced = kind == "COERCE" and bool(sources) and all(one.sectors[:1] in _ENFORCING for one in sources)
    governed = ruled and all(_is_state(one) for one in sources) and (own or mode in _DECREED)
    if not governed and not enforced:
        return tuple(targets)
    kept = [t for t in targets if not _is_ground(t) or (own and t.country not in own)]
    return tuple(t for t in kept if t.code or len(kept) == len(targets))


def _is_ground(actor: Actor) -> bool:
    """Whether an actor is a country, a town or a part of one by its bare name."""
    seat = actor.sectors == ("GOV",) and actor.role is None and len(actor.text.split()) == 1
    bare = all(word[:1].isupper() or word in _GROUND for word in actor.text.split())
    return bool(actor.country) and (not actor.sectors or seat) and bare


def _is_open(actor: Actor, sectors: Collection[str]) -> bool:
    """Whether an actor without a country is of some ``sectors``, and none who comes from elsewhere."""
    words = actor.text.lower().split()
    if _is_definite(actor):
        return False
    if actor.sectors == ("BUS",) and _is_named(actor):
        return False  # a firm by name may be anybody's
    able = actor.sectors[:1] in {(s,) for s in sectors} or is_crowd(actor)
    return not actor.country and able and (_ABROAD | _GUESTS).isdisjoint(words)


def _faces(actor: Actor, kind: str, governed: bool) -> bool:
    """Whether an actor's other side tells its country; where guests meet, it tells more than the place."""
    named = actor.country and (actor.country_basis == "name" or kind not in _TALKED)
    if named or _ABROAD.intersection(actor.text.lower().split()):
        return False
    if "REB" in actor.sectors:
        return kind in _TALKED | _SAID or (kind == "ASSAULT" and governed)
    return (actor.sectors == ("OPP",) or is_crowd(actor)) and kind == "ASSAULT" and governed


def _is_state(actor: Actor) -> bool:
    return len(actor.country) == 3 and (not actor.sectors or actor.sectors[0] in _ORGANS)


def _is_own(target: Actor, sources: Sequence[Actor]) -> bool:
    """Whether a soldier hit by a state would be its own by the place alone."""
    return "MIL" in target.sectors and any(one.country == target.country and _is_state(one) for one in sources)


def at_home(
    actors: Sequence[Actor], others: Sequence[Actor], kind: str, home: HomeOf, dateline: Callable[[], str]
) -> tuple[Actor, ...]:
    """The actors, those that the report leaves open as of its one country; ``home`` is asked only where one is.

    Police, courts and crowds are those of the town that the report is sent from.
    """
    return tuple(_at_home(actor, others, kind, home, dateline) if _is_at_home(actor) else actor for actor in actors)


def _is_at_home(actor: Actor) -> bool:
    """Whether an actor that its words leave open is one of the country that a report is about, or faces it."""
    if _is_envoy(actor):
        return True
    return (may_be_local(actor) or is_former(actor)) and (_STRANGE | _GUESTS).isdisjoint(_words(actor))


def _is_envoy(actor: Actor) -> bool:
    return not actor.country and actor.sectors == ("GOV",) and not _ENVOYS.isdisjoint(_words(actor))


def is_former(actor: Actor) -> bool:
    """Whether an actor held an office of a country that its words leave open: "former mayor Ana Ruiz"."""
    return not actor.country and actor.sectors == ("ELI",) and _words(actor)[0] in FORMER


def _at_home(actor: Actor, others: Sequence[Actor], kind: str, home: HomeOf, dateline: Callable[[], str]) -> Actor:
    if actor.text.lower().endswith(_SEATS):
        return placed_in(actor, dateline()) if dateline() else actor
    if not _TOWN.isdisjoint(actor.sectors) and (here := dateline()):
        return placed_in(actor, here)
    foreign = {other.country for other in others if other.country and _is_foreign(actor, other, kind)}
    if _is_envoy(actor):
        country = home(foreign, True, True) if foreign and kind in _CALLING_IN else ""
        return placed_in(actor, country) if country not in ("", *foreign) else actor
    if kind in _SENDING and foreign and not _SENT.isdisjoint(actor.sectors):
        return actor
    sure = actor.role is None or not _ARMED.isdisjoint(actor.sectors) or _words(actor)[-1] in _MEETING
    country = home(foreign, sure, actor.sectors[:1] in _GOVERNING and kind not in _STRUGGLES)
    return placed_in(actor, country) if country and has_such(country, actor) else actor


def _is_foreign(actor: Actor, other: Actor, kind: str) -> bool:
    """Whether the other side's country says nothing of an actor's: parties and police face their own people."""
    if other.country_basis == "place" or kind == "COERCE":
        return False
    if kind == "RETREAT" and actor.sectors == ("CVL",):  # who is set free is mostly of those who held them
        return not _FOES.isdisjoint(actor.text.lower().split())
    if kind == "ASSAULT" or not other.sectors:
        return True
    return other.sectors[0] in _ABROAD_TOO and actor.sectors[0] not in _WITHIN and not is_crowd(actor)
