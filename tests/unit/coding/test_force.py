"""Violence, force and threats in the words that papers have for them, and what only sounds like them."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2023, 5, 10)


def told(coder: EventCoder, text: str) -> tuple[Telling, ...]:
    [coding] = coder.code([Document(text=text, published=DAY)])
    return coding.tellings


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ASSAULT", "Armenian gunners opened up with howitzers on villages in Azerbaijan."),
        ("ASSAULT", "Nigerian jets took out a gathering of Boko Haram commanders."),
        ("ASSAULT", "Saudi aircraft raided the port of Hodeidah in Yemen three times on Sunday."),
        ("ASSAULT", "Two cargo ships were struck by projectiles off Yemen, the British navy said."),
        ("ASSAULT", "Kenyan police used teargas to break up the gathering."),
        ("ASSAULT", "Police in Nairobi lobbed tear gas at the marchers."),
        ("ASSAULT", "Riot police in Tbilisi drove protesters off Rustaveli Avenue with water cannon."),
        ("ASSAULT", "Police kicked a Serbian student as he lay on the ground."),
        ("ASSAULT", "Officers waded into the crowd with batons in Harare, Zimbabwe."),
        ("ASSAULT", "A priest had his throat cut by jihadists in northern Mozambique."),
        ("ASSAULT", "A roadside bomb tore apart a minibus in Somalia."),
        ("ASSAULT", "The strike that hit the market in Togoga, Ethiopia, killed 50 people."),
        ("ASSAULT", "The toll from Friday's attack on a concert hall near Moscow climbed to 133."),
        ("COERCE", "More than 400 have been arrested in Tbilisi."),
        ("COERCE", "Police in Minsk hauled a student off a trolleybus."),
        ("COERCE", "A team of police picked up an Indian activist."),
        ("COERCE", "A prosecutor in Stockholm had the Russian vessel seized."),
        ("COERCE", "Operatives of the secret police stormed the union's secretariat in Enugu, Nigeria."),
        ("COERCE", "Turkish troops loyal to the government won back the army headquarters."),
        ("COERCE", "The president of Ecuador decreed a state of emergency."),
        ("COERCE", "The authorities put Ben Guerdir in Tunisia under curfew."),
        ("THREATEN", "The Kremlin vowed to answer in kind."),
        ("THREATEN", "The Iranian general said Israel would pay a heavy price for the raid."),
        ("THREATEN", "Iran's foreign minister said the attack would not go unanswered."),
        ("THREATEN", "The US defence secretary promised a massive response to any North Korean attack."),
        ("MOBILIZE", "Riot police advanced on the barricades in Kyiv."),
        ("CONCEDE", "Serbia's government gave way and dropped the decree."),
    ],
)
def test_force_is_told_in_the_words_of_papers(coder: EventCoder, kind: str, text: str) -> None:
    assert [telling.type for telling in told(coder, text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The finance minister took out a loan from the World Bank.",
        "The minister opened up about his illness in an interview.",
        "Fans swarmed the Argentine players at the airport.",
        "The Kenyan minister was picked up at the airport by his driver.",
        "A tow truck towed away the minister's car in Accra.",
        "Consumers will pay for it, the British minister said.",
        "The Irish minister said drivers would pay a higher price for fuel.",
        "Britain's Labour said ministers would regret the cuts.",
        "The Nigerian governor vowed to answer questions at the hearing.",
        "A man was shot dead in a robbery in Johannesburg.",
        "The Senegalese team won back the trophy.",
    ],
)
def test_what_only_sounds_like_force_is_not(coder: EventCoder, text: str) -> None:
    assert not told(coder, text)


@pytest.mark.parametrize(
    ("text", "sources", "targets"),
    [
        ("A prosecutor in Stockholm had the Russian vessel seized.", ["SWEJUD"], ["RUS"]),
        ("The Kenyan patrol took fire from al-Shabaab fighters near Mandera.", ["SOMREB"], ["KENMIL"]),
        ("A Ukrainian soldier took a bullet in the leg near Kherson.", [], ["UKRMIL"]),
        ("Israel's prime minister said Tehran would pay for it.", ["ISRGOV"], ["IRNGOV"]),
        ("By Monday the Chadian rebels had been driven from the town.", [], ["TCDREB"]),
    ],
)
def test_who_did_it_to_whom(coder: EventCoder, text: str, sources: list[str], targets: list[str]) -> None:
    [telling] = told(coder, text)
    assert [[actor.code for actor in side] for side in (telling.sources, telling.targets)] == [sources, targets]


def test_who_stands_before_a_verb_behind_and_is_its_subject(coder: EventCoder) -> None:
    first, second = told(coder, "Protesters in Quito threw bottles and an Ecuadorian officer beat two students.")
    assert [actor.code for actor in first.targets] == []
    assert [actor.code for actor in second.sources] == ["ECUMIL"]


def test_troops_that_are_seen_are_those_who_move(coder: EventCoder) -> None:
    [telling] = told(coder, "Ecuadorian soldiers in trucks were seen arriving outside the Litoral prison.")
    assert [actor.code for actor in telling.sources] == ["ECUMIL"]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("American commandos killed the founder of the group in a raid in Yemen.", 1),
        ("The Nigerian army eliminated 21 Boko Haram fighters in a raid near Maiduguri.", 21),
        ("A drone strike in Yemen killed a preacher along with three companions.", None),
    ],
)
def test_one_by_calling_counts_as_one(coder: EventCoder, text: str, killed: int | None) -> None:
    [telling] = told(coder, text)
    assert telling.counts.killed == killed


def test_violence_of_nobody_by_name_is_where_the_report_is(coder: EventCoder) -> None:
    text = (
        "BEIRUT, May 9 - Lebanese soldiers blocked a road in Tripoli on Tuesday, Lebanese officials said. Tear gas was"
        " fired. Lebanon's army chief called for calm."
    )
    fired = next(telling for telling in told(coder, text) if telling.type == "ASSAULT")
    assert fired.place is not None
    assert fired.place.country == "LBN"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police in Maputo responded with tear gas and rubber bullets.", ["ASSAULT"]),
        ("Indian troops retaliated with mortar fire.", ["ASSAULT"]),
        ("Protesters in Nairobi threw stones and police replied with tear gas.", ["PROTEST", "ASSAULT"]),
        ("The Ugandan army surrounded the home of the opposition candidate.", ["COERCE"]),
        ("Zambian police stopped the opposition leader from flying to Ndola.", ["COERCE"]),
        ("The Burkinabe junta suspended the BBC.", ["COERCE"]),
        ("Gang members stormed a Haitian prison and freed hundreds of inmates.", ["ASSAULT"]),
        ("The Kenyan team responded with two goals.", []),
        ("Police stopped the driver from leaving the scene in Dublin.", []),
    ],
)
def test_answers_by_force_and_its_lesser_forms(coder: EventCoder, text: str, kinds: list[str]) -> None:
    assert [telling.type for telling in told(coder, text)] == kinds


def test_a_date_that_is_the_root_of_its_sentence_ends(coder: EventCoder) -> None:
    told(coder, "October 2019, soldiers in the streets of Lima, students shot by police.")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("COERCE", "The Russian opposition politician was dragged off a plane in St Petersburg."),
        ("COERCE", "A Nigerien general is holding the president in his residence."),
        ("COERCE", "Two suspected spies were picked up in Vilnius."),
        ("COERCE", "Zimbabwean authorities banned the rally."),
        ("COERCE", "Thousands of Rohingya were pushed back to sea by the Thai navy."),
        ("MOBILIZE", "Guinea's army took to the streets of Conakry."),
        ("MOBILIZE", "Chinese warships circled Taiwan."),
        ("THREATEN", "The president of Turkey said he would not hesitate to strike the Kurdish militia again."),
        ("THREATEN", "The army gave protesters in Sudan until midnight to clear the sit-in."),
        ("THREATEN", "The militia in Yemen said it would regard Western troops as legitimate targets."),
    ],
)
def test_lesser_force_is_told_once(coder: EventCoder, kind: str, text: str) -> None:
    assert [telling.type for telling in told(coder, text)] == [kind]


def test_ships_that_are_seen_are_those_who_move(coder: EventCoder) -> None:
    [telling] = told(coder, "Ten Chinese vessels were spotted near Thitu island, the Philippine navy said.")
    assert [actor.code for actor in telling.sources] == ["CHN"]
