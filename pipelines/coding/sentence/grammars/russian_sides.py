"""Which noun does what a Russian verb says and which suffers it, where the parser mixes them up."""

from collections.abc import Callable, Sequence
from typing import Final

from pipelines.coding.event.lemmas_ru import plain
from pipelines.coding.sentence.grammars.nodes import Node, empty
from pipelines.coding.sentence.grammars.russian_lists import listed
from pipelines.coding.sentence.grammars.russian_mending import may_do, may_stand_in
from pipelines.coding.sentence.grammars.russian_words import lemma

_NOUNS: Final = ("NOUN", "PROPN")
_STOPS: Final = frozenset(":;—–-,")
_HELD: Final = ("Acc", "Gen")
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "csubj")
_ALONE: Final = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "conj", "ROOT", "appos")
_NEAR: Final = 3  # words from a verb to the object behind it


def settle_sides(nodes: Sequence[Node]) -> None:
    """Give each finite verb the subject and the object that number, gender and case say."""
    for node in nodes:
        _above_participle(node)
        if node.kind in _NOUNS:
            _head_by_verb(node)
            _join_to_verb(node, nodes)
            _free_across(node, nodes)
            _move_to_nearer(node, nodes)
    for node in nodes:
        if node.kind == "VERB" and node.form == "Fin":
            _front_object(node)
            _genitive_behind(node)
            _lay_on(node)
            _second_object(node)
            _term(node)


def speak_for_body(verb: Node) -> None:
    """Let the body that people speak in be who speaks: "в МИД пригрозили ответом", "в Минобороны обвинили боевиков"."""
    plural = verb.form == "Fin" and verb.features.get("Number") == "Plur"
    if verb.kind != "VERB" or not plural or verb.under(*_SUBJECTS, "agent"):
        return
    said = lemma(verb)
    for place in verb.under("obl"):
        case = place.under("case")
        fits = place.at < verb.at and place.kind in _NOUNS and len(case) == 1 and case[0].word.lower() in ("в", "во")
        if not fits or place.features.get("Case") not in ("Loc", None):
            continue
        body = lemma(place) in listed("speaking_bodies") and said in listed("said_by_bodies") | listed(
            "judged_by_bodies"
        )
        seat = lemma(place) in listed("seats") and said in listed("judged_by_seats")
        if body or seat:
            case[0].dep, case[0].low, case[0].kind = "dep", f"-{case[0].low}", "PART"
            place.dep = "nsubj"
            return


def count_people(node: Node) -> list[Node]:
    """Let a number of people that stands alone be people: "Девятерых увезли в отдел", "на троих завели дела"."""
    alone = node.dep in _ALONE or (node.dep in ("nummod", "nummod:gov") and node.head is not None and node.head.is_verb)
    if plain(node.word.lower()) not in listed("of_people") or not alone or node.under("nmod", "nummod"):
        return []
    number = empty(node.low, "nummod", "CD", node, node)
    number.kind = "NUM"
    if node.dep in ("nummod", "nummod:gov"):
        node.dep = "obl" if node.under("case") else "obj"
    case = node.features.get("Case", "Gen")
    node.kind, node.low, node.tag = "NOUN", "ru:человек", "NNS"
    node.features = {"Case": case, "Number": "Plur"}
    return [number]


def refuse_in_a_word(verb: Node, known: Callable[[str, str], bool]) -> None:
    """Take a verb and its "не" for one word where the lexicon has such: "не согласовали", "не признал"."""
    denied = next((child for child in verb.under("advmod") if child.low == "not" and child.at < verb.at), None)
    word = f"ru:не {lemma(verb)}"
    if denied is not None and verb.is_verb and known(word, "v"):
        verb.low = word
        denied.low = "-not"


def _head_by_verb(noun: Node) -> None:
    """Let a verb head what the parser took for its noun's genitive: "Связь глушат"."""
    if noun.head is not None:
        return
    verb = next((v for v in noun.under("nmod", "amod", "appos", "flat", "dep") if _tells(v) and v.at > noun.at), None)
    if verb is None:
        return
    verb.take_place(noun)
    for child in [c for c in noun.children if c.at > verb.at]:
        child.hang(verb, "obl" if child.dep == "nmod" and child.under("case") else child.dep)
    noun.hang(verb, "nsubj" if may_do(noun, verb) else "obj")


def _tells(verb: Node) -> bool:
    return verb.kind == "VERB" and verb.form == "Fin"


def _free_across(noun: Node, nodes: Sequence[Node]) -> None:
    """Give the verb right before it a bare noun that hangs on one behind: "отозвала посла и закрыла один пункт"."""
    above = noun.head
    loose = above is not None and noun.dep in ("nmod", "amod") and above.at > noun.at and above.kind != "VERB"
    if above is None or not loose or noun.under("case"):
        return
    between = noun.dep == "amod" or any(noun.at < n.at < above.at and _tells(n) for n in nodes)
    first = int(min([noun.at, *(child.at for child in noun.children)]))
    before = nodes[max(0, first - _NEAR) : first]
    verb = next((n for n in reversed(before) if _tells(n)), None)
    if between and verb is not None and not verb.under("obj") and may_stand_in(noun, "Acc"):
        noun.hang(verb, "obj")


