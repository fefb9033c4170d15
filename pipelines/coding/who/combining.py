"""The code of a noun phrase from its head and the names and role nouns around it."""

from collections.abc import Sequence

from pipelines.coding.who.bodies import CHAIRS, FOLLOWERS, FORMER, LEAGUES, body_of
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.wordlists import word_list

_FIRMS = word_list("firm_names")
STATELESS = ("IGO", "NGO", "ISM", "IMG", "MNC")
# What links an actor to the country behind it: "rebels in Darfur", "the president of Chad".
LINKS = frozenset({"of", "in", "from", "across", "throughout", "inside", "within", "at", "near", "outside", "around"})
# Whose leader is in no office: "the Corsican nationalist leader".
_CIVIC = frozenset("nationalist tribal community civic spiritual protest movement clan ethnic indigenous".split())
_BOARDS = frozenset({"agency", "commission", "authority", "regulator", "regulators", "inspectorate"})
# What a board looks after, and is none of itself: "the Radio and Television Commission".
_TRADES = frozenset({"JRN", "BUS", "EDU", "MED", "REL", "AGR", "CVL", "MIL", "LAB", "REF"})
_POSSESSIVE = (["'s"], ["’s"], ["'"], ["’"])
_MEMBERS = (["of"], ["between"])  # "a coalition of carriers"
_TREATIES = word_list("treaties")
_BEYOND = frozenset({"pro", "anti", "inter", "pan", "trans"})
_KINDRED = frozenset({"ethnic", "local"})  # whose people live in a land that need not bear their name
SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen"})
_ENVOYS = frozenset("envoy mediator representative negotiator rapporteur facilitator coordinator emissary".split())
_SOCIETIES = (["Red", "Cross"], ["Red", "Crescent"])
_PARTIES = (("PTY",), ("OPP",))
_IRREGULARS = frozenset({"REB", "UAF"})
_MEN = frozenset({"men", "fighters", "forces", "troops", "soldiers", "units", "gunmen", "loyalists", "militia"})
_COMPANIES = frozenset({"company", "companies"})
_OWNING = frozenset({"of", "from"})
_LINKING = frozenset({"of", "the", "a", "an"})
_ONE = frozenset({"a", "an", "another"})
_LED = frozenset({"youth", "community", "communities", "settler", "settlers"})
_ENDING = LINKS | {"and", "or", ",", "for", "who", "to", "with"}
_BREAKS = frozenset({"to", "against", "on", "with", "for", "by", "over", "towards", "toward", "into", "about", "who"})
# "Iran-backed rebels" are not Iran's.
_SPONSORED = frozenset(
    "backed supported trained funded armed allied aligned occupied held controlled made born sponsored installed "
    "brokered style imposed annexed friendly".split()
)


