"""What kind crowds, officials and forces are by their nouns; made-up sentences."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.who.actors import ActorLexicon


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load()


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
    ],
)
def test_phrases(lexicon: ActorLexicon, phrase: str, code: str) -> None:
    tokens = phrase.replace("-", " - ").split()
    actor = lexicon.resolve(tokens, len(tokens) - 1, date(2024, 5, 14))
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
        ("In Santiago, Chile, demonstrators burned a police station on Monday.", "burned", "CHLCVL"),
    ],
)
def test_doers(coder: EventCoder, text: str, word: str, code: str) -> None:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [[actor.code for actor in telling.sources] for telling in found] == [[code]]
