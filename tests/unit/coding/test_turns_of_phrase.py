"""Words that look like a deed and tell another or none: figures, laws, topics, what was not found, whom storms hit."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

DAY = date(2024, 5, 15)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def types(coder: EventCoder, text: str) -> list[str]:
    [coding] = coder.code([Document(text=text, published=DAY)])
    return [telling.type for telling in coding.tellings]


@pytest.mark.parametrize(
    "sentence",
    [
        "The interim council of Libya, intended to be dissolved by the election, chose a premier.",
        "Inspectors found no indications yet that Kenya is planning to attack Chad.",
        "There is no evidence that Kenyan troops attacked the village.",
        'The president\'s car, called Kortoz - the word for "stab in the back" - waited in Nairobi.',
        "Ruto on meeting Biden: 'We will be fine'",
        "Merz on sanctioning Russia: 'It was needed'",
        "President Trump on his talks with Putin: 'I go in with low hopes'",
        "Trump wrote as he prepared for his meeting with Putin.",
        "The law banning hunting in Kenya is clear, the minister said.",
        "The Kenyan ministry rejected that its troops had entered Chad.",
        "Kenya will allow anti-war protests in Nairobi.",
        "Hounds killed nine foxes near Lima, the minister said.",
        "Two farmers were killed by elephants in Assam.",
        "Hurricanes Ida and Rosa delivered three blows to Florida and Cuba.",
        "Cyclone Rosa lashed Cuba on Monday.",
        "A former general of Canada's army resigned from the board of Hollin Bank.",
        "Kenya is not meeting its obligations to the United Nations, the minister said.",
        "The Kenyan opposition suspended its campaign rallies.",
        "Russian hackers released thousands of e-mails of the French ministry.",
        "Residents of Dakar face an invasion of locusts.",
        "American troops took shelter in bunkers.",
        "Three NATO countries hit the spending target.",
        "A police officer stands guard by the palace in Nairobi.",
        "President Ruto's talks promised to be interesting.",
        "Iran insisted that the wounded be let out of two villages in Syria.",
        "The Kenyan police chief has been moved to a desk in Nairobi.",
        "A spokesman for the Taliban disowned the attack.",
        "Shoppers cleared shelves of rice in Venezuela.",
        '"Cancel your summit with Kenya," a Chadian senator told the president.',
        "'Don't agree on Europe over the heads of Poles,' the Polish premier told Trump.",
        "The goal of the summit for Putin is an agreement with Kenya.",
        "The United States would rather continue its talks with North Korea.",
        "Ruto spoke of Russia as a partner in ousting Iran.",
        "A candidate for the assembly greeted crowds in Kenya.",
        "The Kenyan ruling party released its first television ad.",
        "There are cultural clashes in Germany.",
        "Thailand raises its Covid-19 alert level to level four.",
        "The U.S. State Department issues a level 4 travel warning for Ukraine.",
        "Trump said that he will be criticised whatever he does.",
        "The president turned his attention back to Finland.",
    ],
)
def test_no_event_is_told(coder: EventCoder, sentence: str) -> None:
    assert types(coder, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Ruto attacked Odinga in a series of tweets.", ["ACCUSE"]),
        ("Gunmen attacked President Ruto during his speech.", ["ASSAULT"]),
        ("The Biden administration announces the restoration of sanctions relief to Iran.", ["RETREAT"]),
        ("The Biden administration announces sanctions against Iran.", ["SANCTION"]),
        ("India lifted a ban on wheat exports to Nepal.", ["RETREAT"]),
        ("India lifted its ban on rallies.", ["CONCEDE"]),
        ("Poland postpones its deadline of June 1 for the vaccination of teachers.", ["CONCEDE"]),
        ("Poland set a deadline for the rebels to surrender.", ["THREATEN"]),
        ("Kenyan students marched on Sunday, chanting and carrying anti-war banners.", ["PROTEST"]),
        ("Kenya planned to send troops to Chad.", ["MOBILIZE"]),
        ('The Kenyan opposition called the plan "a stab in the back".', ["ACCUSE"]),
        ("Russian jets pounded Aleppo on Monday.", ["ASSAULT"]),
        ("The Kenyan interior minister resigned from the cabinet.", ["RETREAT"]),
        ("Kenya stood with Uganda, its president said.", ["SUPPORT"]),
        ("Dozens of opponents took refuge in the Mexican embassy in Quito.", ["REQUEST"]),
        ("Rebels released nine soldiers in Mali.", ["RETREAT"]),
        ("Thousands of students refused to leave the square in Lima.", ["PROTEST"]),
        ("Kenyan police were moved to the border with Chad.", ["MOBILIZE"]),
        ('"We will expel nine envoys," Kenya told Chad.', ["THREATEN"]),
        ("Kenya played a role in ousting Chad from the bloc.", ["SANCTION"]),
        ("President Macron greeted President Ruto in Paris.", ["CONSULT"]),
        ("Trump unleashed attacks on the judge.", ["ACCUSE"]),
        ("Thailand raises the alert level of its army.", ["MOBILIZE"]),
        ("Kenya said that it will condemn Chad.", ["THREATEN"]),
        ("Kenya turned nine prisoners over to Chad.", ["RETREAT"]),
        ("President Ruto received a call from the French president.", ["CONSULT"]),
    ],
)
def test_what_stands_near_is_told_as_what_it_is(coder: EventCoder, sentence: str, kinds: list[str]) -> None:
    assert types(coder, sentence) == kinds


def test_a_chant_with_no_is_a_protest(coder: EventCoder) -> None:
    [coding] = coder.code([Document(text='Kenyan protesters were chanting "No War!" in Nairobi.', published=DAY)])
    assert [(telling.type, telling.modality) for telling in coding.tellings] == [("PROTEST", "asserted")]
