"""What is left out before a sentence, and what is not."""

import pytest

from pipelines.coding.sentence.fronts import front_end


@pytest.mark.parametrize(
    ("front", "rest"),
    [
        ("2031 Velmar floods ", "Three people are killed near the harbour."),
        ("Velmari conflict 2031 Tarkov clashes ", "Clashes between two armed groups leave nine people dead."),
        ("Velmar hostage crisis ", "An armed man releases two of his captives."),
        ("Siege of Tarkov ", "Russian troops shell a hospital for a second day."),
        ("Measles in Brazil ", "Brazilian authorities close schools in two states."),
        ("Border war: ", "soldiers on both sides exchange fire again."),
        ("(Adds details) ", "Chile recalls its ambassador from Velmar."),
        ("NAIROBI (Reuters) - ", "Police in Kenya arrested a journalist on Monday."),
    ],
)
def test_a_label_or_dateline_is_left_out(front: str, rest: str) -> None:
    assert front_end(front + rest) == len(front)


@pytest.mark.parametrize(
    "sentence",
    [
        "The war President Moreau started has ended without victory.",
        "Russia Says It Will Not Attack Ukraine",
        "Police said the election President Ito had won was a fraud.",
        "Radio Channel Six reported that soldiers entered the station.",
        "President Moreau of Velmar in 2031 attacks Ruritania's record on trade and human rights again.",
        "South Korean officials protested against the tests on Friday.",
    ],
)
def test_what_belongs_to_the_sentence_stays(sentence: str) -> None:
    assert front_end(sentence) == 0
