"""Plain deeds of politics in the words that papers use for them, and look-alikes that are no such deeds."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2024, 5, 1)


def _told(coder: EventCoder, text: str) -> list[Telling]:
    return list(coder.code([Document(text=text, published=DAY)])[0].tellings)


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        # what is called names, in quotation marks or not
        ('Italy called the tariffs "a stab in the back".', "ACCUSE", "ITA", ""),
        ('Peru\'s president branded the strike "economic terrorism".', "ACCUSE", "PERGOV", ""),
        ('Oman described the duty as "an insult to nine million people".', "ACCUSE", "OMN", ""),
        ('Beth Connel, a senator of the Labor party in Australia, called it "a dog act".', "ACCUSE", "AUSLEG", ""),
        ("Lusaka called the expansion a grave mistake.", "ACCUSE", "ZMBGOV", ""),
        # harsh words
        ("Peru's opposition flayed the government over the budget.", "ACCUSE", "PEROPP", "PERGOV"),
        ("The union's leader lit into the government of Peru.", "ACCUSE", "LAB", "PER"),
        ("The Chinese embassy voiced displeasure at Canada's decision.", "ACCUSE", "CHNGOV", "CAN"),
        ("Chad called in the French ambassador on Monday over the remarks.", "ACCUSE", "TCD", "FRAGOV"),
        ("Morocco protested at the seating of a delegation from Chad.", "ACCUSE", "MAR", "TCDGOV"),
        # no
        ("Chad's parliament said no to the deployment of French soldiers.", "REJECT", "TCDLEG", "FRAMIL"),
        ("Talks between Serbia and Kosovo broke up in Ohrid on Thursday.", "REJECT", "SRB KOS", ""),
        ("A meeting between the Thai and Lao premiers was dropped from the schedule.", "REJECT", "", "LAOGOV THAGOV"),
        # ties cut, officials dismissed
        ("Mali walked out of ECOWAS on Sunday.", "SANCTION", "MLI", "IGOECW"),
        ("Poland is no longer supplying weapons to Ukraine.", "SANCTION", "POL", "UKR"),
        ("Sudan has suspended the strategic partnership with Chad.", "SANCTION", "SDN", "TCD"),
        ("The king of Jordan sacked his interior minister on Sunday.", "SANCTION", "JORGOV", "JORGOV"),
        # promises of money, envoys, meetings
        ("Canada pledged $8.5 million for refugees in Uganda on Monday.", "AGREE", "CAN", "UGAREF"),
        ("The United States sent its deputy secretary, Paul Orwell, to Belgrade.", "CONSULT", "USA", "SRBGOV"),
        ("Iran and Iraq held the seventh virtual session of their commission.", "CONSULT", "IRN IRQ", ""),
        # what crowds destroy
        ("Protesters burned down a police station in Nairobi on Friday.", "PROTEST", "KENCVL", "KENCOP"),
        ("The Taliban stormed a base in Ghazni on Sunday, killing two.", "ASSAULT", "AFGGOV", "AFGMIL"),
        ("Rebels burned down a police station in Goma on Friday.", "ASSAULT", "CODREB", "CODCOP"),
        ("Youths stoned the motorcade of the governor in Kano on Monday.", "PROTEST", "NGACVL", "NGAGOV"),
        # announced
        ("The transport union in Peru served strike notice on Monday.", "THREATEN", "PERLAB", ""),
        ("Niger's junta gave the French ambassador 48 hours to leave.", "SANCTION", "NERGOVMIL", "FRAGOV"),
        ("Denmark and Latvia each expel two Russian diplomats over the hacking.", "SANCTION", "DNK LVA", "RUSGOV"),
        ("The International Monetary Fund released $189m to Zambia.", "AID", "IGOUNO", "ZMB"),
        (
            "The Rwandan foreign ministry announces the reopening of the crossing with Uganda.",
            "RETREAT",
            "RWAGOV",
            "UGA",
        ),
        ('The Turkish president called Athens\' move "theft".', "ACCUSE", "TURGOV", "GRCGOV"),
        ("Argentina walked away from the talks with Chile.", "REJECT", "ARG", "CHL"),
        ("Israel's government balked at the demand of Hamas.", "REJECT", "ISRGOV", "PSEREB"),
        ("Ottawa showed six Indian diplomats the door.", "SANCTION", "CANGOV", "INDGOV"),
        ("Thai opposition lawmakers tabled a motion of no confidence in the premier.", "ACCUSE", "THAOPP", "THAGOV"),
        ("Lesotho's premier paid a courtesy call on South Africa's president.", "CONSULT", "LSOGOV", "ZAFGOV"),
        ("Some 2,000 people took part in a march for peace in Bogota.", "PROTEST", "COLCVL", ""),
        ("Denmark and Chad each expel two envoys over the leak; Lima keeps silent.", "SANCTION", "DNK TCD", "GOV"),
        ("The Tajik government gave up its claim to a dam of Chad.", "CONCEDE", "TJKGOV", "TCD"),
        ("Kenya's president dropped the planned tax rise on bread on Thursday.", "CONCEDE", "KENGOV", ""),
    ],
)
def test_deeds_are_told(coder: EventCoder, text: str, kind: str, source: str, target: str) -> None:
    told = _told(coder, text)
    assert [telling.type for telling in told] == [kind], text
    assert " ".join(sorted(a.code for a in told[0].sources)) == " ".join(sorted(source.split())), text
    assert " ".join(sorted(a.code for a in told[0].targets)) == target, text


@pytest.mark.parametrize(
    "text",
    [
        'Italy called the talks "constructive and friendly".',
        'A new party called "Hope for Peru" won the vote in Lima.',
        'What Russia calls its "special military operation" began in 2022.',
        "The mayor of Lima hung out a flag.",
        "The governor of Lima lit into the wine.",
        "The bill was rounded on Tuesday.",
        "The actor was grilled by fans over the film.",
        'Kyiv called any link to the attack "absurd".',
        "Lebanon's parliament meets again on Thursday to elect a president.",
        "Rights lawyers put the number in custody at 51.",
        "Fiji's cabinet declared a climate emergency on Tuesday.",
        "The steelmaker blamed the tariff for the layoffs.",
        "He threw cold water on his face.",
    ],
)
def test_look_alikes_are_not(coder: EventCoder, text: str) -> None:
    assert _told(coder, text) == []


def test_each_of_two_joined_refusals_is_told(coder: EventCoder) -> None:
    told = _told(coder, "France rejected the EU's proposal, and dismissed Spain's claim to the island.")
    assert [(t.type, t.targets[0].code) for t in told] == [("REJECT", "IGOEUR"), ("REJECT", "ESP")]


def test_two_words_for_one_condemnation_are_one_event(coder: EventCoder) -> None:
    assert len(_told(coder, "France condemned and denounced the arrest of a priest in Chad.")) == 1


def test_a_year_that_heads_a_headline_ends(coder: EventCoder) -> None:
    assert [t.type for t in _told(coder, "2019: the year Peru's students walked out into the street")] in (
        [],
        ["PROTEST"],
    )
