"""spaCy's long pattern of French words, compiled shortly: it matches the same words, and is left alone elsewhere."""

import random
import re

import pytest
from foreign import needs, told

from pipelines.coding.sentence.french_patterns import compiled_shortly, shortened


def test_branches_that_end_alike_share_their_end() -> None:
    letters = "[abc]"
    pattern = rf"(?iu)(?:^a[-–]x{letters}+$)|(?:^b[-–]y{letters}*$)|(?:^c[-–]z{letters}+$)|(?:^zut$)"
    short = shortened(pattern)
    assert short.count(letters) == 2
    words = [
        f"{a}{dash}{b}{tail}" for a in "abcd" for dash in "-–" for b in "xyz" for tail in ("", "a", "ab", "d", "A")
    ]
    for word in [*words, "zut", "zuts", "ZUT"]:
        assert bool(re.match(short, word)) == bool(re.match(pattern, word)), word


def test_other_patterns_are_compiled_as_ever() -> None:
    as_ever = re.compile
    with compiled_shortly():
        assert re.compile("(?iu)(?:^a$)|(?:^b$)").pattern == "(?iu)(?:^a$)|(?:^b$)"
        assert re.compile(b"a", re.IGNORECASE).flags & re.IGNORECASE
    assert re.compile is as_ever


@pytest.mark.slow
def test_the_same_french_words_are_whole() -> None:
    """By spaCy's own branches, each with endings drawn."""
    needs("fr")
    from spacy.lang.fr import tokenizer_exceptions

    branches = tokenizer_exceptions._regular_exp
    long = "(?iu)" + "|".join(f"(?:{branch})" for branch in branches)
    short = shortened(long)
    assert len(short) * 10 < len(long)
    before, after = re.compile(long), re.compile(short)
    rng = random.Random(7)
    for branch in branches:
        front = re.sub(r"\[([^\]])[^\]]*\]|[\^$?]", r"\1", branch.split("[a-z")[0])
        for _ in range(6):
            word = front + "".join(rng.choices("abcéà-'1", k=rng.randint(0, 5)))
            for spelt in (word, word.upper(), word.title(), f"l{word}"):
                assert bool(before.match(spelt)) == bool(after.match(spelt)), spelt


def test_fights_of_gangs_are_told_and_those_of_neighbours_are_not() -> None:
    gangs = "Une rixe entre jeunes de deux gangs rivaux a fait trois morts à Cayenne."
    assert told("fr", gangs)[0] != []
    assert told("fr", "Une bagarre entre voisins a fait un blessé à Lyon.") == [[]]
    assert told("fr", "Une bagarre entre clients d'un bar a fait un mort à Nantes.") == [[]]
