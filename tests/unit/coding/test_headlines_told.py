"""Headlines that leave small words out: what is suffered, what is to come, and what the verb is done to."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[tuple[str, list[str], list[str]]]:
    tellings = coder.code([Document(text=text, published=date(2024, 5, 15))])[0].tellings
    return [(t.type, [a.code for a in t.sources], [a.code for a in t.targets]) for t in tellings]


@pytest.mark.parametrize(
    ("headline", "kind", "sources", "targets"),
    [
        ("Tunisia opposition leader jailed for 12 years", "SANCTION", ["TUNJUD"], ["TUNOPP"]),
        ("Burundi journalist freed after two years", "RETREAT", [], ["BDIJRN"]),
        ("Zimbabwe opposition leader freed on bail", "RETREAT", ["ZWEJUD"], ["ZWEOPP"]),
        ("South Korea president impeached", "ACCUSE", [], ["KORGOV"]),
        ("Mali expels French ambassador", "SANCTION", ["MLI"], ["FRAGOV"]),
        ("Niger expels French ambassador", "SANCTION", ["NER"], ["FRAGOV"]),
        ("US shoots down Chinese balloon", "ASSAULT", ["USAMIL"], ["CHN"]),
        ("Kenya to deport Somali refugees", "THREATEN", ["KEN"], ["SOMREF"]),
        ("EU to impose sanctions on Belarus", "THREATEN", ["IGOEUR"], ["BLR"]),
        ("France to pull troops out of Niger, says minister", "CONCEDE", ["FRA"], ["NER"]),
        ("North Korea fires ballistic missile into sea", "MOBILIZE", ["PRK"], []),
        ("Police free 20 hostages in Kenya", "RETREAT", ["KENCOP"], ["KENCVL"]),
    ],
)
def test_headlines(coder: EventCoder, headline: str, kind: str, sources: list[str], targets: list[str]) -> None:
    assert told(coder, headline)[0] == (kind, sources, targets)


def test_two_verbs_share_whom_they_are_done_to(coder: EventCoder) -> None:
    arrested = told(coder, "Police arrested and charged a student in Lima.")[0]
    assert arrested == ("COERCE", ["PERCOP"], ["PEREDU"])


def test_sentences_of_a_text_keep_who_does_what(coder: EventCoder) -> None:
    assert told(coder, "Police in Kenya freed, on Monday, two hostages.")[0][1] == ["KENCOP"]


def test_leaders_who_are_to_meet_have_a_coming_day(coder: EventCoder) -> None:
    [telling] = coder.code([Document(text="Ruto, Museveni to meet in Nairobi", published=date(2024, 5, 15))])[
        0
    ].tellings
    assert (telling.type, telling.modality) == ("AGREE", "planned")
