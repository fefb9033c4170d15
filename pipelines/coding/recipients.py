"""To whom an event is done: the choice among all that stands behind its word."""

from collections.abc import Collection, Iterable, Iterator

from pipelines.coding.frames import dependents, is_time, objects_of, prepositional, with_conjuncts
from pipelines.coding.lexicon import OPERATORS
from pipelines.coding.matching import Match
from pipelines.coding.parsing import Parse
from pipelines.coding.wordlists import word_list

# The first of these behind which a party stands, and the first behind which anything stands.
_PARTY_PREPOSITIONS = (
    "between", "against", "of", "on", "with", "to", "toward", "towards", "for", "into", "from", "upon",
)  # fmt: skip
_PLACE_PREPOSITIONS = ("by", "at", "over", "outside", "in")
_THING_PREPOSITIONS = (
    "against",
    "on",
    "to",
    "with",
    "into",
    "toward",
    "towards",
    "for",
    "from",
    "upon",
    "at",
    "of",
    "in",
)
_PARTIES = frozenset({"obj", "subj"})
_IDIOMS = word_list("idioms")
_MEANS = word_list("means")
_TEMPORAL = word_list("temporal")
# Types whose object is what is sent, given or withdrawn, never the party.
_TRANSFERS = frozenset({"AID", "MOBILIZE", "RETREAT", "AGREE", "CONCEDE"})
_PARTNERS = frozenset({"CONSULT"})
_ASKED = frozenset({OPERATORS, "REQUEST"})
_DENIED = frozenset({OPERATORS, "REJECT"})
_HELPED = frozenset({"AID", "RETREAT"})
_YIELDS = frozenset({"RETREAT", "CONCEDE"})
_GRANTS = frozenset({"AGREE", "CONCEDE"})
_MOVED = word_list("moved")
_WAYS = ("to", "into", "from", "toward", "towards")
_DEEPER = frozenset(
    {"dobj", "prep", "pobj", "pcomp", "xcomp", "ccomp", "acl", "appos", "poss", "compound", "amod", "nmod", "dative"}
    | {"agent", "conj", "advcl", "nsubj", "nsubjpass", "relcl", "oprd", "acomp", "attr"}
)


