"""Numbers of people that a sentence states, each given to the event that it is said of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import SUBJECTS, dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where import numbers_es, numbers_fr, numbers_ru
from pipelines.coding.when_where.fallen import (
    befallen,
    counts_nobody,
    crowd_of,
    is_counted_among,
    is_death,
    is_sentence,
    is_toll,
    is_whole,
    kills,
    number_of,
    sum_of,
)
from pipelines.coding.when_where.numbers import Number, find_numbers, is_age, is_figure, one_person
from pipelines.coding.wordlists import word_list
from schemas import Counts

Field = Literal["killed", "injured", "arrested", "protesters", "troops"]
_FIELDS: tuple[Field, ...] = ("killed", "injured", "arrested", "protesters", "troops")

_DEEDS: dict[str, Field] = {
    **dict.fromkeys(word_list("killed"), "killed"),
    **dict.fromkeys(word_list("injured"), "injured"),
    **dict.fromkeys(word_list("arrested"), "arrested"),
}
_SUMS: dict[str, Field] = {
    "deaths": "killed", "fatalities": "killed", "injuries": "injured", "arrests": "arrested", "detentions": "arrested",
}  # fmt: skip
_CROWDS: dict[str, Field] = {
    **dict.fromkeys(word_list("protesters"), "protesters"),
    **dict.fromkeys(word_list("soldiery"), "troops"),
}
_PARTICIPLES = word_list("counted")
_GATHERED = word_list("gathered") | {"March"}
_APPROXIMATE = word_list("approximate")
_COPULAS = word_list("copulas")
_NOT_PEOPLE = word_list("not_people")
_SUFFERED = word_list("suffered")
_SPEECH = word_list("speech")
_MONEY = frozenset("$ € £ ¥ us$".split())
_STOPS = frozenset(". ; : ? ! ) but while after when as that which who said".split())
_BARE = frozenset(". , and in by during when after on at as over ; since near dead".split())
_LOST = frozenset("dead die dies died dying perished".split())
_OWN = frozenset({"his", "her", "their", "its"})
_HURTS = frozenset("wounds injuries burns fractures shrapnel concussion".split())
_BEARING = frozenset("with sustained suffered received sustaining suffering receiving from".split())
_AMONG = frozenset({"including", "among"})
_ASIDE = _AMONG | {"them", "whom"}
_ONE_OF = frozenset({"a", "an", "his", "her", "their"})
_BEFALLING = frozenset({"killed", "injured", "arrested"})
_REACH = 9
_CROWD = 3
_LISTED = 5  # tokens between members of a list
_CLIMB = 12
# Which types of event a number of each kind may belong to: of the first that the sentence tells, the nearest.
_OWNERS: Mapping[Field, tuple[tuple[str, ...], ...]] = {
    "killed": (("ASSAULT",), ("PROTEST",)),
    "injured": (("ASSAULT",), ("PROTEST",)),
    "arrested": (("COERCE",), ("PROTEST",)),
    "protesters": (("PROTEST",), ("THREATEN", "ASSAULT", "COERCE")),
    "troops": (("MOBILIZE", "RETREAT", "AID", "COOPERATE"), ("AGREE", "CONCEDE", "THREATEN", "REJECT")),
}


_FIGURES: dict[str, Callable[[Sequence[str]], Iterator[Number]]] = {
    "es": numbers_es.find_numbers,
    "fr": numbers_fr.find_numbers,
    "ru": numbers_ru.find_numbers,
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of people of one kind; ``anchor`` is the token that says what befell them."""

    field: Field
    number: Number
    anchor: int
    value: int


def counts_of(parse: Parse, proposals: Sequence[Proposal]) -> list[Counts]:
    """The counts of each event of a sentence: every number goes to the nearest event that it can be said of."""
    found: list[dict[Field, int]] = [{} for _ in proposals]
    for stated in state(_cased(parse.words) if parse.language == ENGLISH else parse.lowers, parse):
        owner = _owner(parse, proposals, stated)
        if owner is None:
            continue
        held = (
            proposals[owner].mode == "arrest"
            and stated.field in _CROWDS.values()
            and _is_object(parse, proposals[owner], stated.number)
        )
        found[owner].setdefault("arrested" if held else stated.field, stated.value)
    if parse.language == ENGLISH:
        _count_parties(parse, proposals, found)
    for proposal, counts in zip(proposals, found, strict=True):
        if proposal.mode == "arrest" and "arrested" not in counts and parse.language == ENGLISH:
            taken = next((n for n in find_numbers(parse.lowers) if _is_object(parse, proposal, n)), None)
            if taken is not None:
                counts["arrested"] = taken.value
    return [Counts(**{field: counts.get(field) for field in _FIELDS}) for counts in found]


