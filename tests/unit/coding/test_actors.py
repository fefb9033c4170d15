"""Who is named, and by which code, at the report's date."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.coding.datafiles import DATA, LexiconError, read_rows
from pipelines.coding.sentence.phrases import parts_of, tokens_of
from pipelines.coding.who.actors import ActorLexicon

DAY = date(2022, 1, 24)


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return ActorLexicon.load()


def code(lexicon: ActorLexicon, phrase: str, head: str | None = None, on: date = DAY) -> str | None:
    """The code of a phrase whose head is its last word, or ``head``."""
    words = tokens_of(phrase)
    actor = lexicon.resolve(words, words.index(head) if head else len(words) - 1, on)
    return actor.code if actor else None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Russian troops", "RUSMIL"),
        ("the government", "GOV"),
        ("Iraq's interim government", "IRQGOV"),
        ("Iranian Foreign Minister Mohammad Javad Zarif", "IRNGOV"),
        ("protesters", "CVL"),
        ("Turkish opposition leader", "TUROPP"),
        ("UN peacekeepers", "IGOUNO"),
        ("European Union", "IGOEUR"),
        ("NATO", "IGONAT"),
        ("Moscow", "RUSGOV"),
        ("the White House", "USAGOV"),
        ("Baghdad police", "IRQCOP"),
        ("the French Senate", "FRALEG"),
        ("Lagos police", "NGACOP"),
        ("U.S. Supreme Court", "USAJUD"),
        ("Kosovo police", "KOSCOP"),
        ("rebel leader", "REB"),
        ("former French president", "FRAELI"),
        ("Human Rights Watch", "NGO"),
        ("Hamas spokesman", "PSEREB"),
        ("military officials", "MIL"),
        ("the Trump administration", "USAGOV"),
        ("Putin's forces", "RUSMIL"),
        ("Brazilian lawmakers", "BRALEG"),
        ("Kurdistan Workers' Party", "TURREB"),
        ("Côte d'Ivoire", "CIV"),
        ("Recep Tayyip Erdoğan", "TURGOV"),
    ],
)
def test_a_phrase_gets_country_and_sector(lexicon: ActorLexicon, phrase: str, expected: str) -> None:
    assert code(lexicon, phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "head", "expected"),
    [
        ("president of Armenia", "president", "ARMGOV"),
        ("Rebels in the Ivory Coast", "Rebels", "CIVREB"),
        ("security forces across Guinea", "forces", "GINCOP"),
        ("ambassador to Russia", "ambassador", "GOV"),
        ("fighters loyal to Moscow", "fighters", "MIL"),
    ],
)
def test_a_country_behind_the_head_counts_only_with_a_fitting_preposition(
    lexicon: ActorLexicon, phrase: str, head: str, expected: str
) -> None:
    assert code(lexicon, phrase, head) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("Iran-backed Houthi rebels", "YEMREB"), ("Iran-backed militia", "UAF"), ("anti-Syria journalist", "JRN")],
)
def test_a_sponsor_or_an_enemy_is_no_owner(lexicon: ActorLexicon, phrase: str, expected: str) -> None:
    assert code(lexicon, phrase) == expected


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Joe Biden", date(2012, 5, 1), "USAGOV"),
        ("Joe Biden", date(2018, 5, 1), "USAELI"),
        ("Joe Biden", date(2022, 5, 1), "USAGOV"),
        ("Bush", date(1991, 1, 20), "USAGOV"),
        ("Taliban", date(2000, 1, 1), "AFGGOV"),
        ("Taliban", date(2015, 1, 1), "AFGREB"),
        ("Taliban", date(2022, 1, 1), "AFGGOV"),
        ("Aung San Suu Kyi", date(2005, 1, 1), "MMROPP"),
        ("Jens Stoltenberg", date(2008, 1, 1), "NORGOV"),
        ("Jens Stoltenberg", date(2022, 1, 1), "IGONAT"),
    ],
)
def test_the_code_is_that_of_the_office_on_the_day(lexicon: ActorLexicon, name: str, day: date, expected: str) -> None:
    assert code(lexicon, name, on=day) == expected


def test_the_role_is_the_office_on_the_day(lexicon: ActorLexicon) -> None:
    words = ["Dmitry", "Medvedev"]
    before, after = lexicon.resolve(words, 1, date(2010, 1, 1)), lexicon.resolve(words, 1, date(2015, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.role, after.role) == ("president", "prime minister")


def test_a_title_in_the_phrase_outweighs_an_office_that_ended(lexicon: ActorLexicon) -> None:
    assert code(lexicon, "Iranian Foreign Minister Zarif", on=date(2023, 1, 1)) == "IRNGOV"
    assert code(lexicon, "former Foreign Minister Zarif", on=date(2023, 1, 1)) == "IRNELI"


def test_an_unknown_person_is_coded_by_nationality_and_title(lexicon: ActorLexicon) -> None:
    assert code(lexicon, "Peruvian Foreign Minister Rosalba Quiñe") == "PERGOV"
    assert code(lexicon, "Prime Minister Anselm Tobo") == "GOV"


def test_a_surname_is_not_taken_from_somebody_else(lexicon: ActorLexicon) -> None:
    assert code(lexicon, "the singer Olga Putin") is None or code(lexicon, "the singer Olga Putin") == "CVL"
    assert not lexicon.find(["said", "Michael", "Jordan", "."], DAY)
    assert not lexicon.find(["Wellington", "Aspiazo", "was", "shot"], DAY)
    assert not lexicon.find(["suspended", "Salem", "al", "-", "Amri"], DAY)
    assert [m.code for m in lexicon.find(["in", "Jordan", "."], DAY)] == ["JOR"]


def test_people_with_an_article_may_be_their_state(lexicon: ActorLexicon) -> None:
    assert code(lexicon, "the Palestinians") == "PSE"
    assert code(lexicon, "two Palestinians") == "PSECVL"


def test_common_words_are_no_actors(lexicon: ActorLexicon) -> None:
    assert lexicon.find("they ate turkey off china and told us who is in".split(), DAY) == []


def test_the_longest_name_wins_and_nothing_overlaps(lexicon: ActorLexicon) -> None:
    words = "South Korea and the U.N. Security Council met North Korean leader Kim Jong Un".split()
    found = lexicon.find(words, DAY)
    assert [" ".join(words[m.start : m.end]) for m in found if m.kind != "role"] == [
        "South Korea",
        "U.N. Security Council",
        "North Korean",
        "Kim Jong Un",
    ]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_an_actor_without_anything_known_is_none(lexicon: ActorLexicon) -> None:
    assert lexicon.resolve(["the", "proposal"], 1, DAY) is None


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("Ann Example\t-\tperson\tXXX\t-\t-", "6 cells"),
        ("Ann Example\t-\tperson\tRUSGO\t-\t-\t-", "RUSGO"),
        ("Ann Example\t-\tghost\tRUSGOV\t-\t-\t-", "ghost"),
        ("Ann Example\t-\tperson\tRUSGOV\t-\t2001-02-30\t-", "2001-02-30"),
        ("Ann Example\t-\tperson\tRUSGOV\t-\t2002-01-01\t2001-01-01", "later"),
    ],
)
def test_a_wrong_line_is_named_by_file_and_number(
    lexicon: ActorLexicon, tmp_path: Path, line: str, complaint: str
) -> None:
    path = tmp_path / "leaders.tsv"
    path.write_text(f"# a comment\n{line}\n")
    with pytest.raises(LexiconError, match=rf"leaders\.tsv:2: .*{complaint}"):
        ActorLexicon((), (), (), ()).add_entities(read_rows(path, 7, 7)) if "XXX" in line else lexicon.add_entities(
            read_rows(path, 7, 7)
        )


def test_no_two_terms_of_a_person_overlap() -> None:
    folder = Path(__file__).parents[3] / "pipelines" / "coding" / "data" / "actors"
    terms: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows(folder / "leaders.tsv", 7, 7):
        name, _, _, _, _, first, last = row.cells
        terms.setdefault(name, []).append((first, "9999-12-31" if last == "-" else last))
    assert len(terms) > 900
    wrong = [(name, a, b) for name, spans in terms.items() for a, b in pairwise(sorted(spans)) if b[0] < a[1]]
    assert wrong == []


def test_the_dictionary_tokenises_as_the_parser_does() -> None:
    spacy = pytest.importorskip("spacy")
    tokenise = spacy.blank("en").make_doc
    folder = Path(__file__).parents[3] / "pipelines" / "coding" / "data" / "actors"
    names = [
        name
        for file in ("organisations", "groups", "leaders")
        for row in read_rows(folder / f"{file}.tsv", 7, 7)
        for name in (row.cells[0], *parts_of(row.cells[1]))
        if " , " not in name
    ]
    different = [name for name in names if [t.text for t in tokenise(name)] != tokens_of(name)]
    assert len(different) < len(names) * 0.01, different


SOLE = {"president", "prime minister", "chancellor", "king", "supreme leader", "secretary-general", "pope"} | {
    "foreign minister",
    "defence minister",
    "secretary of state",
}


def test_nobody_holds_an_office_while_another_does() -> None:
    terms: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for row in read_rows(DATA / "actors" / "leaders.tsv", 7, 7):
        name, _, _, code, role, first, last = row.cells
        if role in SOLE:
            terms.setdefault((code, role), []).append((first, "9999" if last == "-" else last, name))
    assert len(terms) > 300
    overlaps = [
        (office, one, other)
        for office, held in terms.items()
        for one, other in pairwise(sorted(held))
        if other[0] < one[1]
    ]
    assert overlaps == []
