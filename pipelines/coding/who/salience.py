"""Which word of a sentence a pronoun of a later one may mean, by the tree alone."""

from collections.abc import Iterable, Sequence

from pipelines.coding.sentence.frames import SUBJECTS, agent_of, dependents, is_passive
from pipelines.coding.sentence.heads import is_below
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.who.people import is_person
from pipelines.coding.wordlists import word_list

PRONOUNS = {"it": "it", "they": "they", "he": "one", "she": "one"}
OBJECTS = {"it": "it", "them": "they", "him": "he", "her": "she"}
_OWNING = {"its": "it", "their": "they", "his": "he", "her": "she"}
_ABOARD = frozenset({"aboard", "onboard"})
_BESIDE = frozenset({"by", "with", "to"})
_PLACES = frozenset({"state", "region", "city"})
_WHERE = frozenset({"in", "at", "near", "across", "inside", "outside"})
SPEECH = word_list("speech")


def subject_form(parse: Parse, token: int) -> str:
    """The pronoun as which a subject of a sentence before may be meant; "" for what stands for none."""
    word = parse.lowers[token]
    if parse.tags[token] == "PRP$":
        return _OWNING.get(word, "")
    if word in PRONOUNS:
        return word if parse.deps[token] in ("nsubj", "nsubjpass") else ""
    return OBJECTS[word] if word in ("him", "her") and parse.deps[token] == "dobj" else ""


def is_aboard(parse: Parse, noun: int) -> bool:
    """Whether a name only says where or on what somebody is: "from aboard Air Force One, he tweeted"."""
    while parse.deps[noun] in ("compound", "nmod", "nummod", "appos") and parse.heads[noun] != noun:
        noun = parse.heads[noun]
    return parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] in _ABOARD


def is_aside(parse: Parse, token: int, head: int) -> bool:
    """Whether a word stands in what is added to ``head`` between commas: "the minister, Ana Ruiz, said"."""
    return any(is_below(parse.heads, token, aside) for aside in dependents(parse, head, "appos", "acl", "relcl"))


def is_where(parse: Parse, named: Sequence[ActorMatch], token: int) -> bool:
    """Whether a name only says where something is done: "called a strike in Zambia"."""
    place = any(m.kind in _PLACES and m.start <= token < m.end for m in named)
    return place and parse.deps[token] == "pobj" and parse.lowers[parse.heads[token]] in _WHERE


def leads(parse: Parse, named: Sequence[ActorMatch], subject: int, rivals: Iterable[int]) -> bool:
    """Whether one person does what a sentence tells, and others only stand in it: "Ruto spoke of Ruiz"."""
    match = next((m for m in named if m.start <= subject < m.end), None)
    verb = parse.heads[subject]
    in_office = match is not None and match.role is not None and match.kind in ("person", "role")
    suffers = is_passive(parse, verb) and (agent_of(parse, verb) is not None or not in_office)
    if suffers or not (in_office or is_person(parse, subject) or parse.lowers[verb] in SPEECH):
        return False
    return not any(_is_as_well(parse, t, verb) for t in rivals)


def _is_as_well(parse: Parse, noun: int, verb: int) -> bool:
    """Whether "he" may mean somebody else as well: a subject, or the other side of what ``verb`` tells."""
    head, label = parse.heads[noun], parse.deps[noun]
    beside = label == "pobj" and parse.lowers[head] in _BESIDE and parse.heads[head] == verb
    return label in SUBJECTS or label == "conj" or beside or (label in ("dobj", "dative") and head == verb)
