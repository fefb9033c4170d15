"""Clauses that the parser hangs on the wrong verb, idioms, and days told by other days."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.sentence.idioms import plainly
from schemas import Telling

# text, and for each event its type, a word of its doer ("" for nobody), its modality and its day in March 2025
SAID = [
    # across a semicolon
    (
        "Unknown men abducted a nun near Wau in South Sudan on Tuesday; a ransom is being demanded.",
        [("ASSAULT", "men", "asserted", 11)],
    ),
    # an aside of who says it
    (
        "Hamas fired rockets at Ashkelon on Monday, the Israeli army said, injuring three people.",
        [("ASSAULT", "Hamas", "asserted", 10)],
    ),
    # a blow that shares its doer with the next
    (
        "A Sri Lankan trawler was rammed and then fired upon by an Indian cutter on Monday.",
        [("ASSAULT", "Indian", "asserted", 10)],
    ),
    (
        "Thirteen herders perished in Nigeria's Zamfara state on Monday after being set upon by rustlers.",
        [("ASSAULT", "rustlers", "asserted", 10)],
    ),
    ("Israeli soldiers walked into an ambush in Jabaliya on Monday.", [("ASSAULT", "", "asserted", 10)]),
    # who stands right behind "after" does what follows
    (
        "Peru recalls its Havana ambassador after Cuba threatened to cut ties "
        "if jailed anti-government activists are freed.",
        [("SANCTION", "Peru", "asserted", 13), ("THREATEN", "Cuba", "asserted", 13)],
    ),
    # so many days behind another deed
    (
        "Two days after gunmen shot dead six miners in Duki, Pakistani troops on Wednesday killed five men nearby.",
        [("ASSAULT", "gunmen", "asserted", 10), ("ASSAULT", "troops", "asserted", 12)],
    ),
    # called for a day to come
    ("Greece's largest union has called a strike for 28 March.", [("PROTEST", "union", "planned", 28)]),
    ("Marches are planned in Athens and Patras.", [("PROTEST", "", "planned", 13)]),
    # their own speakers
    (
        "Nurses in Ghana will down tools from Tuesday unless they are paid, their union warned.",
        [("THREATEN", "Nurses", "asserted", 13)],
    ),
    (
        "Unless they are freed, the Nigerian air force will bomb the camps, the defence minister said on Tuesday.",
        [("THREATEN", "force", "asserted", 11)],
    ),
    # to be gone
    (
        "Niamey told Washington on Monday that American soldiers must be out of the country by September.",
        [("REQUEST", "Niamey", "asserted", 10)],
    ),
    (
        "The French president vowed on Monday to go on delivering howitzers to Ukraine.",
        [("AGREE", "president", "asserted", 10)],
    ),
    # whom the sentence blames, and who fires what one comes under
    (
        "Among the seven killed in Tuesday's drone strike on a bus in Kherson region were two teachers, the Ukrainian "
        "governor wrote, holding Russian troops responsible.",
        [("ASSAULT", "Russian", "asserted", 11), ("ACCUSE", "governor", "asserted", 13)],
    ),
    ("A bus came under fire from rebels near Gao in Mali on Monday.", [("ASSAULT", "rebels", "asserted", 10)]),
    # the chronicle of a year, and a line that is a day and places
    ("2023 in review. July: Soldiers depose President Bazoum of Niger.", [("ASSAULT", "Soldiers", "historical", 1)]),
    ("9 March 2025. Hpakant, Kachin. Kachin fighters ambushed a convoy.", [("ASSAULT", "fighters", "asserted", 9)]),
    ("Men in uniform gang-raped five girls near Goma on Monday.", [("ASSAULT", "Men", "asserted", 10)]),
]


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=date(2025, 3, 13))])
    return list(coding.tellings)


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_events(coder: EventCoder, text: str, expected: list[tuple[str, str, str, int]]) -> None:
    tellings = told(coder, text)
    assert [(t.type, t.modality, t.event_date.day) for t in tellings] == [(e[0], e[2], e[3]) for e in expected]
    for telling, (_, doer, _, _) in zip(tellings, expected, strict=True):
        assert any(doer in source.text for source in telling.sources) if doer else not telling.sources


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("Doctors will down tools now.", "Doctors will walk out   now."),
        ("Eight lost their lives.", "Eight were killed     ."),
        ("They went down with tools.", "They went down with tools."),
        ("Life was turned upside down.", "Life was upset             ."),
        ("She declined to give her name.", "She declined to comment      ."),
    ],
)
def test_idioms_keep_every_offset(sentence: str, plain: str) -> None:
    assert plainly(sentence) == plain
    assert len(plain) == len(sentence)


def test_the_trigger_is_the_idiom_as_printed(coder: EventCoder) -> None:
    text = "A sniper in Aden claimed the life of a Yemeni officer on Monday."
    [telling] = told(coder, text)
    assert text[telling.trigger_start : telling.trigger_end] == "claimed the life of"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Shells hit the Syrian town of Abutarib on Monday, killing three people.", "SYR"),
        ("Armed men raped nine women who were gathering firewood outside a camp in Darfur on Monday.", "SDN"),
        ("Arakan Army fighters ambushed a Myanmar army column on Monday.", "MMR"),
        ("Gunmen shot dead two monks in the Ethiopian district of Walmara on Monday.", "ETH"),
    ],
)
def test_the_country_of_a_place_that_no_table_has(coder: EventCoder, text: str, country: str) -> None:
    [telling] = told(coder, text)
    assert telling.place is not None
    assert telling.place.country == country


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Suicide bombings at a market in Pulka in Nigeria killed 11 people on Monday.", "suicide-attack"),
        ("Two people were killed in shelling in Donetsk on Monday.", "heavy-weapons"),
        ("Soldiers killed two rebels near Gao on Monday.", None),
    ],
)
def test_what_violence_is_done_with(coder: EventCoder, text: str, mode: str | None) -> None:
    assert [telling.mode for telling in told(coder, text)] == [mode]


def test_who_was_hurt_when_theirs_was_hit(coder: EventCoder) -> None:
    [telling] = told(coder, "Six fishermen were wounded when an Israeli gunboat opened fire on their skiffs on Monday.")
    assert [target.text for target in telling.targets] == ["Six fishermen"]
    assert telling.counts.injured == 6