def combine(
    words: Sequence[str], core: ActorMatch | None, before: Sequence[ActorMatch], after: Sequence[ActorMatch]
) -> tuple[str, tuple[str, ...], str | None]:
    """Country, sectors and role of a phrase from its head and what stands before and behind it."""
    other = core is not None and core.kind == "people" and bool(before) and _is_nationality(before[-1], core)
    foreign = core is not None and core.kind in ("person", "office") and _foreign(core, before)
    if core is not None and core.kind == "people" and not before and _is_kindred(words, core):
        return "", ("CVL",), None
    if core is not None and core.kind == "city" and words[core.start - 1 : core.start] == ["Air"]:
        return core.country, ("BUS",), None
    if core is not None and (body := _sent_by(words, core, before)) is not None:
        return "", body.sectors, None
    if core is not None and core.kind == "organisation" and (land := _society(words, core, before)):
        return land, ("NGO",), None
    if core is not None and core.kind != "role" and not foreign and not other:
        title = next((m for m in reversed(before) if m.kind == "role" and _is_title(m, core)), None)
        if (
            core.kind == "person"
            and core.sectors == ("ELI",)
            and title is not None
            and title.role not in core.past
            and not _is_former(words[: core.start])
        ):
            return core.country, title.sectors, title.role
        party = next((m for m in reversed(before) if m.sectors in _PARTIES), None)
        if (
            core.kind == "person"
            and core.sectors == ("ELI",)
            and party is not None
            and not _is_former(words[: core.start])
        ):
            return party.country or core.country, party.sectors, None
        return core.country, _people_or_state(words, core), core.role
    if core is not None and core.kind == "people" and before and _is_nationality(before[-1], core):
        return before[-1].country, core.sectors, None
    owner = next((m for m in reversed(before) if m.kind != "role" and not sponsor(words, m)), None)
    apart = core is None and owner is not None and words[owner.end : owner.end + 1] in _POSSESSIVE
    staff = core is not None and (core.sectors == ("UNK",) or words[core.end - 1].lower() in SPEAKERS)
    behind = () if apart else _employers(words, after) if staff else _behind(words, core, after)
    roles = [*(m for m in reversed(before) if m.kind == "role"), *behind]
    owner = owner or next((m for m in after if m.kind != "role"), None)
    if owner is not None and owner.sectors and owner.sectors[0] in STATELESS:
        return owner.country, owner.sectors, None
    sectors: tuple[str, ...] = ()
    role = None
    if core is not None and core.kind == "role":
        sectors, role = core.sectors, core.role
        if (body := body_of(words, core, roles)) is not None:
            sectors, role = body.sectors, None
        if (party := _staffed(words, core, before)) is not None:
            sectors = party.sectors
        if words[core.end - 1].lower() in _COMPANIES and any(m.sectors == ("MIL",) for m in behind):
            sectors = ("MIL",)  # "two companies from the garrison"
        if owner is not None and owner.kind == "group" and (core.sectors == ("UAF",) or _is_irregular(core, owner)):
            sectors = owner.sectors  # "the Houthi militia", "Houthi soldiers"
        if core.lent:
            board = words[core.end - 1].lower() in _BOARDS
            made_of = words[core.end - 1].lower() in LEAGUES and list(words[core.end : core.end + 1]) in _MEMBERS
            sectors = _lender(words, core, owner, [m for m in roles if m is not core], board, made_of)
            if staff and sectors == ("GOV",) and behind and behind[0].sectors == ("PTY",):
                sectors = ("PTY",)  # "a spokesman for the party"
            if words[core.end - 1].lower() in FOLLOWERS and sectors in (("GOV",), ("LEG",), ("ELI",)):
                sectors = core.sectors  # "supporters of the mayor"
            if _is_civic(words, owner, core):
                sectors = core.sectors
    elif core is not None and core.kind == "office":
        sectors = core.sectors
    elif roles:
        sectors, role = roles[0].sectors, roles[0].role
        if (body := body_of(words, roles[0], roles[1:])) is not None:
            sectors, role = body.sectors, None  # "union president Ana Ruiz"
        if roles[0].lent and not _is_civic(words, owner, roles[0]):
            sectors = _lender(words, roles[0], owner, roles[1:])
    elif (
        owner is not None
        and owner.kind == "nationality"
        and core is None
        and words[-1].istitle()
        and words[-1].lower() in _FIRMS
    ):
        sectors = ("BUS",)
    elif owner is not None and owner.kind == "city" and owner in after:
        pass  # a stranger in Khartoum is not its government
    elif owner is not None and owner.kind in ("organisation", "group", "office", "person", "city"):
        sectors = owner.sectors
    if owner is not None and _chairs(words, core, owner):
        sectors, role = owner.sectors, None  # "CNN president Ana Ruiz"
    if owner is not None and _commands(words, owner, core):
        sectors = owner.sectors
    if role is not None and _is_former(words[: core.start if core else len(words)]):
        sectors, role = ("ELI",), None
    return owner.country if owner else "", sectors, role


def _sent_by(words: Sequence[str], person: ActorMatch, before: Sequence[ActorMatch]) -> ActorMatch | None:
    """The body as whose envoy somebody with a country of their own acts: "African Union envoy Ana Ruiz"."""
    if person.kind != "person" or len(before) < 2 or before[-1].end != person.start:
        return None
    body, title = before[-2:]
    apart = title.kind != "role" or words[title.end - 1].lower() not in _ENVOYS or _is_former(words[: person.start])
    near = all(word[:1].islower() for word in words[body.end : title.start])
    return body if not apart and near and body.sectors[:1] == ("IGO",) else None


