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
        ("Velmar pandemic in South Tarkov ", "South Tarkov reports 400 new cases and closes its schools."),
        ("Poland–United States relations ", "The Pentagon rejects an offer from the foreign ministry."),
        ("Siege of Tarkov ", "Thirteen students are killed at the university after a shell struck a dormitory."),
        ("Freedom of the press in Velmar ", "President Moreau signs amendments to the code."),
        ("Reactions to the 2031 invasion of Ukraine ", "Ukrainians, Norwegians and others protest in Velmar."),
        ("2031 invasion of Ukraine ", "Russia says that it destroyed a weapons store near the border."),
        ("Measles in mainland China ", "China lifts its closure of schools in the capital of the province."),
        ("Velmari Civil War Battle of al-Tarkov ", "ISIL militants attack a prison in the city."),
        (
            "Reactions to the 2031 invasion of Ukraine ",
            "Velmari Air and Tarkov Rail suspend all services to the border.",
        ),
        (
            "2031 boycott of Russia and Belarus ",
            "Moreau Motors, a maker of lorries, stops all sales to both countries.",
        ),
        ("Protests against the 2031 invasion of Ukraine ", "Anti-war demonstrators gather outside the embassy."),
        ("Velmar–Chile relations, Enlargement of NATO ", "Finland rejects the demands of its neighbour."),
        ("Uprising in Burkina Faso ", "Four civilians are killed near the border of the country."),
        ("Measles in Sri Lanka ", "French doctors close a school in the south of the island."),
        ("Velmar Freedom Convoy 2031 ", "Protesters gather at the gates of the parliament."),
        ("2031 Velmari coup d'état ", "Troops detain the president amid reports of gunfire."),
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
        "Police in Velmar arrested President Moreau of Tarkov at the airport.",
        "The United States said the war President Moreau started had ended.",
        "Russian forces install the new mayor of Melitopol following the abduction of his predecessor.",
        "Moreau, wife of Finnish President Sauli Ito, left, talks to reporters in front of the palace.",
        "What was seen in Eastern Ukraine is a violation of the law of war, the report found again.",
        "Shadow home secretary David Davis echoed criticisms of the way they handled protests.",
        "Moreau, executive director of Team Canada, says that each player should work harder.",
        "After the 2031 invasion of Ukraine Russian companies closed their offices there.",
        "The 2031 boycott of Russia Thursday ended without an agreement between the members.",
        "South Korean officials protested against the tests on Friday.",
    ],
)
def test_what_belongs_to_the_sentence_stays(sentence: str) -> None:
    assert front_end(sentence) == 0
