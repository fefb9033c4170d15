"""The grammar of Russian on trees of any shape: it never fails, and what it gives is a tree again."""

import random

import pytest
from unit.coding.foreign import needs

from pipelines.coding.sentence.grammars.nodes import Node, linked, parse_of

WORDS = (
    "Полиция задержала в результате на протестующих были убиты боевиками не мог бы напасть чтобы войска ушли если "
    "который раненые российские Харьков ракетами Украине между и против со стороны готов будет атакован обстреляв 40 "
    "тысячи около нужно объявлен народу боже , . «"
).split()
KINDS = "NOUN PROPN VERB AUX ADJ ADP DET PRON ADV SCONJ CCONJ NUM PART PUNCT SYM X".split()
LABELS = (
    "nsubj nsubj:pass obj iobj obl nmod case mark det aux aux:pass cop acl acl:relcl advcl ccomp xcomp csubj conj cc "
    "fixed flat flat:name appos amod advmod nummod nummod:gov punct compound parataxis discourse orphan expl list"
).split()
CASES = ("Nom", "Gen", "Par", "Dat", "Acc", "Ins", "Loc", "Voc")
FORMS = (
    {},
    {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past", "Number": "Plur"},
    {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Fut"},
    {"VerbForm": "Fin", "Mood": "Imp"},
    {"VerbForm": "Fin", "Tense": "Pres", "Voice": "Pass"},
    {"VerbForm": "Inf"},
    {"VerbForm": "Conv"},
    {"VerbForm": "Part", "Voice": "Pass", "Variant": "Short", "Tense": "Past"},
    {"VerbForm": "Part", "Voice": "Act", "Tense": "Pres", "Case": "Gen"},
)


@pytest.mark.parametrize("seed", range(300))
def test_any_tree_gives_a_tree(seed: int) -> None:
    needs("ru")
    from pipelines.coding.sentence.grammars.russian import Russian

    chance = random.Random(seed)
    words = [chance.choice(WORDS) for _ in range(chance.randint(1, 18))]
    order = chance.sample(range(len(words)), len(words))
    heads = [0] * len(words)
    for at, place in enumerate(order):
        heads[place] = order[chance.randrange(at)] if at and chance.random() > 0.1 else place
    nodes = [
        Node(w, w, "", 3 * at, at, chance.choice(KINDS), _features(chance), chance.choice(LABELS))
        for at, w in enumerate(words)
    ]
    linked(nodes, heads)
    for node in nodes:
        node.dep = node.dep if node.head else "ROOT"
    grammar = Russian(
        lambda word, pos: (sum(map(ord, word + pos)) + seed) % 2 == 0, lambda word: len(word) % 2 == 0, str.islower
    )
    parse = parse_of(" ".join(words), grammar.rewrite(nodes), "ru")
    assert [word for word in parse.printed if word] == words
    assert all(parse.tags) and all(parse.deps) and all(parse.lowers)  # noqa: PT018
    for token in range(len(parse.words)):
        above, steps = token, 0
        while parse.heads[above] != above:
            assert above in parse.children[parse.heads[above]]
            above, steps = parse.heads[above], steps + 1
            assert steps <= len(parse.words)
    assert sum(map(len, parse.children)) == sum(head != token for token, head in enumerate(parse.heads))


def test_words_of_every_case_and_number_have_a_dictionary_form() -> None:
    needs("ru")
    from pipelines.coding.event.lemmas_ru import called, lemma_of
    from pipelines.coding.sentence.slovnet_trees import SlovnetTrees

    vocabulary = SlovnetTrees()._morphology.decoder.tags_vocab
    tags = [vocabulary.decode(at).partition("|") for at in range(len(vocabulary))]
    marked = {(kind, *_case_and_number(features)) for kind, _, features in tags}
    assert set(CASES) | {""} == {case for _, case, _ in marked}
    for word in ("народу", "боже", "стали", "раненых", "2-й", "ёлки-палки", ""):
        for kind, case, number in marked:
            assert lemma_of(word, kind, case, number) or not word
            assert called(word, case, number) or not word
    assert lemma_of("народу", "NOUN", "Par", "Sing") == "народ"
    assert lemma_of("боже", "NOUN", "Voc", "Sing") == "бог"
    assert lemma_of("боже", "NOUN", "a case that the tagger may have one day") == "бог"


def _case_and_number(features: str) -> tuple[str, str]:
    found = dict(pair.split("=", 1) for pair in features.split("|") if "=" in pair)
    return found.get("Case", ""), found.get("Number", "")


def _features(chance: random.Random) -> dict[str, str]:
    return {**chance.choice(FORMS), **({"Case": chance.choice(CASES)} if chance.random() < 0.5 else {})}


def test_rings_of_heads_are_cut_open() -> None:
    needs("ru")
    from pipelines.coding.sentence.slovnet_trees import _tree

    by_hand = ([2, 1], [2, 3, 1], [1], [0, 1, 4, 3], [3, 1, 2, 0], [5, 1, 2, 3, 4], [2, 3, 2], [4, 1, 4, 3])
    chance = random.Random(0)
    drawn = [[chance.randint(0, size) for _ in range(size)] for size in range(1, 14) for _ in range(20)]
    for found in [*by_hand, *drawn]:
        given = [number - 1 if number else at for at, number in enumerate(found)]
        heads = _tree(found)
        cut = [at for at, head in enumerate(heads) if head != given[at]]
        assert all(heads[at] == at for at in cut)
        assert sorted(min(ring) for ring in _rings(given)) == sorted(min(_run(given, at)) for at in cut)
        assert all(at in _run(given, at) for at in cut), "a head that is in no ring stays"
        assert not _rings(heads)


def _run(heads: list[int], at: int) -> frozenset[int]:
    """Where a walk up from a word comes to go round, itself alone for a root."""
    for _ in heads:
        at = heads[at]
    ring = {at}
    while heads[at] not in ring:
        at = heads[at]
        ring.add(at)
    return frozenset(ring)


def _rings(heads: list[int]) -> set[frozenset[int]]:
    return {ring for at in range(len(heads)) if len(ring := _run(heads, at)) > 1}


def test_a_sentence_is_parsed_alike_whatever_is_parsed_with_it() -> None:
    needs("ru")
    from pipelines.coding.sentence.slovnet_trees import SlovnetTrees

    trees = SlovnetTrees()
    texts = [
        "Полиция задержала 30 протестующих.",
        "",
        "Взрыв.",
        "Как сообщили в министерстве, войска покинули город, жители которого вышли на площадь с требованием мира.",
        "«Мы не уйдём», — заявил лидер протеста, и толпа поддержала его.",
    ]
    together = list(trees.trees(texts))
    assert together == [next(iter(trees.trees([text]))) for text in texts]
    assert together[1] == []
