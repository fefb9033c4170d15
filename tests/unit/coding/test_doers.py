"""Who does a deed: the side that is hit, a number of dead or a weapon alone never does."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2024, 5, 15)

# sentence, codes of the sources of its one ASSAULT, words that stand in no source
BLOWS = [
    ("Homs was shelled by Turkish troops, killing three bakers.", ["TURMIL"], "Homs"),
    ("A school near Mopti was attacked by jihadists, wounding nine pupils.", ["MLIUAF"], "school"),
    ("A clinic in Gaza was bombed, killing 14 nurses and injuring 20.", [], "clinic"),
    ("The town of Bakhmut was hit by Russian rockets, killing a pensioner.", ["RUSMIL"], "Bakhmut"),
    ("Syria was struck by Israeli missiles, killing two guards.", ["ISRMIL"], "Syria"),
    ("Latvia was hit by a Russian drone, injuring four.", ["RUSMIL"], "Latvia"),
    ("A Kenyan outpost was overrun by al-Shabaab, leaving 11 soldiers dead.", ["SOMREB"], "outpost"),
    ("The column was ambushed by rebels near Bukavu, who shot six drivers.", ["CODREB"], "drivers"),
    ("Turkey strikes Kobani, 12 killed", ["TURMIL"], "12"),
    ("A Russian missile hit Moldova, killing a farmer.", ["RUSMIL"], "missile"),
    ("Iranian drones struck a depot in Iraq.", ["IRNMIL"], "drones"),
    ("A rocket fired by Hezbollah hit an Israeli hospital.", ["LBNREB"], "rocket"),
    ("Airstrikes killed 30 people in Idlib.", [], "Airstrikes"),
    ("A shell killed two children in Donetsk.", [], "shell"),
    ("The mayor escaped a roadside bombing near Quetta.", [], "mayor"),
    ("The general survived an ambush in Kandahar.", [], "general"),
    ("Soldiers battled insurgents in Marib in clashes that left 31 dead and 90 injured.", ["YEMMIL"], "31"),
    ("Five people were killed and 12 wounded when a bomb exploded in Quetta.", [], "12"),
    ("A suicide bomber killed nine worshippers in Kano.", ["NGAUAF"], "nine"),
    ("Three lorry drivers were killed by rebels near Goma.", ["CODREB"], "drivers"),
    ("A train was hit by a Russian missile near Kharkiv.", ["RUSMIL"], "train"),
    ("Five US troops were reported killed in clashes near Ramadi.", [], "troops"),
    ("An orthodox church was damaged by shelling in Donetsk.", [], "church"),
    ("Two civilians were killed in a US raid near Aleppo.", ["USAMIL"], "civilians"),
    ("Fifteen people, among them four nurses, were killed in Russian shelling of Izyum.", ["RUSMIL"], "people"),
    ("Five students were injured in clashes with police in Dakar.", ["SENCOP"], "students"),
    ("Four guests were killed in an attack by al-Shabaab on a hotel.", ["SOMREB"], "guests"),
    ("Two farmers have been killed by Syrian army shelling in the village of Atma.", ["SYRMIL"], "farmers"),
    ("Nine people died after they were hit by Russian shelling in Izyum.", ["RUSMIL"], "people"),
    ("A raid on a UN office near Goma that injured six nurses angered Kenya.", [], "office"),
    ("Four miners were killed in a rebel attack near Goma.", ["CODREB"], "miners"),
    ("The Mumbai bombings killed 40 commuters in India.", [], "Mumbai"),
]


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def blows(coder: EventCoder, sentence: str) -> list[Telling]:
    [coding] = coder.code([Document(text=sentence, published=DAY)])
    return [telling for telling in coding.tellings if telling.type == "ASSAULT"]


@pytest.mark.parametrize(("sentence", "sources", "hit"), BLOWS)
def test_a_blow_is_dealt_by_who_deals_it(coder: EventCoder, sentence: str, sources: list[str], hit: str) -> None:
    [blow] = blows(coder, sentence)
    assert [actor.code for actor in blow.sources] == sources
    assert all(hit not in actor.text for actor in blow.sources)


def test_who_behind_a_place_is_not_the_place(coder: EventCoder) -> None:
    [coding] = coder.code([Document(text="Police in Lagos, who arrested 40 people, fired tear gas.", published=DAY)])
    assert all(actor.code == "NGACOP" for telling in coding.tellings for actor in telling.sources)


def test_those_who_kill_stay_those_who_kill(coder: EventCoder) -> None:
    [blow] = blows(coder, "Gunmen shot and killed two teachers in Kano.")
    assert [actor.code for actor in blow.sources] == ["NGAUAF"]


def test_a_town_falls_to_who_takes_it(coder: EventCoder) -> None:
    [coding] = coder.code([Document(text="The city of Mosul has fallen to Islamic State militants.", published=DAY)])
    [taken] = coding.tellings
    assert (taken.type, taken.mode, taken.cameo_code) == ("COERCE", "seize", "192")
    assert [actor.code for actor in taken.sources] == ["ISMUAF"]
    assert [actor.country for actor in taken.targets] == ["IRQ"]


def test_who_is_hit_does_not_get_the_attackers_country(coder: EventCoder) -> None:
    [blow] = blows(coder, "Fifteen people were killed in Russian shelling of a village.")
    assert [actor.country for actor in blow.targets] == [""]
