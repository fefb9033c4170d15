"""Who claims that others did harm accuses them; what one claims of one's own, or of no harm, is told as it is."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2024, 5, 1)


def _told(coder: EventCoder, text: str) -> list[Telling]:
    return list(coder.code([Document(text=text, published=DAY)])[0].tellings)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Kenya's opposition claimed the government has broken its promise on pensions.", "KENOPP", "KENGOV"),
        ("Labour has broken its promise on pensions, Kenya's Conservatives have claimed.", "KENPTY", "KENPTY"),
        ("The Kenyan government claims that Uganda flies fighters to Somalia.", "KENGOV", "UGA"),
        ("Kenya's army claimed that rebels had attacked a village in Lamu.", "KENMIL", "KENREB"),
        ("Kenya's union claimed the police arrested 20 workers.", "KENLAB", "KENCOP"),
        ("Kenya claimed the bombing was carried out by Ugandan rebels.", "KEN", "UGAREB"),
    ],
)
def test_harm_by_others_that_is_claimed_is_an_accusation(
    coder: EventCoder, text: str, source: str, target: str
) -> None:
    [event] = _told(coder, text)
    assert event.type == "ACCUSE"
    assert {actor.code for actor in event.sources} == {source}
    assert {actor.code for actor in event.targets} == {target}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya's army claimed it had arrested 20 rebels in Lamu.", "COERCE"),
        ("Kenya's army claimed Kenyan troops had seized the town of Lamu.", "COERCE"),
        ("Army spokesman Ali Sabri of Kenya claimed troops had retaken the town of Lamu.", "COERCE"),
        ("Ugandan rebels claimed to have seized the town of Arua.", "COERCE"),
        ("Kenya claimed that Uganda and Rwanda had agreed to talks.", "AGREE"),
    ],
)
def test_what_is_claimed_of_ones_own_is_told_as_it_is(coder: EventCoder, text: str, kind: str) -> None:
    assert [t.type for t in _told(coder, text)] == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        # who did not give in has refused; easing that did not come is only not told of
        ("Kenya's president did not accede to protesters' demands for an inquiry.", "REJECT", "KENGOV"),
        ("Kenya's government did not give in to the union's demands.", "REJECT", "KENGOV"),
        ("Kenya's government did not back down.", "REJECT", "KENGOV"),
        ("Kenya pushed back against criticism by Uganda of its pipeline.", "REJECT", "KEN"),
        ("Conservatives in Kenya endorsed a stern position against foreign lenders.", "REJECT", "KENPTY"),
        # harsh words for things
        ('Kenya\'s president referred to the inquiry as a "rigged witch hunt".', "ACCUSE", "KENGOV"),
        ("Kenya's president unleashed a series of attacks on the media on Monday.", "ACCUSE", "KENGOV"),
        ("Kenya's parliament speaker called President Moro's budget \"lousy\".", "ACCUSE", "KENLEG"),
        # hands that are shaken, crowds in pictures
        ("The leaders of Kenya and Uganda shook hands at the palace in Kampala.", "CONSULT", "UGAGOV"),
        ("People in Nairobi hold placards during a march for democracy.", "PROTEST", "KENCVL"),
        # rules of health and law
        ("Kenya imposes a mandatory vaccination certificate for people over 13.", "COERCE", "KEN"),
        ("Kenya's health ministry placed 14 counties under Alert Level 3.", "COERCE", "KENGOV"),
        ("Kenya's parliament votes to criminalise the sale of charms.", "COERCE", "KENLEG"),
        ("Kenya's president announced that Kenyan troops would be leaving Somalia.", "CONCEDE", "KENMIL"),
    ],
)
def test_words_of_refusal_and_reproach(coder: EventCoder, text: str, kind: str, source: str) -> None:
    [event] = _told(coder, text)
    assert event.type == kind
    assert source in {actor.code for actor in event.sources}


@pytest.mark.parametrize(
    "text",
    [
        'A car called the "Big Lion" was stolen in Kenya.',
        "Kenya's minister said the bill would be violating the treaty.",
        'The scholars referred to the plain as the "old garden".',
    ],
)
def test_names_and_suppositions_blame_nobody(coder: EventCoder, text: str) -> None:
    assert not _told(coder, text)
