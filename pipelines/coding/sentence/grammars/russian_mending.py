"""What the tagger and the parser get wrong of Russian words that a dictionary knows for certain."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pipelines.coding.event.lemmas_ru import Reading, plain, readings
from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.who.cases_ru import analyser

_CASES: Final = {
    "nomn": "Nom", "voct": "Nom", "gent": "Gen", "gen1": "Gen", "gen2": "Gen", "datv": "Dat", "accs": "Acc",
    "acc2": "Acc", "ablt": "Ins", "loct": "Loc", "loc1": "Loc", "loc2": "Loc",
}  # fmt: skip
_TENSES: Final = {"past": "Past", "pres": "Pres", "futr": "Fut"}
_OPEN: Final = ("VERB", "NOUN", "ADJ", "ADV", "PROPN")
_LOOSE: Final = ("nmod", "appos", "amod", "dep", "parataxis", "iobj", "advmod", "flat", "xcomp")
_PEOPLE: Final = {"цы": "Nom", "цев": "Gen", "цам": "Dat", "цами": "Ins", "цах": "Loc"}
_MOST: Final = 20_000
_SHORTEST: Final = 4  # shorter words are too often several


@lru_cache(_MOST)
def _known(word: str) -> tuple[Reading, ...]:
    """The readings of a word that the dictionary holds; of one with a hyphen, those of its last part."""
    last = word.rpartition("-")[2]
    known = len(last) >= _SHORTEST and analyser().word_is_known(last)
    return readings(word if analyser().word_is_known(word) else last) if known else ()


@lru_cache(_MOST)
def _kinds(word: str) -> frozenset[str]:
    return frozenset(str(reading.tag.POS) for reading in _known(word))


@lru_cache(_MOST)
def _cases(word: str, number: str) -> frozenset[str]:
    """The cases that a noun may stand in as written."""
    nouns = [r.tag for r in _known(word) if str(r.tag.POS) == "NOUN" and "Fixd" not in r.tag]
    agreeing = [tag for tag in nouns if not number or str(tag.number) == number.lower()]
    return frozenset(_CASES[str(tag.case)] for tag in agreeing or nouns if str(tag.case) in _CASES)


def mend_words(nodes: Sequence[Node]) -> None:
    """Give each word the part of speech, tense and case that it alone can have."""
    for node in nodes:
        low = plain(node.word.lower())
        if node.kind not in _OPEN:
            continue
        if not (kinds := _kinds(low)):
            _as_people(node, low)
            continue
        if kinds == {"VERB"}:
            _as_finite(node, low)
        elif kinds == {"NOUN"} and node.kind in ("VERB", "ADJ", "ADV"):
            _as_noun(node, low)
        elif node.kind in ("NOUN", "PROPN"):
            _settle_case(node, low)


def _as_finite(node: Node, low: str) -> None:
    tags = [reading.tag for reading in _known(low)]
    told = [tag for tag in tags if _TENSES.get(str(tag.tense)) == node.features.get("Tense")]
    present = [tag for tag in tags if str(tag.tense) == "pres"]  # "бойкотируют" may be of either aspect
    tag = (told or present or tags)[0]
    tense = _TENSES.get(str(tag.tense), "")
    right = node.kind == "VERB" and node.features.get("VerbForm") == "Fin" and node.features.get("Tense") == tense
    reflexive = low.endswith(("ся", "сь"))
    if (right and (reflexive or node.features.get("Voice") != "Pass")) or not tense:
        return
    node.kind = "VERB"
    node.features = {
        "VerbForm": "Fin",
        "Mood": "Ind",
        "Tense": tense,
        "Voice": "Act",
        "Number": "Plur" if str(tag.number) == "plur" else "Sing",
    }


def _as_people(node: Node, low: str) -> None:
    """Take what no dictionary holds for people by its ending: "росгвардейцы", "нукусцев"."""
    ending = next((ending for ending in _PEOPLE if low.endswith(ending)), None)
    if node.kind == "ADJ" and ending is not None and node.word.islower():
        node.kind = "NOUN"
        node.features = {"Case": _PEOPLE[ending], "Number": "Plur", "Animacy": "Anim"}


def _as_noun(node: Node, low: str) -> None:
    number = "Plur" if all(str(r.tag.number) == "plur" for r in _known(low)) else "Sing"
    possible = _cases(low, node.features.get("Number", "")) or _cases(low, "")
    case = node.features.get("Case", "")
    if possible:
        case = case if case in possible else "Nom" if "Nom" in possible else min(possible)
        node.kind = "NOUN"
        node.features = {"Case": case, "Number": node.features.get("Number", number)}


def _settle_case(node: Node, low: str) -> None:
    possible = _cases(low, "")
    wrong = node.features.get("Case") == "Nom" and possible and "Nom" not in possible
    if wrong and not node.under("case", "nummod", "nummod:gov"):
        chosen = "Acc" if "Acc" in possible else min(possible)
        node.features = {**node.features, "Case": chosen}


def mend_arguments(verb: Node) -> None:
    """Let no verb have two subjects, nor one in another case than the nominative; find it the object it lacks."""
    if not verb.is_verb or verb.form not in ("Fin", "Part", ""):
        return
    subjects = verb.under("nsubj", "nsubj:pass")
    for subject in subjects:
        case = subject.features.get("Case")
        noun = subject.kind in ("NOUN", "PROPN") and not subject.under("nummod", "nummod:gov", "case")
        if noun and case == "Acc" and not verb.under("obj") and subject.dep == "nsubj" and not may_do(subject, verb):
            subject.dep = "obj"
    _settle_two(verb, verb.under("nsubj", "nsubj:pass"))
    if verb.form == "Fin":
        for child in verb.under(*_LOOSE):
            _free(verb, child)


def mend_reports(main: Node) -> None:
    """Give a verb the subject that the parser hung on who reports it behind: "Расчет выжег пункт, заявили в армии"."""
    if not main.is_verb or main.under("nsubj", "nsubj:pass"):
        return
    for report in main.under("parataxis"):
        for subject in report.under("nsubj", "nsubj:pass"):
            if report.is_verb and subject.at < main.at < report.at:
                (_behind_colon(subject, main) or subject).hang(main, "nsubj")
                return


def _behind_colon(source: Node, main: Node) -> Node | None:
    """Who acts behind the name of who tells it: "Минобороны: подразделения открыли огонь"."""
    for child in source.under("parataxis", "appos", "conj", "nmod"):
        colon = any(mark.word == ":" for mark in child.under("punct"))
        if colon and child.kind in ("NOUN", "PROPN") and source.at < child.at < main.at:
            return child
    return None


def may_stand_in(noun: Node, case: str) -> bool:
    """Whether a noun as written may stand in a case; one that the dictionary lacks may stand in any."""
    possible = _cases(plain(noun.word.lower()), "")
    return not possible or case in possible


def may_do(noun: Node, verb: Node) -> bool:
    """Whether a noun may be the subject of a finite verb: a nominative of its number, and in the past of its gender."""
    number = verb.features.get("Number")
    many = bool(noun.under("conj", "nummod", "nummod:gov"))
    if not may_stand_in(noun, "Nom") or (number == "Plur") != (noun.features.get("Number") == "Plur" or many):
        return False
    genders = {feature for feature in (noun.features.get("Gender"), verb.features.get("Gender")) if feature}
    return number == "Plur" or len(genders) < 2


def _settle_two(verb: Node, subjects: Sequence[Node]) -> None:
    nouns = [s for s in subjects if s.kind in ("NOUN", "PROPN")]
    for other in subjects:
        if other.kind == "ADJ" and nouns and other.at < nouns[-1].at:
            other.hang(nouns[-1], "amod")
    if len(nouns) != 2 or verb.under("obj") or verb.form != "Fin":
        return
    wanted = verb.features.get("Number")
    agreeing = [s for s in nouns if s.features.get("Number") == wanted or s.under("conj", "nummod", "nummod:gov")]
    if len(agreeing) == 1:
        next(s for s in nouns if s is not agreeing[0]).dep = "obj"


def _free(verb: Node, child: Node) -> None:
    """Let a bare noun that the parser hung loosely be what its case says."""
    if child.kind not in ("NOUN", "PROPN") or child.under("case", "punct"):
        return
    case = child.features.get("Case")
    if case == "Acc" and not verb.under("obj"):
        child.dep = "obj"
    elif case == "Nom" and not verb.under("nsubj", "nsubj:pass", "csubj"):
        child.dep = "nsubj"
