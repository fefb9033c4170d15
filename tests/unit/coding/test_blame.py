"""What somebody says of another's deed is blame, or a refusal, of the speaker's; opinions on all else are nothing."""

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
        ("Peru's foreign minister Ana Soto said that Kenya's decision was unacceptable.", "REJECT", "PERGOV", "KEN"),
        ('"The decision of Kenya is unacceptable," Peru\'s premier Ana Soto said.', "REJECT", "PERGOV", "KEN"),
        ("Kenyan opposition leader Ann Moro said the president's decree was an outrage.", "ACCUSE", "KENOPP", "KENGOV"),
        ('"It is a stab in the back," said Kenyan opposition leader Ann Moro.', "ACCUSE", "KENOPP", ""),
        ('"The decision is a disgrace," Peru\'s premier Ana Soto said on Monday.', "ACCUSE", "PERGOV", ""),
        ("The Kenyan opposition said the government's plan was reckless.", "ACCUSE", "KENOPP", "KENGOV"),
        ("Kenya's minister said the doctors' strike was illegal.", "ACCUSE", "KENGOV", "MED"),
    ],
)
def test_who_speaks_blames_whose_deed_it_is(coder: EventCoder, text: str, kind: str, source: str, target: str) -> None:
    [event] = _told(coder, text)
    assert (event.type, {actor.code for actor in event.sources}) == (kind, {source})
    assert {actor.code for actor in event.targets} == ({target} if target else set())


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's president said it would be a mistake to leave the union.",
        "Kenya's minister said the doctors' strike was not illegal.",
        "Kenya's Supreme Court said not every act of the government is a crime.",
        "We were reckless, the Kenyan president said.",
        "Kenya's president said the road was a scandal.",
        "The president's decree is an outrage.",
        "Police in Kenya said that was how a body could lie in the forest.",
    ],
)
def test_what_blames_nobody_is_no_event(coder: EventCoder, text: str) -> None:
    assert not _told(coder, text)


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("Kenyan senator Ann Moro ends presidential bid", "RETREAT", "KENLEG"),
        ("Kenyan senator Ann Moro dropped out of the presidential race on Monday.", "RETREAT", "KENLEG"),
        ("Ann Moro, a Kenyan senator, announced she was abandoning her candidacy.", "RETREAT", "KENLEG"),
        ("The Kenyan government issued a cease and desist order to the station.", "COERCE", "KENGOV"),
        ("Kenya's governor issued an evacuation order to residents of Lamu.", "REQUEST", "KENGOV"),
        ("The call was quickly seconded by Ghana's president.", "SUPPORT", "GHAGOV"),
        ("The resolution was co-sponsored by Ghana.", "SUPPORT", "GHA"),
        ("Kenya's president said he will not approve a budget without money for the army.", "REJECT", "KENGOV"),
        ("Kenya's president said that she will not tolerate the blockade.", "REJECT", "KENGOV"),
        ("The Kenyan embassy declined the request of the police of Ghana.", "REJECT", "KENGOV"),
        ("President Moro of Kenya was interrupted by protesting lawmakers.", "PROTEST", "KENLEG"),
        ("Kenyan farmers shouted at the prime minister in Nakuru on Monday.", "PROTEST", "KENAGR"),
        ("Kenya's president asked for the defence minister's resignation.", "REQUEST", "KENGOV"),
    ],
)
def test_common_deeds_of_politics_are_told(coder: EventCoder, text: str, kind: str, source: str) -> None:
    [event] = [t for t in _told(coder, text) if t.type == kind]
    assert source in {actor.code for actor in event.sources}


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan runner dropped out of the marathon race in Boston.",
        "Kenya's High Court declined an airline's appeal over its merger.",
        "The coach shouted at the referee in Nairobi.",
        "The Kenyan singer declined a role in the film.",
    ],
)
def test_the_same_words_elsewhere_are_none(coder: EventCoder, text: str) -> None:
    assert not _told(coder, text)