def _count_parties(parse: Parse, proposals: Sequence[Proposal], found: Sequence[dict[Field, int]]) -> None:
    """Add how many the sides of a deed are: those who protest, and those whom a deed kills."""
    for proposal, counts in zip(proposals, found, strict=True):
        if proposal.type == "PROTEST" and "protesters" not in counts:
            many = number_of(parse, proposal.sources) or crowd_of(parse.lowers)
            if many is not None and many >= _CROWD:
                counts["protesters"] = many
        if proposal.type == "ASSAULT" and "killed" not in counts and kills(parse, proposal.trigger):
            dead = sum_of(parse, proposal.targets)
            if dead is not None:
                counts["killed"] = dead


def find_counts(words: Sequence[str]) -> Counts:
    """The counts that a tokenised sentence states, whatever they are said of; the first of a kind stands."""
    counts: dict[Field, int] = {}
    for stated in state(_cased(words)):
        counts.setdefault(stated.field, stated.value)
    return Counts(**{field: counts.get(field) for field in _FIELDS})


def state(lowers: Sequence[str], parse: Parse | None = None) -> list[Stated]:
    """What a sentence states of people, in order; members of a list are one number."""
    found: list[Stated] = []
    listed: list[Number] = []  # members of a list that say nothing by themselves yet
    last: Number | None = None
    parts = False  # whether the member before counts people that are counted already
    for number in _with_persons(lowers, parse):
        anchored = _field(lowers, number, found[-1] if found else None, last, parse)
        joins = last is not None and _joined(lowers, last, number)
        parts = _is_part(lowers, number) or (parts and joins)
        if anchored is None or parts:
            usable = not (parts or _is_other(lowers, number))
            listed = [*(listed if joins else []), number] if usable else []
        else:
            field, anchor = anchored
            value = number.value + sum(member.value for member in listed if joins)
            listed = []
            if found and joins and found[-1].number == last and _adds(lowers, found[-1], field, number):
                value += found.pop().value
            if not _is_none(lowers, number):
                found.append(Stated(field, number, anchor, value))
        last = number
    return found


def _adds(lowers: Sequence[str], before: Stated, field: Field, number: Number) -> bool:
    """Whether the member before says the same, or only who they were: "three soldiers and two guards were killed"."""
    plain = before.field in ("troops", "protesters") and lowers[number.end : number.end + 1] not in (["was"], ["were"])
    return before.field == field or plain


def _cased(words: Sequence[str]) -> list[str]:
    """The words in lower case, but for the month, which is no march."""
    return [word if word == "March" else word.lower() for word in words]


def _with_persons(lowers: Sequence[str], parse: Parse | None) -> Iterator[Number]:
    """The figures, and "a man" where it stands in a list with one."""
    if parse is None or parse.language == ENGLISH:
        numbers = [number for number in find_numbers(lowers) if parse is None or not _counts_speakers(parse, number)]
    else:
        numbers = list(_FIGURES[parse.language]([word.lower() for word in parse.printed]))
    for i, word in enumerate(lowers):
        person = one_person(lowers, i) if word in _ONE_OF else None
        if person is None or (parse is not None and counts_nobody(parse, person.end)):
            continue
        if _SPEECH.intersection(lowers[person.end + 1 : person.end + 2]):
            continue  # "detained 64 of them, an officer said"
        alone = _field(lowers, person, None, None, parse) if word in ("a", "an") else None
        if (
            (alone is not None and alone[0] in _BEFALLING)
            or any(_joined(lowers, person, n) and not _is_other(lowers, n) for n in numbers if n.start > i)
            or any(_joined(lowers, n, person) and not _is_other(lowers, n) for n in numbers if n.end <= i)
        ):
            numbers.append(person)
    yield from sorted(numbers, key=lambda number: number.start)


