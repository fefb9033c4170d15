"""The grammar of Spanish on trees of any shape: it never fails, and what it gives is a tree again."""

import random

import pytest

from pipelines.coding.sentence.grammars.nodes import Node, linked, parse_of
from pipelines.coding.sentence.grammars.spanish import Spanish

WORDS = (
    "La policía detuvo por parte de los a al manifestantes en contra del Gobierno se no habrá sido fue atacado atacar "
    "que resultaron heridos contra y lo Envían militares para tras ser Lima de enviaría ataquen protesta su 40 , . "
    "Convocados cerca un total más finca La Esperanza despojó cae emboscada tendió volvieron el fundo al menos"
).split()
KINDS = "NOUN PROPN VERB AUX ADJ ADP DET PRON ADV SCONJ CCONJ NUM PUNCT".split()
LABELS = (
    "nsubj obj iobj obl nmod case mark det aux cop acl advcl ccomp xcomp csubj conj cc fixed flat appos amod advmod "
    "nummod punct expl:pass compound parataxis dep"
).split()
FEATURES = (
    {},
    {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past", "Number": "Plur"},
    {"VerbForm": "Fin", "Mood": "Sub"},
    {"VerbForm": "Fin", "Mood": "Cnd"},
    {"VerbForm": "Fin", "Tense": "Fut"},
    {"VerbForm": "Inf"},
    {"VerbForm": "Part"},
    {"VerbForm": "Ger"},
    {"PronType": "Rel"},
    {"Poss": "Yes"},
)


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
    grammar = Spanish(
        lambda word, pos: (sum(map(ord, word + pos)) + seed) % 2 == 0, str, lambda word: len(word) % 2 == 0, str.islower
    )
    parse = parse_of(" ".join(words), grammar.rewrite(nodes), "es")
    assert [word for word in parse.printed if word] == words
    assert all(parse.tags) and all(parse.deps) and all(parse.lowers)  # noqa: PT018
    for token in range(len(parse.words)):
        above, steps = token, 0
        while parse.heads[above] != above:
            assert above in parse.children[parse.heads[above]]
            above, steps = parse.heads[above], steps + 1
            assert steps <= len(parse.words)
    assert sum(map(len, parse.children)) == sum(head != token for token, head in enumerate(parse.heads))
