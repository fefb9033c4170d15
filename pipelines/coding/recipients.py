"""To whom an event is done: the choice among all that stands behind its word."""

from collections.abc import Collection, Iterable, Iterator

from pipelines.coding.frames import dependents, is_time, objects_of, prepositional, with_conjuncts
from pipelines.coding.matching import Match
from pipelines.coding.parsing import Parse
from pipelines.coding.wordlists import word_list

# The first of these behind which a party stands, and the first behind which anything stands.
_PARTY_PREPOSITIONS = (
    "between", "against", "of", "on", "with", "to", "toward", "towards", "for", "into", "from", "upon", "by", "at",
    "over", "outside", "in",
)  # fmt: skip
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
_TEMPORAL = word_list("temporal")
# Types whose object is what is sent, given or withdrawn, never the party.
_TRANSFERS = frozenset({"AID", "MOBILIZE", "RETREAT", "AGREE", "CONCEDE"})
_DEEPER = frozenset(
    {"dobj", "prep", "pobj", "pcomp", "xcomp", "ccomp", "acl", "appos", "poss", "compound", "amod", "nmod", "dative"}
    | {"agent", "conj", "advcl", "nsubj", "relcl", "oprd", "acomp", "attr"}
)


def recipients(parse: Parse, match: Match, known: Collection[int], doers: Collection[int]) -> list[int]:
    """The heads of the phrases that name the recipient of a verb's event, none of them among ``doers``.

    ``known`` are the tokens that name actors. A party goes before a thing: the object itself when it is one (unless it
    is what is given), who stands behind a preposition, then any party named further inside; failing all, the object.
    """
    token = match.token
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
    if match.entry.outcome == "CONSULT":
        partners = [noun for preposition, noun in behind if preposition == "with" and _is_party(parse, noun, known)]
        if partners:
            return with_conjuncts(parse, partners[0])
    if not named:
        if datives and match.entry.outcome in _TRANSFERS:
            return with_conjuncts(parse, datives[0])
        if objects and (match.entry.outcome not in _TRANSFERS or _is_party(parse, objects[0], known)):
            return with_conjuncts(parse, objects[0])
    elif datives:
        return with_conjuncts(parse, datives[0])
    elif matter is not None and _is_party(parse, matter, known) and match.entry.outcome not in _TRANSFERS:
        sent = match.entry.outcome == "SANCTION" and any(
            preposition in ("from", "to") and _is_party(parse, noun, known) for preposition, noun in behind
        )
        if not sent:
            return with_conjuncts(parse, matter)
    for wanted in _PARTY_PREPOSITIONS:
        for preposition, noun in behind:
            if preposition == wanted and _is_party(parse, noun, known):
                return with_conjuncts(parse, noun)
    things = [noun for wanted in _THING_PREPOSITIONS for preposition, noun in behind if preposition == wanted]
    if match.entry.outcome in _TRANSFERS:
        inside = _party_inside(parse, [token, *objects], known, doers)
    else:
        inside = [] if things else _party_inside(parse, [token], known, doers)
    return inside or with_conjuncts(parse, (things or objects)[0]) if inside or things or objects else []


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
