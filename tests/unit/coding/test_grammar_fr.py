"""The grammar of French on trees of any shape: it never fails, and what it gives is a tree again."""

import random

import pytest
from unit.coding.test_grammar_es import FEATURES, KINDS

from pipelines.coding.sentence.grammars.french import French
from pipelines.coding.sentence.grammars.nodes import Node, linked, parse_of

WORDS = (
    "La police a arrêté de la part des au manifestants à l' encontre du Gouvernement se n' ne pas plus sera été fut "
    "attaqué attaquer que contre et Mali : douze civils tués vient d' va devrait tirer pour après être en grève on l' "
    "les -t -il y massivement pilonne américaines neuf par leur personne 40 , . -"
).split()
LABELS = (
    "nsubj nsubj:pass obj iobj obl:arg obl:mod obl:agent nmod case mark det aux:tense aux:pass cop acl acl:relcl advcl "
    "ccomp xcomp conj cc fixed flat:name flat:foreign appos amod advmod nummod punct expl:comp expl:pass expl:subj "
    "parataxis vocative dep"
).split()


@pytest.mark.parametrize("seed", range(300))
def test_any_tree_gives_a_tree(seed: int) -> None:
    chance = random.Random(seed)
    words = [chance.choice(WORDS) for _ in range(chance.randint(1, 18))]
    order = chance.sample(range(len(words)), len(words))
    heads = [0] * len(words)
    for at, place in enumerate(order):
        heads[place] = order[chance.randrange(at)] if at and chance.random() > 0.1 else place
    nodes = [
        Node(w, w, "", 3 * at, at, chance.choice(KINDS), chance.choice(FEATURES), chance.choice(LABELS))
        for at, w in enumerate(words)
    ]
    linked(nodes, heads)
    for node in nodes:
        node.dep = node.dep if node.head else "ROOT"
    grammar = French(
        lambda word, pos: (sum(map(ord, word + pos)) + seed) % 2 == 0,
        lambda word: word if seed % 3 else word[:-1] + "er",
        lambda word: len(word) % 2 == 0,
        str.islower,
    )
    parse = parse_of(" ".join(words), grammar.rewrite(nodes), "fr")
    assert [word for word in parse.printed if word] == words
    assert all(parse.tags) and all(parse.deps) and all(parse.lowers)  # noqa: PT018
    for token in range(len(parse.words)):
        above, steps = token, 0
        while parse.heads[above] != above:
            assert above in parse.children[parse.heads[above]]
            above, steps = parse.heads[above], steps + 1
            assert steps <= len(parse.words)
    assert sum(map(len, parse.children)) == sum(head != token for token, head in enumerate(parse.heads))
