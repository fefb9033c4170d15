"""What kind crowds, officials and forces are by their nouns; made-up sentences."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.who.actors import ActorLexicon


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return ActorLexicon.load()


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("a crowd", "CVL"),
        ("angry demonstrators", "CVL"),
        ("anti-government protesters", "OPP"),
        ("leftist marchers", "OPP"),
        ("opposition activists", "OPP"),
        ("mutinous soldiers", "MIL"),
        ("clinical officers", "MED"),
        ("a wedding party", "CVL"),
        ("the health brigade", "MED"),
        ("a resistance committee", "CVL"),
        ("resistance fighters", "REB"),
        ("the party 's youth wing", "PTY"),
        ("the minority spokesman", "OPP"),
        ("the minority whip", "OPP"),
        ("the House minority leader", "LEG"),
        ("the district commissioner", "GOV"),
        ("the police commissioner", "COP"),
        ("the county boss", "GOV"),
        ("the comptroller general", "GOV"),
        ("the inspector-general", "COP"),
        ("a general", "MIL"),
        ("India 's Directorate General", "INDGOV"),
        ("the counter-terrorism department", "COP"),
        ("community leaders", "CVL"),
        ("the organisers", "CVL"),
        ("opposition organisers", "OPP"),
        ("Brazil 's development bank", "BRAGOV"),
        ("a bank", "BUS"),
        ("cabinet secretaries", "GOV"),
        ("the party 's president", "PTY"),
        ("the mother of a student", "CVL"),
        ("the minister 's brother", "CVL"),
        ("two companies from the garrison", "MIL"),
        ("two companies from Lima", "PERBUS"),
        ("unidentified men", "UAF"),
        ("the police association", "LAB"),
        ("poor households", "CVL"),
        ("the city commissioner", "GOV"),
        ("the EU commissioner", "IGOEUR"),
    ],
)
def test_phrases(lexicon: ActorLexicon, phrase: str, code: str) -> None:
    tokens = phrase.replace("-", " - ").split()
    head = next((k - 1 for k, word in enumerate(tokens) if k and word in ("of", "from")), len(tokens) - 1)
    actor = lexicon.resolve(tokens, head, date(2024, 5, 14))
    assert actor is not None
    assert actor.code == code


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Turkish drones struck a lorry near Dohuk in Iraq on Monday.", "struck", "TURMIL"),
        ("Indian shelling killed nine people in Pakistan on Monday.", "killed", "INDMIL"),
        ("Palestinian rockets hit Ashkelon on Monday.", "hit", "PSE"),
        ("Houthi missiles hit a port in Yemen on Monday.", "hit", "YEMREB"),
        ("Rebels left Neiva in Colombia. A column of dissidents killed nine farmers.", "killed", "COLREB"),
        ("Dutch officers detained seven people on Monday.", "detained", "NLDCOP"),
        ("Israeli officers attacked a village in Lebanon with soldiers on Monday.", "attacked", "ISRMIL"),
        ("Boko Haram left Borno in Nigeria. The gunmen burned a church.", "burned", "NGAREB"),
        ("A mob left Borno in Nigeria. The gunmen burned a church.", "burned", "NGAUAF"),
        ("The drivers blocked a road in Lima on Monday.", "blocked", "PERLAB"),
        ("Opposition leader Ana Ruiz was held in Lima. Her supporters burned a police car.", "burned", "PEROPP"),
        ("President Ruto spoke in Nairobi. His supporters blocked a road.", "blocked", "KENCVL"),
        ("In Santiago, Chile, demonstrators burned a police station on Monday.", "burned", "CHLCVL"),
    ],
)
def test_doers(coder: EventCoder, text: str, word: str, code: str) -> None:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [[actor.code for actor in telling.sources] for telling in found] == [[code]]


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("The governor of Bursa in Turkey banned all gatherings on Monday.", "banned", "TURCVL"),
        ("Police in Lima banned a rally of the opposition on Monday.", "banned", "PEROPP"),
        ("India's farmers marched on Monday. They accused the Centre of neglect.", "accused", "INDGOV"),
        ("President Dina Boluarte of Peru sacked the head of SENAF on Monday.", "sacked", "PERGOV"),
        ("President Dina Boluarte of Peru punished the tycoon Ana Ruiz on Monday.", "punished", "ELI"),
        ("Kenya's opposition accused the Centre of neglect on Monday.", "accused", ""),
    ],
)
def test_those_to_whom_it_is_done(coder: EventCoder, text: str, word: str, code: str) -> None:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [[actor.code for actor in telling.targets] for telling in found] == [[code]]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [("a nerve agent", None), ("a free agent", None), ("an agent", "SPY"), ("civil unions", None), ("unions", "LAB")],
)
def test_what_is_no_party_has_no_kind(lexicon: ActorLexicon, phrase: str, code: str | None) -> None:
    tokens = phrase.split()
    actor = lexicon.resolve(tokens, len(tokens) - 1, date(2024, 5, 14))
    assert (actor.code or None if actor is not None else None) == code
