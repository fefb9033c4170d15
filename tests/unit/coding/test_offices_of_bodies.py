"""An officer of a body is of the body's kind, and who holds an office of state is the state's; made-up reports."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.sentence.phrases import tokens_of
from pipelines.coding.who.actors import ActorLexicon


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return ActorLexicon.load()


@pytest.mark.parametrize(
    ("words", "head", "code"),
    [
        ("the union's president", "president", "LAB"),
        ("the president of the teachers' union", "president", "LAB"),
        ("the secretary of the ANC", "secretary", "ZAFPTY"),
        ("the Senate president", "president", "USALEG"),
        ("the president of Chad", "president", "TCDGOV"),
        ("Chad's president", "president", "TCDGOV"),
        ("the secretary of defence", "defence", "GOV"),
        ("the president , a teacher", "president", "GOV"),
        ("the president of Peru and the union", "president", "PERGOV"),
        ("the managing director of the state oil firm", "director", "BUS"),
        ("the head of the central bank", "head", "GOV"),
        ("the ruling party's parliamentary leader", "leader", "PTY"),
        ("a youth leader", "leader", "CVL"),
        ("leaders of the alliance", "leaders", "ELI"),
        ("Kenyan leaders", "leaders", "KENGOV"),
        ("a regional secretary of the drivers' union", "secretary", "LAB"),
        ("Haftar's men", "men", "LBYREB"),
        ("Ruto's men", "men", "KENCVL"),
        ("ruling party workers", "workers", "PTY"),
        ("PTI workers", "workers", "PAKOPP"),
        ("textile workers", "workers", "LAB"),
        ("the director of the health ministry", "director", "GOV"),
        ("the spokesman of the party in the state", "spokesman", "PTY"),
        ("a spokesman for the army in the region", "spokesman", "MIL"),
        ("Kenyan commuters", "commuters", "KENCVL"),
        ("union president Tim Bale", "Bale", "LAB"),
        ("business chamber president Leo Astor", "Astor", "BUS"),
        ("Chadian president Tim Bale", "Bale", "TCDGOV"),
        ("African Union envoy Olusegun Obasanjo", "Obasanjo", "IGOAFU"),
        ("former African Union envoy Olusegun Obasanjo", "Obasanjo", "NGAELI"),
        ("the Nigerian envoy Olusegun Obasanjo", "Obasanjo", "NGAGOV"),
        ("supporters of the mayor of Lima", "supporters", "PERCVL"),
        ("opposition supporters", "supporters", "OPP"),
        ("the Kenyan Red Cross", "Cross", "KENNGO"),
        ("Egypt's Red Crescent", "Crescent", "EGYNGO"),
        ("the Red Cross in Kenya", "Cross", "IGO"),
        ("French Mirage jets", "jets", "FRAMIL"),
        ("Kenyan port clerks", "clerks", "KENLAB"),
        ("his captors", "captors", "UAF"),
        ("the North Atlantic Council", "Council", "IGONAT"),
    ],
)
def test_phrases(lexicon: ActorLexicon, words: str, head: str, code: str) -> None:
    tokens = tokens_of(words)
    actor = lexicon.resolve(tokens, tokens.index(head), date(2024, 5, 14))
    assert actor is not None
    assert actor.code == code


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("The company closed its mine in Zambia. Its president accused the government of theft.", "accused", "ZMBBUS"),
        (
            "The Ridge Party, an opposition party, lost a vote in Togo. Its spokesman accused the army.",
            "accused",
            "TGOOPP",
        ),
        (
            "The opposition Ridge Party of Peru took no part. Its deputy whip accused Lima of fraud.",
            "accused",
            "PEROPP",
        ),
        ("The tea unions of Kenya stayed at home. Yet their leader accused Nairobi of theft.", "accused", "KENLAB"),
        ("The army of Peru stayed at home. Its spokesman accused Lima of theft.", "accused", "PERMIL"),
        ("Kenya closed its border. Its spokesman accused Uganda of theft.", "accused", "KENGOV"),
        ("The farmers of Peru marched on Monday. Their leader accused Lima of theft.", "accused", "PERAGR"),
        ("Zambia's police lost two men. Its former director accused the mayor of theft.", "accused", "ZMBELI"),
        ("Unions in Togo marched. Bano Ayi, the union's president, accused the police of theft.", "accused", "TGOLAB"),
    ],
)
def test_officers_of_what_is_named_before(coder: EventCoder, text: str, word: str, code: str) -> None:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [[actor.code for actor in telling.sources] for telling in found] == [[code]]