def _counts_speakers(parse: Parse, number: Number) -> bool:
    """Whether those counted only tell of it: "killing six soldiers, two security sources said"."""
    last = number.end - 1
    noun = parse.heads[last] if parse.deps[last] in ("nummod", "quantmod") else last
    speaks = parse.deps[noun] == "nsubj" and parse.lowers[parse.heads[noun]] in _SPEECH
    return speaks and parse.lowers[noun] not in _CROWDS


def _owner(parse: Parse, proposals: Sequence[Proposal], stated: Stated) -> int | None:
    for types in _OWNERS[stated.field]:
        fitting = [i for i, proposal in enumerate(proposals) if proposal.type in types]
        if fitting:
            return min(fitting, key=lambda i: (_distance(parse, stated.anchor, proposals[i]), i))
    return None


def _is_object(parse: Parse, proposal: Proposal, number: Number) -> bool:
    """Whether a number says how many a deed was done to: "led away 200 students", "hauled away eighty"."""
    last = number.end - 1
    own = [t for t in (last, parse.heads[last]) if parse.deps[t] in ("dobj", "nsubjpass", "npadvmod")]
    ones = [t for t in own if parse.heads[t] == proposal.trigger and (t == last or parse.deps[last] == "nummod")]
    return any(parse.lowers[t] not in _NOT_PEOPLE and (t in proposal.targets or t == last) for t in ones)


def _distance(parse: Parse, anchor: int, proposal: Proposal) -> int:
    """How many steps of the tree lie between a word and the words of an event."""
    up = {token: steps for steps, token in enumerate(_above(parse, anchor))}
    ways = [
        steps + up[token]
        for own in {proposal.trigger, proposal.core}
        for steps, token in enumerate(_above(parse, own))
        if token in up
    ]
    return min(ways, default=len(parse.words))


def _above(parse: Parse, token: int) -> Iterator[int]:
    for _ in range(_CLIMB):
        yield token
        if parse.heads[token] == token:
            return
        token = parse.heads[token]


def _field(
    lowers: Sequence[str], number: Number, previous: Stated | None, last: Number | None, parse: Parse | None
) -> tuple[Field, int] | None:
    """What a number counts and the word that says so: before it, behind it, or the number before it in a list."""
    if _is_other(lowers, number) or _is_part(lowers, number):
        return None
    before = _deed_before(lowers, number)
    if before is not None:
        return before
    behind = _noun_behind(lowers, number, parse)
    if behind is None and parse is not None and parse.language == ENGLISH:
        behind = befallen(parse, number)
    if behind is None and previous is not None and previous.number == last and _joined(lowers, previous.number, number):
        return previous.field, previous.anchor
    return behind


def _is_other(lowers: Sequence[str], number: Number) -> bool:
    """Whether a number counts money, days, things, or years of age."""
    follower = lowers[number.end] if number.end < len(lowers) else ""
    leader = lowers[number.start - 1] if number.start else ""
    if list(lowers[number.end : number.end + 2]) == ["shot", "down"]:
        return True  # drones or planes
    compound = follower == "-" and lowers[number.end + 1 : number.end + 2] != ["strong"]
    return leader in _MONEY or follower in _NOT_PEOPLE or compound


def _is_part(lowers: Sequence[str], number: Number) -> bool:
    """Whether a number is a part of those counted already: ", three of them children", "including two teachers"."""
    before, behind = lowers[max(number.start - 2, 0) : number.start], lowers[number.end : number.end + 2]
    if before[-1:] == [","] and behind[:1] == ["of"] and behind[1:] in (["them"], ["whom"], ["which"], ["those"]):
        return True
    if "including" in before or is_counted_among(lowers, number):
        return True
    near = lowers[max(number.start - 3, 0) : number.start]
    return "among" in near and not is_whole(lowers, number)


def _is_none(lowers: Sequence[str], number: Number) -> bool:
    """Whether nobody of those counted is meant: "no one", "not one person", "none of the 12 soldiers"."""
    before = list(lowers[max(number.start - 3, 0) : number.start])
    if before[-1:] in (["no"], ["not"]) and number.value == 1:
        return True
    return before[-2:] in (["none", "of"], ["neither", "of"]) or before in (
        ["none", "of", "the"],
        ["neither", "of", "the"],
    )