def _society(words: Sequence[str], body: ActorMatch, before: Sequence[ActorMatch]) -> str:
    """The country whose Red Cross or Red Crescent is meant: "the Kenyan Red Cross"."""
    land = before[-1] if before and words[body.start : body.end] in _SOCIETIES else None
    if land is None or land.kind not in ("state", "nationality"):
        return ""
    return land.country if words[land.end : body.start] in ([], *_POSSESSIVE) else ""


def _employers(words: Sequence[str], after: Sequence[ActorMatch]) -> list[ActorMatch]:
    """Those for whom somebody speaks, not where: "the spokesman of the party in the state"."""
    return [m for m in after[:2] if m.kind == "role" and not is_placed(words, after[0].end, m.start)]


def _behind(words: Sequence[str], core: ActorMatch | None, after: Sequence[ActorMatch]) -> list[ActorMatch]:
    """The role noun that heads what is linked behind the head: the firm in "the director of the state oil firm"."""
    if not after or after[0].kind != "role":
        return []
    last = after[0]
    for match in after[1:] if core is not None else ():
        between = [word.lower() for word in words[last.end : match.start]]
        if match.kind != "role" or len(between) > 1 or not _ENDING.isdisjoint(between):
            break
        last = match
    return [last]


def _chairs(words: Sequence[str], core: ActorMatch | None, owner: ActorMatch) -> bool:
    """Whether who is called a president or secretary is that of a body by name: "CNN president"."""
    house = owner.kind == "office" and owner.sectors in (("LEG",), ("JUD",))
    if core is None or core.kind != "role" or core.role not in CHAIRS or not (owner.kind == "organisation" or house):
        return False
    between = {word.lower() for word in words[core.end : owner.start]}
    return bool(owner.sectors) and (owner.end <= core.start or (between <= _LINKING and "of" in between))


def _is_civic(words: Sequence[str], owner: ActorMatch | None, leader: ActorMatch) -> bool:
    """Whether who leads is in no office of the country named before: "the Corsican nationalist leader"."""
    between = [] if owner is None else words[owner.end : leader.start]
    return leader.sectors == ("ELI",) and not _CIVIC.isdisjoint(word.lower() for word in between)


def _staffed(words: Sequence[str], core: ActorMatch, before: Sequence[ActorMatch]) -> ActorMatch | None:
    """The party right before whose "workers" are its members: "ruling party workers"."""
    party = before[-1] if before else None
    own = words[core.start : core.end] in (["workers"], ["worker"], ["cadres"])
    return party if party is not None and own and party.end == core.start and party.sectors in _PARTIES else None


def _commands(words: Sequence[str], owner: ActorMatch, core: ActorMatch | None) -> bool:
    """Whether men are those of somebody by name who fights a state: "Ruiz's men"."""
    known = owner.kind == "person" and not _IRREGULARS.isdisjoint(owner.sectors)
    beside = core is not None and words[core.end - 1].lower() in _MEN and core.start - owner.end == 1
    return known and beside and words[owner.end : owner.end + 1] in _POSSESSIVE


def _is_kindred(words: Sequence[str], people: ActorMatch) -> bool:
    """Whether people are told by their descent, and not as those of a country: "ethnic Serbs"."""
    return people.start > 0 and words[people.start - 1].lower() in _KINDRED


def _is_irregular(troops: ActorMatch, owner: ActorMatch) -> bool:
    """Whether soldiers are those of a group that fights a state, whose name stands right before."""
    return troops.sectors == ("MIL",) and owner.end == troops.start and not {"MIL", "GOV"} & {*owner.sectors}


def _is_nationality(first: ActorMatch, people: ActorMatch) -> bool:
    """Whether another nationality stands right before a people's name: "Ecuadorean Indians"."""
    return first.kind == "nationality" and first.end == people.start and first.country != people.country


