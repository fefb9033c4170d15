"""Each number of a sentence belongs to the event that it is said of."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

FIELDS = ("killed", "injured", "arrested", "protesters", "troops")

# sentence, and for each of its events the type and the numbers
SAID = [
    (
        "Troops killed nine militants in Niger, and police arrested 40 traders in Lagos.",
        [("ASSAULT", {"killed": 9}), ("COERCE", {"arrested": 40})],
    ),
    (
        "Egypt condemned Israel after an airstrike killed 15 people in Gaza.",
        [("ACCUSE", {}), ("ASSAULT", {"killed": 15})],
    ),
    (
        "Uganda expelled two Chinese diplomats after police in Kampala arrested seven students.",
        [("SANCTION", {}), ("COERCE", {"arrested": 7})],
    ),
    (
        "Police arrested two brothers who had killed six herders in Jos.",
        [("COERCE", {"arrested": 2}), ("ASSAULT", {"killed": 6})],
    ),
    ("Russia was accused by Poland of shelling Odessa, killing three.", [("ACCUSE", {})]),
    (
        "Turkish jets killed five people in Iraq, and Iran shelled Erbil, wounding two.",
        [("ASSAULT", {"killed": 5}), ("ASSAULT", {"injured": 2})],
    ),
    ("Gunmen attacked a mosque in Kano, killing four and wounding 11.", [("ASSAULT", {"killed": 4, "injured": 11})]),
    ("Rebels shell the market in Goma; 60 people perish.", [("ASSAULT", {"killed": 60})]),
    ("Nobody was hurt and no one was killed when rebels attacked a base in Goma.", [("ASSAULT", {})]),
    (
        "Russia deployed 10,000 troops to the border and police arrested 300 protesters in Moscow.",
        [("MOBILIZE", {"troops": 10_000}), ("COERCE", {"arrested": 300})],
    ),
    (
        "Police in Nairobi fired tear gas at 5,000 protesters, arresting 40.",
        [("ASSAULT", {"protesters": 5_000}), ("COERCE", {"arrested": 40})],
    ),
    ("Three schools were burned down and a teacher was killed in Mopti by militants.", [("ASSAULT", {"killed": 1})]),
    ("Soldiers shot dead a boy of 14 in Jenin.", [("ASSAULT", {"killed": 1})]),
    ("A student of 22 was arrested in Minsk.", [("COERCE", {"arrested": 1})]),
    ("Police in Bissau hauled away eighty.", [("COERCE", {"arrested": 80})]),
    ("The crackdown in Caracas netted 749 people in a day.", [("COERCE", {"arrested": 749})]),
    ("Police in Lima led away 200 demonstrators.", [("COERCE", {"arrested": 200})]),
    ("Militants killed a colonel and his bodyguard in Aden.", [("ASSAULT", {"killed": 2})]),
    (
        "Nobody was killed, but 23 men, six of them old, needed hospital treatment when rebels shelled Taiz.",
        [("ASSAULT", {"injured": 23})],
    ),
]


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


@pytest.mark.parametrize(("sentence", "events"), SAID)
def test_numbers_stay_with_their_event(
    coder: EventCoder, sentence: str, events: list[tuple[str, dict[str, int]]]
) -> None:
    [coding] = coder.code([Document(text=sentence, published=date(2024, 5, 15))])
    told = [
        (t.type, {field: n for field in FIELDS if (n := getattr(t.counts, field)) is not None}) for t in coding.tellings
    ]
    assert sorted(told, key=str) == sorted(events, key=str)
