"""The data files of the coder: what loads, what is refused and where, what the check finds."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli.lexicon import command
from pipelines.coding.datafiles import LexiconError
from pipelines.coding.event.checking import check_lexicon
from pipelines.coding.event.compositions import Compositions
from pipelines.coding.event.inflection import forms
from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.event.ontology import Ontology

CLASSES = "TROOPS\tsoldier army\n"


def lexicon_of(folder: Path, **files: str) -> Lexicon:
    (folder / "classes.tsv").write_text(CLASSES, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return Lexicon.load(folder)


def test_the_shipped_lexicon_has_no_problem() -> None:
    assert check_lexicon(Lexicon.load(), Compositions.load(), Ontology.load()) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("attack\t-\t190", "anchor 'attack' does not end"),
        ("attack/v obj\t-\t190", "slot 'obj' is not role=words"),
        ("attack/v obj=@NOBODY\t-\t190", "unknown class @NOBODY"),
        ("attack/v\t-\t190\tmore\tcells", "5 cells, expected 1 to 3"),
    ],
)
def test_a_bad_line_is_named_by_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(LexiconError, match=r"assault\.tsv:2") as error:
        lexicon_of(tmp_path, assault=f"# heading\n{line}\n")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"assault": "bomb/v\t-\t190\nshell|bomb/v\t-\t190\nbomb/v\texplosives\t183\n"}, "never wins"),
        ({"assault": "bomb/v\tspells\t190\n"}, "ASSAULT has no mode 'spells'"),
        ({"assault": "bomb/v\t-\t99\n"}, "'99' is no CAMEO code"),
        ({"operators": "shrug/v\tshrug\n"}, "operator 'shrug' has no row"),
    ],
)
def test_the_check_finds_what_loading_cannot(tmp_path: Path, files: dict[str, str], message: str) -> None:
    lexicon = lexicon_of(tmp_path, **files)
    problems = check_lexicon(lexicon, Compositions.load(), Ontology.load())
    assert any(message in problem.message for problem in problems)


def test_the_command_ends_well_on_the_shipped_lexicon() -> None:
    result = CliRunner().invoke(command, ["check"])
    assert result.exit_code == 0, result.output
    assert result.output.endswith("0 problems\n")


@pytest.mark.parametrize(
    ("lemma", "pos", "form"),
    [
        ("ban", "v", "banned"),
        ("deny", "v", "denies"),
        ("strike", "v", "struck"),
        ("refuse", "v", "refusing"),
        ("lie", "v", "lying"),
        ("army", "n", "armies"),
        ("gunman", "n", "gunmen"),
        ("clash", "n", "clashes"),
        ("acquit", "v", "acquitted"),
        ("gas", "v", "gassing"),
        ("commando", "n", "commandos"),
        ("hero", "n", "heroes"),
        ("chairman", "n", "chairmen"),
        ("oligarch", "n", "oligarchs"),
    ],
)
def test_words_are_known_in_every_form(lemma: str, pos: str, form: str) -> None:
    assert form in forms(lemma, pos)
