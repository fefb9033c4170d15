"""Who somebody is by the words that they are told with."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> Telling:
    return coder.code([Document(text=text, published=date(2024, 5, 15))])[0].tellings[-1]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        # one of a nation is a person
        ("Police in Peru arrested an Australian on Monday.", "AUSCVL"),
        ("Police in Peru arrested another Chadian on Monday.", "TCDCVL"),
        ("Rebels in Chad attacked an Australian convoy on Monday.", "AUS"),
        # whose envoy somebody is, not where
        ("Peru met on Monday with Omar Quell, a US peace envoy, in Qatar.", "USAGOV"),
        ("Peru met on Monday with Omar Quell, a trade envoy, in Qatar.", "QATGOV"),
        # who leads a movement is in no office
        ("Peru condemned Chadian nationalist leader Ivo Quell on Monday.", "TCDELI"),
        ("Peru condemned Chadian leader Ivo Quell on Monday.", "TCDGOV"),
        # those who prosecute
        ("Peru condemned the Lagos district attorney on Monday.", "NGAJUD"),
        # a firm by the first word of its name
        ("The Chadian airline Varlan Air spoke.\n\nPeru condemned Varlan on Monday.", "TCDBUS"),
        ("On Friday Varlan Motor Company spoke.\n\nPeru condemned Varlan on Monday.", "BUS"),
        ("United Airlines spoke.\n\nPeru condemned the United on Monday.", ""),
        ("Varlan Air spoke.\n\nPeru condemned Varlan Gusto on Monday.", ""),
        # craft of war are an army's, what a government runs is its own, individuals are people
        ("Rebels shot down a Chadian jet on Monday.", "TCDMIL"),
        ("Rebels shot down a Chadian passenger jet on Monday.", "TCDCVL"),
        ("Rebels shot down a Chadian cargo jet on Monday.", "TCD"),
        ("Rebels shot down two Chadian airliners on Monday.", "TCDCVL"),
        ("Rebels bombed Chadian warships on Monday.", "TCDMIL"),
        ("Hackers attacked Chadian government websites on Monday.", "TCDGOV"),
        ("Police in Peru arrested 30 Chadian individuals on Monday.", "TCDCVL"),
        # somebody of a nation by a calling
        ("Gunmen in Peru abducted a Kenyan dentist on Monday.", "KENCVL"),
        ("Police in Peru arrested Omar Quell, a Kenyan poker player, on Monday.", "KENCVL"),
        # who stands accused
        ("Police in Peru beat the accused on Monday.", "PERCVL"),
    ],
)
def test_to_whom(coder: EventCoder, text: str, target: str) -> None:
    assert [actor.code for actor in told(coder, text).targets] == [target]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # what a country does by arms its army does
        ("Chad bombed a camp in Niger on Monday.", "TCDMIL"),
        ("Chad began a military offensive in Niger on Monday.", "TCDMIL"),
        ("Chad abducted a dissident in Niger on Monday.", "TCD"),
        ("Chad expelled two envoys of Niger on Monday.", "TCD"),
        # the two Koreas, where their news is
        ("Ministers of North Korea and South Korea met.\n\nThe South shelled two islands on Monday.", "KORMIL"),
        ("Ministers of North Korea and South Korea met.\n\nThe North condemned the talks on Monday.", "PRK"),
        # a ministry under another name
        ("The US Justice Department sued two firms of Peru on Monday.", "USAGOV"),
        # those who are paid for it
        ("Nurses in Chad went on strike on Monday.", "TCDLAB"),
        ("Students in Chad marched on Monday.", "TCDEDU"),
        # who lets somebody out
        ("A blogger was freed in Chad on Monday after 15 days in custody.", "TCDGOV"),
        ("A blogger was released on bail in Chad on Monday.", "TCDJUD"),
        # the people of a country protest, not the country
        ("Hong Kong protests continued on Sunday despite rain.", "HKGCVL"),
        ("Kenyan protests grew on Sunday.", "KENCVL"),
        # a person by name behind the words for an office
        ("The leader of Orthodox Christianity, Vladimir Putin, condemned Peru on Monday.", "RUSGOV"),
        # the forces of the one government named
        ("The government of Mali spoke to Chad.\n\nGovernment forces killed ten men near the road.", "MLIMIL"),
        ("The governments of Mali and Peru spoke to Chad.\n\nGovernment forces killed ten men near the road.", "MIL"),
        # an association is of the country that its report is about, what watches all countries is of none
        ("Peru votes.\n\nThe Bar Association condemned the cuts.", "PERNGO"),
        ("Peru votes.\n\nThe League of Human Rights condemned the cuts.", "PERNGO"),
        ("Peru votes.\n\nHuman Rights Watch condemned the cuts.", "NGO"),
        ("Peru votes.\n\nRights groups condemned the cuts.", "NGO"),
        ("Peru votes.\n\nThe International Bar Association condemned the cuts.", "NGO"),
        # men of those who bear arms
        ("The Chadian army said its men had killed a boy.", "TCDMIL"),
        ("The Chadian army spoke.\n\nThe army's men killed a boy on Monday.", "TCDMIL"),
        ("The Chadian parliament said its men had killed a boy.", "TCDCVL"),
        # a militia is the one group by name
        ("The Houthi movement spoke.\n\nIt rained.\n\nIt snowed.\n\nThe militia killed a boy in Sanaa.", "YEMREB"),
    ],
)
def test_by_whom(coder: EventCoder, text: str, source: str) -> None:
    assert [actor.code for actor in told(coder, text).sources] == [source]


def test_a_square_is_nobody(coder: EventCoder) -> None:
    assert not told(coder, "Two people marched to the Senate Square on Monday.").targets


def test_who_is_killed_was_in_office_until_then(coder: EventCoder) -> None:
    document = Document(text="Gunmen killed Jovenel Moïse in his house.", published=date(2021, 7, 9))
    assert [actor.code for actor in coder.code([document])[0].tellings[0].targets] == ["HTIGOV"]
