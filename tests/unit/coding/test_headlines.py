"""Headlines are read as sentences, whatever the case of their letters and the look of their verbs."""

import pytest

from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.sentence.capitals import readable
from pipelines.coding.sentence.headlines import Headlines
from pipelines.coding.sentence.parsing import Parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Headlines(Lexicon.load()))


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("TURKISH JETS BOMB CAMP IN IRAQ", "Turkish jets bomb camp in Iraq"),
        ("POLICE ARREST 40 PROTESTERS IN LAGOS", "Police arrest 40 protesters in Lagos"),
        ("EU AND UN CONDEMN COUP IN NORTH KIVU", "EU and UN condemn coup in North Kivu"),
        ("U.S. SANCTIONS FOUR IRANIAN BANKS", "U.S. sanctions four Iranian banks"),
        ("TWO MEN WHO SAID NO IN MAY", "Two men who said no in may"),
        ("PUTIN MEETS XI IN SAUDI ARABIA ON MONDAY", "Putin meets Xi in Saudi Arabia on Monday"),
        ("KYIV SAYS McDONALD LEFT", "Kyiv says mcdonald left"),
        ("Turkish jets bomb camp", "Turkish jets bomb camp"),
        ("UN, EU", "UN, EU"),
    ],
)
def test_capitals_are_lowered_but_for_names(headline: str, read: str) -> None:
    assert readable(headline) == read


@pytest.mark.parametrize(
    ("headline", "verb"),
    [
        ("Police in Oslo arrest 40 protesters", "arrest"),
        ("India, Pakistan swap prisoners", "swap"),
        ("Philippines' Marcos, Vietnam's Thuong sign rice, sea deals", "sign"),
        ("US sanctions Iranian judge", "sanctions"),
        ("EU sanctions Belarus officials", "sanctions"),
        ("Chad army shells market, nine killed", "shells"),
        ("Soldiers in Chad attack hospital", "attack"),
        ("Israeli settlers attack village near Nablus", "attack"),
        ("Taliban arrest women protesters in Kabul", "arrest"),
        ("TALIBAN ARREST WOMEN PROTESTERS IN KABUL", "arrest"),
        ("US strikes target militants in Yemen", "target"),
        ("Israel strikes kill 20 in Rafah", "kill"),
        ("Court issues arrest warrant for former minister", "issues"),
        ("Kenya issues arrest warrants for two bankers", "issues"),
        ("Gunmen storm school in Zamfara", "storm"),
        ("U.S. sanctions four Iranian companies.", "sanctions"),
    ],
)
def test_the_verb_of_a_headline_is_found(parser: Parser, headline: str, verb: str) -> None:
    (parse,) = parser.parse([headline])
    token = parse.lowers.index(verb)
    assert parse.tags[token] in ("VBZ", "VBP")
    assert any(parse.deps[child].startswith("nsubj") for child in parse.children[token])
    assert headline[parse.starts[token] : parse.end(token)].lower() == verb


@pytest.mark.parametrize(
    "phrase",
    [
        "US sanctions relief for Iran",
        "Army raids in West Bank",
        "Protests in Kenya over tax bill",
        "The army shells",
    ],
)
def test_a_phrase_without_a_verb_stays_one(parser: Parser, phrase: str) -> None:
    (parse,) = parser.parse([phrase])
    assert not any(tag.startswith("VB") for tag in parse.tags)
