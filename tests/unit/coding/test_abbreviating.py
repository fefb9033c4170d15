"""Abbreviations are written out before a sentence is parsed, and offsets stay those of the printed text."""

import pytest

from pipelines.coding.sentence.abbreviating import written_out
from pipelines.coding.sentence.reading import read_text


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("The S. Korean govt. and N. Macedonia", "The South Korean government and North Macedonia"),
        ("troops in E. Chad and N. Kivu", "troops in eastern Chad and North Kivu"),
        ("30 km. W. of Goma, in its S. suburbs", "30 km west of Goma, in its southern suburbs"),
        ("the 12th Bde. of the F.A.R.D.C.'s army", "the 12th Brigade of the FARDC's army"),
        ("a col. of the K.D.F. told M.P.s", "a col. of the KDF told MPs"),
        ("It lasted two hrs. The army left.", "It lasted two hours. The army left."),
        ("held by the F.B.I. The man", "held by the FBI. The man"),
        ("Def. Min. Ruiz of the Nat'l party", "Defence Minister Ruiz of the Nat'l party"),
        ("P.M. Okoye spoke at 6 P.M. in Lagos", "Prime Minister Okoye spoke at 6 P.M. in Lagos"),
        ("Pres. Ruiz met two Cpls. on Mon. in Lima", "President Ruiz met two Corporals on Monday in Lima"),
        ("clashed w. a gang, acc. to the Cttee.", "clashed with a gang, according to the Committee."),
    ],
)
def test_what_is_written_out(printed: str, read: str) -> None:
    assert written_out(read_text(printed)).text == read


@pytest.mark.parametrize(
    "text",
    [
        "George W. Bush and S. Israel Cohen met E. Chad Ruiz.",
        "The U.S. Senate and the U.N. met.",
        "Mr. E. Okoye paid $3 m. for it.",
        "The name is apt. He was well fed. See example.org.",
        "Visit the no. 7 gate on Bourke St. in Perth.",
    ],
)
def test_what_stays(text: str) -> None:
    assert written_out(read_text(text)).text == text


def test_offsets_are_those_of_the_printed_text() -> None:
    printed = "**F.A.R.D.C.** and the S. Afri\u00adcan govt. met."
    reading = written_out(read_text(printed))
    assert reading.text == "FARDC and the South African government met."
    for word, stood in (("FARDC", "F.A.R.D.C."), ("South", "S."), ("government", "govt."), ("met", "met")):
        start = reading.text.index(word)
        first, last = reading.span(start, start + len(word))
        assert printed[first:last] == stood
