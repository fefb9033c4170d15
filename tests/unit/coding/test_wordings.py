"""Further words of the press for refusals, threats, yielding, help, withdrawals, force, protests and arrests."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2025, 6, 18)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=DAY)])
    return list(coding.tellings)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("THREATEN", "The interior minister of Kenya put the opposition on notice."),
        ("THREATEN", "The president of Kenya vowed to make the smugglers pay."),
        ("THREATEN", "Uganda vowed to bring Kenya to its knees."),
        ("THREATEN", "The rebels in Chad declared war on the junta."),
        ("THREATEN", "The European Union is drafting countermeasures against Kenya."),
        ("THREATEN", "The junta in Mali set Friday as the deadline for the rebels to leave."),
        ("REJECT", "Zambia's president refused his assent to the bill."),
        ("REJECT", "The talks between Kenya and Uganda ended without agreement."),
        ("REJECT", "Uganda's president skipped the summit in Nairobi."),
        ("REJECT", "The government of Chad slammed the door on talks with the rebels."),
        ("REJECT", "Zambia withdrew its invitation to the observers."),
        ("REJECT", "Uganda stuck to its guns over the dam."),
        ("CONCEDE", "Zambia's government made a U-turn on the fuel levy."),
        ("CONCEDE", "Zambia's health minister walked back his threat to sack the doctors."),
        ("CONCEDE", "Farmers in Zambia lifted their roadblocks on Monday."),
        ("CONCEDE", "The junta in Mali let the curfew lapse."),
        ("AID", "Norway put up 12 million dollars for clinics in Zambia."),
        ("AID", "Norway picked up the bill for the vaccines."),
        ("AID", "Spain flew its citizens out of Niger."),
        ("AID", "Greece sent two water-bombing planes to Turkey."),
        ("AID", "A convoy of aid trucks rolled into Darfur from Chad."),
        ("COOPERATE", "Kenya handed the fugitive to the Ugandan police."),
        ("COOPERATE", "The navies of Kenya and Tanzania patrolled jointly off Mombasa."),
        ("COOPERATE", "Kenya teamed up with Uganda against the smugglers."),
        ("RETREAT", "The health minister of Zambia fell on her sword."),
        ("RETREAT", "Soldiers in Zambia took down the barricades around the palace."),
        ("RETREAT", "Chad pulled its artillery back from the border."),
        ("RETREAT", "The Zambian editor walked out of prison on Monday."),
        ("RETREAT", "The guns fell silent in Darfur."),
        ("RETREAT", "Chad paused its offensive against the rebels."),
        ("MOBILIZE", "Zambia sent a frigate to the lake."),
        ("MOBILIZE", "Armoured vehicles of the army rolled through Lusaka."),
        ("MOBILIZE", "Norland reintroduced conscription."),
        ("MOBILIZE", "Police turned out in force in Lusaka."),
        ("MOBILIZE", "Chinese bombers flew into Taiwan's air defence zone."),
        ("SANCTION", "Zambia sent the envoy packing."),
        ("SANCTION", "Zambia relieved the governor of his duties."),
        ("SANCTION", "Zambia slapped Malawi with tariffs."),
        ("SANCTION", "Zambia called its ambassador home from Malawi."),
        ("PROTEST", "Pilots in Zambia called in sick."),
        ("PROTEST", "Traders in Lusaka shut their shops over the new tax."),
        ("PROTEST", "Relatives of the dead stood outside the court in Lusaka with portraits."),
        ("PROTEST", "Opposition lawmakers in Zambia stormed out of the chamber."),
        ("PROTEST", "Miners in Zambia began an overtime ban."),
        ("PROTEST", "Demonstrators scuffled with police in Lusaka."),
        ("COERCE", "Three activists were led away in handcuffs in Lusaka."),
        ("COERCE", "Police in Zambia broke up a vigil of students."),
        ("COERCE", "Police in Lusaka smashed the cameras of reporters."),
        ("COERCE", "Zambia ordered the aid agencies to suspend their work."),
        ("COERCE", "A court in Zambia declared the strike of the nurses illegal."),
        ("AGREE", "Zambia set a date for talks with Malawi."),
        ("AGREE", "Zambia held out an olive branch to Malawi."),
        ("SUPPORT", "The party closed ranks behind the president of Zambia."),
    ],
)
def test_it_is_told_in_further_words(coder: EventCoder, kind: str, text: str) -> None:
    assert kind in {event.type for event in told(coder, text)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("THREATEN", "The station in Lusaka is on the red line of the metro."),
        ("THREATEN", "The union in Kenya decided to call off a strike planned for Monday."),
        ("THREATEN", "The coach of the Nairobi club set Friday as the day of the match."),
        ("REJECT", "Pirates sank a ship off Kenya."),
        ("REJECT", "The storm shut the door of the hall in Nairobi."),
        ("REJECT", "The president of Kenya skipped breakfast."),
        ("CONCEDE", "The ship changed course off Kenya."),
        ("CONCEDE", "The minister in Nairobi gave her chief further powers."),
        ("CONCEDE", "A union of painters in Nairobi removed the concrete blocks."),
        ("AID", "The company in Nairobi put up 12 million dollars for a house."),
        ("AID", "The trader in Nairobi lent the boy a pencil."),
        ("COOPERATE", "Police arrested the leader of a network linked to a cartel in Mexico."),
        ("RETREAT", "Soldiers from Chad went home on leave."),
        ("RETREAT", "North Korea held a live-fire artillery drill."),
        ("RETREAT", "The Zambian army held fire drills."),
        ("MOBILIZE", "The army vehicles in Lusaka drove off."),
        ("MOBILIZE", "Kenya sent a company of peacekeepers to Haiti."),
        ("MOBILIZE", "Iran sent two planes of food to Qatar."),
        ("SANCTION", "The minister told the diplomats to leave Uganda's affairs alone."),
        ("SANCTION", "The coast guard of China axed two boats."),
        ("PROTEST", "Two million people massed in the streets of Rome to celebrate the festival."),
        ("PROTEST", "Villagers in Zambia broke windows with hoes to reach the passengers."),
        ("PROTEST", "The children stood outside the school in Lusaka with their teacher."),
        ("COERCE", "The government of Zambia froze the price of petrol."),
        ("COERCE", "The suspects in Lusaka took in a stray dog."),
        ("AGREE", "The UN's envoy reiterated the commitment of Kenya to the plan."),
    ],
)
def test_the_same_words_tell_nothing_of_the_kind_elsewhere(coder: EventCoder, kind: str, text: str) -> None:
    assert kind not in {event.type for event in told(coder, text)}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya said that it would not stand idly by.",
        "Kenya will not hesitate to use force, its president said.",
        "Kenya said it would make Uganda pay.",
        "Kenya said Uganda would be made to pay.",
        "Iran said it would respond decisively.",
        "Iran said it would take reciprocal measures.",
        "Kenya's education ministry said teachers who stayed away would be dismissed.",
        "The authorities in Kenya said the camp would be demolished.",
    ],
)
def test_what_a_power_says_it_will_do_is_a_threat(coder: EventCoder, text: str) -> None:
    assert [event.type for event in told(coder, text)] == ["THREATEN"]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's troops hesitated to enter the town.",
        "Police in Kenya stood idly by.",
        "Kenya did not hesitate to help Uganda.",
        "Kenya said it would not respond decisively.",
        "Analysts said the camp would be demolished.",
        "The company in Kenya said the plant would be closed.",
        "Kenya said the road would be closed for repairs.",
    ],
)
def test_restraint_and_what_others_foretell_are_no_threat(coder: EventCoder, text: str) -> None:
    assert "THREATEN" not in {event.type for event in told(coder, text)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("REJECT", "Kenya said it would not comply with the ruling."),
        ("REJECT", "Kenya will not be bullied, its foreign minister said."),
        ("REJECT", "The Liberal Party of Kenya said it would not campaign alongside the president."),
        ("REJECT", "Kenya's foreign ministry said it would not change its position."),
        ("", "Kenya said it would not rain on Monday."),
        ("", "The ministry in Kenya said exports would not be affected."),
        ("", "Kenya said prices would not change."),
    ],
)
def test_who_will_not_do_what_is_wanted_refuses(coder: EventCoder, kind: str, text: str) -> None:
    assert "".join(event.type for event in told(coder, text)) == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("REQUEST", "The French transport minister told rail unions to end their strike."),
        ("REQUEST", "The French transport minister told rail unions to call off the walkout."),
        ("REQUEST", "Uganda was told by Kenya to release the men."),
        ("RETREAT", "The minister told reporters that Kenya had released the men."),
        ("", "The minister told reporters to wait outside."),
    ],
)
def test_who_is_told_to_do_a_thing_has_not_done_it(coder: EventCoder, kind: str, text: str) -> None:
    assert "".join(event.type for event in told(coder, text)) == kind