def _above_participle(verb: Node) -> None:
    """Let a noun head the participle before it: "Задержанных накануне журналистов отпустили"."""
    case = verb.features.get("Case")
    if verb.kind != "VERB" or verb.form != "Part" or not case or verb.head is not None:
        return
    noun = next((n for n in verb.under("obj", "nsubj", "nmod", "obl") if n.at > verb.at and n.kind in _NOUNS), None)
    if noun is None or noun.under("case") or not may_stand_in(noun, case):
        return
    noun.take_place(verb)
    for child in [c for c in verb.children if c.at > noun.at]:
        child.hang(noun, child.dep)
    verb.hang(noun, "amod")


def _join_to_verb(noun: Node, nodes: Sequence[Node]) -> None:
    """Give a noun that hangs nowhere to the verb behind it that lacks it."""
    if noun.head is not None or noun.under("case"):
        return
    verb = next((n for n in nodes if n.at > noun.at and _tells(n)), None)
    if verb is None or verb.head is not None or any(n.word in _STOPS for n in nodes if noun.at < n.at < verb.at):
        return
    if may_do(noun, verb) and not verb.under(*_SUBJECTS):
        noun.hang(verb, "nsubj")
    elif not verb.under("obj") and verb.features.get("Number") == "Plur" and noun.features.get("Case") in _HELD:
        noun.hang(verb, "obj")


def _move_to_nearer(noun: Node, nodes: Sequence[Node]) -> None:
    """Give a subject to the next verb where the one that it hangs on disagrees: "мэр обещал, а забор убрали"."""
    far = noun.head
    if far is None or noun.dep != "nsubj" or not _tells(far) or noun.at > far.at or may_do(noun, far):
        return
    for verb in (n for n in nodes if noun.at < n.at < far.at and _tells(n)):
        if not verb.under(*_SUBJECTS) and may_do(noun, verb) and not noun.under("conj"):
            noun.hang(verb, "nsubj")
        return


def _front_object(verb: Node) -> None:
    """Let a single thing before a plural verb be what it is done to: "связь глушат", "забор начали убирать"."""
    subjects = verb.under("nsubj")
    if verb.features.get("Number") != "Plur" or len(subjects) != 1 or verb.under("obj"):
        return
    noun = subjects[0]
    single = noun.kind == "NOUN" and noun.features.get("Number") == "Sing" and noun.at < verb.at
    counted = bool(noun.under("conj", "nummod", "nummod:gov", "appos", "case")) or lemma(noun) in listed("many")
    if single and not counted and may_stand_in(noun, "Acc") and noun.word.islower() | (noun.at == 0):
        noun.dep = "obj"


def _lay_on(verb: Node) -> None:
    """Give a verb the one on whom something is laid, where it hangs deeper: "возложил вину за взрыв на Москву"."""
    if lemma(verb) not in listed("laying"):
        return
    for noun in (n for held in verb.under("obj") for n in held.under("nmod")):
        for inner in noun.under("nmod"):
            if any(case.word.lower() == "на" for case in inner.under("case")):
                inner.hang(verb, "obl")
                return


def _genitive_behind(verb: Node) -> None:
    """Let a genitive behind the object be its owner, not the subject: "обыскали дом старейшины"."""
    for subject in verb.under("nsubj"):
        counted = subject.under("nummod", "nummod:gov", "case", "conj")
        if subject.features.get("Case") != "Gen" or counted or may_do(subject, verb):
            continue
        held = [o for o in verb.under("obj") if verb.at < o.at < subject.at and o.kind in _NOUNS]
        if held:
            subject.hang(held[-1], "nmod")


def _second_object(verb: Node) -> None:
    """Let the one of two objects that may do it be the subject: "Подстанцию повредил беспилотник"."""
    objects = [o for o in verb.under("obj") if o.kind in _NOUNS and not o.under("case")]
    if len(objects) != 2 or verb.under(*_SUBJECTS):
        return
    able = [o for o in objects if may_do(o, verb)]
    if len(able) == 1 and not (able[0].features.get("Gender") is None and verb.features.get("Number") != "Plur"):
        able[0].dep = "nsubj"


def _term(verb: Node) -> None:
    """Let years and days be what somebody is given: "ей дали пять лет"."""
    if lemma(verb) not in listed("giving_terms") or verb.under("obj"):
        return
    for child in verb.under("obl"):
        if lemma(child) in listed("terms") and child.under("nummod", "nummod:gov") and not child.under("case"):
            child.dep = "obj"
            return