def recipients(parse: Parse, match: Match, known: Collection[int], doers: Collection[int]) -> list[int]:
    """The heads of the phrases that name the recipient of a verb's event, none of them among ``doers``.

    ``known`` are the tokens that name actors. A party goes before a thing: the object itself when it is one (unless it
    is what is given), who stands behind a preposition, then any party named further inside; failing all, the object.
    """
    token, outcome = match.token, match.entry.outcome
    said = match.filled("attr")
    if said is not None and dependents(parse, said, "nsubj"):
        return with_conjuncts(parse, dependents(parse, said, "nsubj")[0])
    objects = [o for o in objects_of(parse, token) if o not in doers and not is_time(parse, o)]
    matter = match.filled("obj")
    named = matter is not None and any(
        "obj" in slot.roles and slot.words is not None and not slot.forbidden for slot in match.entry.slots
    )
    datives = [t for t in dependents(parse, token, "dative") if parse.tags[t][0] in "NP"]
    fillers = [t for role, t in match.by_role.items() if role not in _PARTIES and parse.tags[t].startswith("N")]
    holders = [token, *fillers, *(noun for found in objects for noun in with_conjuncts(parse, found))]
    behind = list(_behind(parse, holders, doers))

    def party(*prepositions: str) -> list[int]:
        """Who stands behind the first of ``prepositions`` that has a party or what is a party's."""
        for wanted in prepositions:
            for preposition, noun in behind:
                if preposition == wanted and (_is_party(parse, noun, known) or _is_owned(parse, noun, known)):
                    return with_conjuncts(parse, noun)
        return []

    def thing(*prepositions: str) -> list[int]:
        for wanted in prepositions:
            for preposition, noun in behind:
                if preposition == wanted:
                    return with_conjuncts(parse, noun)
        return []

    transfer = outcome in _TRANSFERS
    whole = bool(objects) and parse.lowers[objects[0]] in _MEANS and outcome == "ASSAULT"
    named_party = bool(objects) and _is_party(parse, objects[0], known)
    if outcome in _PARTNERS and (partners := party("with")):
        return partners
    if outcome == "COOPERATE" and (partners := party("to", "with", "from")):
        return partners
    if outcome == "PROTEST" and (opposed := party("against") or thing("against")):
        return opposed
    if outcome in _ASKED and (asked := party("from")):
        return asked
    if outcome in _DENIED and not named_party and (refused := party("to")):
        return refused
    if datives and (transfer or named):
        return with_conjuncts(parse, datives[0])
    freed = outcome in _YIELDS and bool(objects) and parse.lowers[objects[0]] not in _MOVED
    if transfer and not (freed and named_party) and (way := party(*_WAYS)):
        return way
    if not named and not whole:
        if objects and (not transfer or _is_party(parse, objects[0], known)):
            return with_conjuncts(parse, objects[0])
    elif matter is not None and _is_party(parse, matter, known) and not transfer:
        if outcome != "SANCTION" or not party("from", "to"):
            return with_conjuncts(parse, matter)
    elif matter is not None and outcome == "ASSAULT" and not whole:
        return with_conjuncts(parse, matter)
    if found := party(*_PARTY_PREPOSITIONS):
        return found
    owned = [
        o
        for o in objects
        if _is_owned(parse, o, known) and not set(dependents(parse, o, "poss", "amod", "compound", "nmod")) & set(doers)
    ]
    if owned and not transfer:
        return with_conjuncts(parse, owned[0])
    if outcome == "PROTEST" and (inside := _party_inside(parse, [token], known, doers)):
        return inside
    if found := party(*_PLACE_PREPOSITIONS):
        return found
    things = thing(*_THING_PREPOSITIONS)
    if transfer:
        inside = thing(*_WAYS)
        if not inside and outcome in _HELPED and objects and parse.lowers[objects[0]] not in _MOVED:
            if named_party or owned:
                return with_conjuncts(parse, objects[0])
        if outcome in _GRANTS:
            inside = _party_inside(parse, inside, known, doers)
        inside = inside or _party_inside(parse, [token, *objects], known, doers)
    else:
        inside = [] if things else _party_inside(parse, [token], known, doers)
    if inside or things or objects:
        return inside or things or with_conjuncts(parse, objects[0])
    inner = [o for clause in dependents(parse, token, "xcomp") for o in objects_of(parse, clause)]
    return with_conjuncts(parse, inner[0]) if inner else []


def _behind(parse: Parse, holders: Iterable[int], doers: Collection[int]) -> Iterator[tuple[str, int]]:
    seen: set[int] = set()
    for holder in holders:
        for preposition, noun in prepositional(parse, holder):
            if noun in seen or noun in doers or is_time(parse, noun) or parse.lowers[noun] in _IDIOMS:
                continue
            seen.add(noun)
            yield preposition, noun


def _is_party(parse: Parse, noun: int, known: Collection[int]) -> bool:
    return any(head in known or parse.tags[head].startswith("NNP") for head in with_conjuncts(parse, noun))


def _is_owned(parse: Parse, noun: int, known: Collection[int]) -> bool:
    """Whether a thing is some party's: "the Taliban's decision", "an Armenian radar"."""
    return any(c in known for head in with_conjuncts(parse, noun) for c in dependents(parse, head, "poss", "amod", "compound", "nmod"))


def _party_inside(parse: Parse, roots: list[int], known: Collection[int], doers: Collection[int]) -> list[int]:
    """The first party named anywhere below ``roots``, breadth first, other than ``doers``.

    Where it only qualifies a noun ("China's exports"), that noun is the party.
    """
    queue = list(roots)
    seen = {*queue, *doers}
    while queue:
        current = queue.pop(0)
        for child in dependents(parse, current, *_DEEPER):
            beside = parse.deps[child] == "conj" and parse.tags[child].startswith("VB")
            aside = parse.deps[child] == "prep" and parse.lowers[child] in _TEMPORAL
            if child in seen or beside or aside or is_time(parse, child):
                continue
            seen.add(child)
            if _is_noun(parse, child) and (child in known or parse.tags[child].startswith("NNP")):
                owned = parse.deps[child] in ("poss", "compound", "nmod") and current not in roots
                return with_conjuncts(parse, current if owned else child)
            queue.append(child)
    return []


def _is_noun(parse: Parse, token: int) -> bool:
    """Whether a word stands for itself: no adjective, no common noun before another."""
    tag, label = parse.tags[token], parse.deps[token]
    return tag.startswith("N") and (label != "compound" or tag.startswith("NNP"))