def _deed_before(lowers: Sequence[str], number: Number) -> tuple[Field, int] | None:
    """ "killed at least 12", "death toll rose to 45", "injuring 30"."""
    i = number.start - 1
    while i >= 0 and lowers[i] in _APPROXIMATE:
        i -= 1
    if i >= 0 and lowers[i] in _DEEDS:
        return _DEEDS[lowers[i]], i
    if number.start > 0 and is_toll(lowers, number):
        return "killed", number.start
    return None


def _noun_behind(lowers: Sequence[str], number: Number, parse: Parse | None) -> tuple[Field, int] | None:
    """ "12 people were killed", "12 dead", "100,000 troops", "5,000 people marched"."""
    crowd: tuple[Field, int] | None = None
    after_copula = False
    aside = not _ASIDE.isdisjoint(lowers[number.end : number.end + _LISTED])
    reach = _REACH * (2 if aside else 1)
    for i in range(number.end, min(number.end + reach, len(lowers))):
        word = lowers[i]
        if is_figure(word) and (_is_part(lowers, Number(i, i + 1, 0)) or is_age(lowers, Number(i, i + 1, 0))):
            continue
        if is_figure(word) and lowers[i - 1] == "of" and lowers[number.end] == "of":
            continue  # "two of its crew of nine"
        if word in _STOPS or (is_figure(word) and not _AMONG.intersection(lowers[number.end : i])):
            break
        if _is_care(lowers, i):
            return "injured", i
        if is_death(lowers, i) and not is_sentence(lowers, number.end, i):
            return "killed", i
        passive = after_copula or word in _LOST or _bare(lowers, i)
        if word in _PARTICIPLES and passive:
            return (_DEEDS[word], i) if _befell(parse, number, i) else None
        if word in _SUMS and i <= number.end + 2:
            return _SUMS[word], i
        if word in _GATHERED:
            return "protesters", i
        if crowd is None and word in _CROWDS and not _qualifies_a_thing(parse, i):
            crowd = _CROWDS[word], i
        after_copula = after_copula or word in _COPULAS
    return None if crowd is not None and crowd[0] == "troops" and _suffered(lowers, number) else crowd


def _qualifies_a_thing(parse: Parse | None, i: int) -> bool:
    """Whether a word only says what kind of thing is counted: "ten infantry fighting vehicles"."""
    return parse is not None and parse.deps[i] == "compound" and parse.lowers[parse.heads[i]] in _NOT_PEOPLE


def _is_care(lowers: Sequence[str], i: int) -> bool:
    """Whether a word says that somebody was hurt: "needed hospital treatment", "were taken to hospital"."""
    before = lowers[i - 1] if i else ""
    if lowers[i] in _HURTS and not _BEARING.isdisjoint(lowers[max(i - 4, 0) : i]):
        return True
    return (lowers[i] == "treatment" and before in ("hospital", "medical")) or (
        lowers[i] == "hospital" and before in ("to", "in")
    )


def _befell(parse: Parse | None, number: Number, verb: int) -> bool:
    """Whether those counted are the subject of ``verb``, where it has one: not in "two huts burned, a man killed"."""
    own = [] if parse is None else [t for t in dependents(parse, verb, *SUBJECTS) if parse.tags[t][0] in "NC"]
    if parse is None or not own:
        return True
    return any(token in own or token == verb for token in _above(parse, number.end - 1))


def _suffered(lowers: Sequence[str], number: Number) -> bool:
    """Whether those counted only had something done to them: "kidnapped two soldiers"."""
    return not _SUFFERED.isdisjoint(lowers[max(number.start - 3, 0) : number.start])


def _bare(lowers: Sequence[str], i: int) -> bool:
    """Whether a participle has no object: "three killed ." but not "three gunmen killed the mayor"."""
    return i + 1 >= len(lowers) or lowers[i + 1] in _BARE


def _joined(lowers: Sequence[str], first: Number, second: Number) -> bool:
    """Whether two numbers are members of one list: "12 soldiers and three civilians", "two monks, a guard and ..."."""
    between = list(lowers[first.end : second.start])
    while between and between[-1] in _APPROXIMATE | _OWN:
        between.pop()
    if not between or len(between) > _LISTED or between[-1] not in ("and", ","):
        return False
    return "including" not in between and not any(word in _DEEDS or word in _STOPS for word in between)
