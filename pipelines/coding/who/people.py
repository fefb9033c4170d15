"""Which phrases can be actors at all: those headed by a name, or by a noun for people and bodies of people."""

from functools import cache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.glosses import LANGUAGES, glosses_of
from pipelines.coding.sentence.frames import dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.sentence.phrases import parts_of
from pipelines.coding.wordlists import word_list

_FEW = word_list("people_too")
_THINGS = word_list("things")
_ENDINGS = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""))
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve dozens scores hundreds".split())
_AMOUNTS = word_list("partitives")
_ARRESTED = word_list("arrested")
_FATES = word_list("killed") | word_list("injured") | _ARRESTED
_CROWDS = frozenset({"dozens", "hundreds", "thousands", "millions"})  # "tens of thousands marched"
_PRIVATE = word_list("private_persons")
_PERSONS = frozenset({"people", "persons"})


_SITES = word_list("sites")
_FIRMS = frozenset({"partner", "maker", "owner", "supplier", "leader", "lady", "seller", "operator", "provider"})


@cache
def _people() -> frozenset[str]:
    lines = (DATA / "actors" / "people.txt").read_text(encoding="utf-8").splitlines()
    people = frozenset(line for line in lines if not line.startswith("#")) | _FEW
    for language in LANGUAGES:
        roles = read_rows(DATA / language / "actors" / "roles.tsv", 4, 4)
        nouns = (noun for row in roles for noun in parts_of(row.cells[0]) if " " not in noun)
        people |= {noun for noun in glosses_of(language).all_seen(nouns) if noun.startswith(f"{language}:")}
    return people


@cache
def is_people(noun: str) -> bool:
    """Whether a common noun in lower case, singular or plural, is one for people or bodies of people."""
    if noun in _THINGS:
        return False
    forms = (noun, *(noun[: -len(old)] + new for old, new in _ENDINGS if noun.endswith(old)))
    return any(form in _people() and form not in _THINGS for form in forms)


def is_toll(parse: Parse, number: int) -> bool:
    """Whether a bare number is of people unknown: "more than 400 have been arrested", "killing 12"."""
    if dependents(parse, number, "prep", "nmod") or parse.deps[number] not in ("nsubjpass", "dobj"):
        return False
    if parse.lowers[parse.heads[number]] not in _FATES:
        return False
    verb = parse.heads[number]
    doers = dependents(parse, verb, "nsubj") or dependents(parse, parse.heads[verb], "nsubj")
    held = parse.deps[number] == "dobj" and parse.lowers[verb] in _ARRESTED  # "police detained six"
    before = (t for t in range(number) if not (held and t in doers))
    return not any(parse.tags[t] == "NNS" and _counts_in(parse.lowers[t]) for t in before)


def _counts_in(noun: str) -> bool:
    return noun in _PERSONS or is_people(noun)


def may_act(parse: Parse, noun: int) -> bool:
    """Whether the phrase headed by ``noun`` is one for people, or a name that is none of a thing."""
    word, tag = parse.lowers[noun], parse.tags[noun]
    if tag.startswith("NNP") or (tag[0] in "NJ" and parse.words[noun][:1].isupper()):
        return word not in _THINGS
    if tag.startswith("PRP"):
        return False
    if tag == "CD":
        return word in _NUMBERS or is_toll(parse, noun)
    if word in _AMOUNTS:
        of = [child for child in parse.children[noun] if parse.lowers[child] == "of"]
        inner = [head for child in of for head in parse.children[child] if parse.deps[head] == "pobj"]
        if inner:
            return any(may_act(parse, head) for head in inner)
        if word in _CROWDS and parse.deps[noun] != "pobj":
            return True
    return is_people(word.rpartition("-")[2])


def is_person(parse: Parse, noun: int) -> bool:
    """Whether a noun is one for a single person by calling or office: "receptionist", "Minister"."""
    return parse.tags[noun] in ("NN", "NNP") and parse.lowers[noun] in _people() - _FEW - _FIRMS


def are_persons(parse: Parse, noun: int) -> bool:
    """Whether a common noun is one for private persons: "a British couple"."""
    return parse.tags[noun] in ("NN", "NNS") and parse.lowers[noun] in _PRIVATE


def is_private_person(parse: Parse, noun: int) -> bool:
    """Whether a full name has a common noun for a person beside it and no office: "Ana Ruiz, a hotel receptionist"."""
    beside = dependents(parse, noun, "compound", "nmod", "appos")
    if parse.tags[noun] == "NN":  # "the bookseller Ana Ruiz", where the parser takes the calling for the head
        names, callings = [t for t in beside if t > noun], [noun]
    else:
        names, callings = [noun], [t for t in beside if parse.tags[t] == "NN"]
    names = [t for t in names if parse.tags[t] == "NNP"]
    full = any(parse.tags[t] == "NNP" for name in names for t in dependents(parse, name, "compound", "nmod"))
    return full and any(is_person(parse, t) for t in callings)


def is_site(parse: Parse, noun: int) -> bool:
    """Whether a place of some body's stands for the body where it is named: "militant positions in the north"."""
    return parse.lowers[noun] in _SITES
