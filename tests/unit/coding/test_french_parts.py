"""Which parts of a French sentence are parsed for themselves, and that its words stay whole and in order."""

import pytest
from unit.coding.foreign import coders, needs

from pipelines.coding.sentence.grammars.french_parts import parts_of

PARTS = [
    ("Les élus ont hué jeudi la réforme du ministre.", ["jeudi"]),
    ("Le maire a fui dans la nuit de lundi à mardi son village.", ["dans la nuit de lundi à mardi"]),
    ("Mopti : des hommes armés ont incendié deux écoles.", ["Mopti : "]),
    ("Ségou (centre) : des hommes armés ont incendié deux écoles.", ["Ségou (centre) : "]),
    ("A Goma : des hommes armés ont incendié deux écoles.", ["A Goma : "]),
    ("Est de la RDC : des hommes armés ont incendié deux écoles.", ["Est de la RDC : "]),
    ("Dans l'est de la RDC : des hommes armés ont incendié deux écoles.", ["Dans l'est de la RDC : "]),
    ("Le ministre est clair : la grève est illégale et sera punie.", []),
    ("Nord du Mali - Des hommes armés ont incendié deux écoles.", ["Nord du Mali - "]),
    ("Ils ont réuni, selon la police, 3.000 personnes à Lille.", [", selon la police,"]),
    ("La rébellion (FLA) a pris la ville.", ["(FLA)"]),
    ("Deux soldats sont morts ; trois autres ont été blessés.", [" ; trois autres ont été blessés."]),
    ("Le ministre a dit : la grève est illégale et sera punie.", []),
    ("La grève de lundi a été suivie.", []),
    ("Trois soldats ont été tués à Gao, a confirmé l'armée.", [", a confirmé l'armée."]),
    ("Trois soldats ont été tués à Gao, a-t-on appris mardi.", [", a-t-on appris mardi."]),
    ("Paris a de son côté gelé son aide.", [" de son côté"]),
    ("L'opposition, elle, exige un vote.", [", elle,"]),
    ('Le Mali rappelle "avec effet immédiat" son consul.', ['"avec effet immédiat"']),
    ('Il a appelé "à la grève" les élus.', []),
    ("Il travaille le lundi et le mardi au ministère.", []),
]


@pytest.mark.parametrize(("text", "parts"), PARTS, ids=[row[0][:30] for row in PARTS])
def test_parts(text: str, parts: list[str]) -> None:
    assert [text[part.start : part.end] for part in parts_of(text)] == parts


@pytest.mark.parametrize("text", [row[0] for row in PARTS])
def test_words_stay_in_order(text: str) -> None:
    needs("fr")
    coder = coders().of("fr")
    assert coder is not None
    [parse] = coder._parser.parse([text])
    told = [(word, start) for word, start in zip(parse.printed, parse.starts, strict=True) if word]
    assert all(text.startswith(word, start) for word, start in told)
    assert [start for _, start in told] == sorted(start for _, start in told)