def _is_title(role: ActorMatch, person: ActorMatch) -> bool:
    """Whether a role noun before a name tells its bearer's office: "Foreign Minister Ana Ruiz", "Senator Ruiz"."""
    return role.role is not None or ("LEG" in role.sectors and role.end == person.start)


def is_placed(words: Sequence[str], start: int, end: int) -> bool:
    """Whether what stands at ``end`` only says where the head before ``start`` is."""
    links = [w.lower() for w in words[start:end] if w.lower() in LINKS]
    return bool(links) and links[0] not in _OWNING


def _is_former(words: Sequence[str]) -> bool:
    return any(w.lower() in FORMER for w in words)


def _lender(
    words: Sequence[str], role: ActorMatch, owner: ActorMatch | None, others: Sequence[ActorMatch],
    board: bool = False, made_of: bool = False,
) -> tuple[str, ...]:  # fmt: skip
    """The sectors of a role noun that takes them from its neighbours."""
    for other in others:
        if not other.lent and not (board and _TRADES.issuperset(other.sectors)):
            return other.sectors
    if role.sectors == ("ELI",) and not board:
        led = next((other for other in others if _leads(words, other)), None)
        if led is not None and (owner is None or owner.kind not in ("organisation", "group", "office")):
            return led.sectors  # "the head of the central bank", "a youth leader"
    if owner is not None and owner.kind in ("organisation", "group", "office"):
        return owner.sectors
    if role.sectors == ("UNK",) or made_of:
        return ()
    if role.sectors == ("ELI",) and owner is not None:
        return ("GOV",)
    return role.sectors


def _leads(words: Sequence[str], other: ActorMatch) -> bool:
    """Whether a noun beside "head" or "leader" says of what kind they are, though it takes its own from others."""
    word = words[other.end - 1].lower()
    if other.sectors == ("CVL",):
        return word in _LED
    return other.sectors not in (("ELI",), ("UNK",)) and word not in LEAGUES


def _people_or_state(words: Sequence[str], core: ActorMatch) -> tuple[str, ...]:
    """ "The Palestinians" may be anyone of theirs; "two Palestinians" and "an Australian" are people."""
    before = words[core.start - 1].lower() if core.start else ""
    if core.kind == "people" and before == "the":
        return ()
    if core.kind == "nationality" and before in _ONE:
        return ("CVL",)
    return core.sectors


def _foreign(person: ActorMatch, before: Sequence[ActorMatch]) -> bool:
    """Whether a nationality before the name says that another bearer of it is meant."""
    near = [m for m in before if m.kind in ("nationality", "state")]
    return bool(near) and bool(person.country) and near[-1].country != person.country


def names_treaty(words: Sequence[str], name: ActorMatch, head: int) -> bool:
    """Whether a town only names the treaty that was made there: "the Vienna Convention"."""
    return name.kind == "city" and words[head].lower() in _TREATIES


def sponsor(words: Sequence[str], match: ActorMatch) -> bool:
    """Whether a name only says who is behind or against the head, or of what kind it is.

    "Iran-backed rebels", "pro-Russian separatists", "the Inter-American court", "the ethnic Serb party".
    """
    if match.start > 1 and words[match.start - 1] == "-" and words[match.start - 2].lower() in _BEYOND:
        return True
    if match.kind == "nationality" and match.start and words[match.start - 1].lower() == "ethnic":
        return True
    rest = [w.lower() for w in words[match.end : match.end + 2]]
    return rest[:1] == ["-"] and rest[-1] in _SPONSORED


def linked(words: Sequence[str], start: int, end: int) -> bool:
    """Whether what stands at ``end`` belongs to the head before ``start``: "rebels in the north of Mali"."""
    between = [w.lower() for w in words[start:end]]
    if start and words[start - 1].lower() in SPEAKERS and between[:1] == ["for"]:
        return not any(w in _BREAKS for w in between[1:])  # "a spokesman for the Chadian army"
    return any(w in LINKS for w in between) and not any(w in _BREAKS for w in between)
