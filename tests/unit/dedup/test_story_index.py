"""What a report is given on arrival, what is remembered, and for how long."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.index import Arrival, StoryIndex
from pipelines.dedup.stories import NO_CONTENT
from pipelines.identity import content_hash
from schemas import CodedReport, Coder

NOON = datetime(2022, 2, 1, 12, tzinfo=UTC)
WIRE = (
    "Border guards of Arvenia turned back a column of forty lorries on Tuesday. "
    "The drivers waited for nine hours at the Melin bridge before they left. "
    "A spokesman for the customs service said that new rules applied to all carriers. "
)
UPDATE = WIRE + "The prime minister ordered an inquiry into the matter late on Tuesday night. "
OTHER = (
    "A court in Tverra freed the editor of a weekly paper on Monday morning. "
    "He had printed the letters of a minister without asking anyone for leave. "
)


def arrive(
    index: StoryIndex, name: str, text: str, at: datetime = NOON, *, fetched_at: datetime | None = None
) -> Arrival:
    return index.arrive(
        name,
        published_at=at,
        fetched_at=fetched_at or at + timedelta(minutes=5),
        content_hash=content_hash(text),
        fingerprint=fingerprint(text),
    )


def coded(name: str, text: str, given: Arrival, at: datetime = NOON) -> CodedReport:
    return CodedReport(
        report_id=name,
        outcome="duplicate" if given.duplicate_of else "no_event",
        reason="no_trigger",
        duplicate_of=given.duplicate_of,
        story_id=given.story_id,
        content_hash=content_hash(text),
        fingerprint=fingerprint(text),
        coder=Coder(name="lexicon", version="1", rank=1),
        source="Kolva Post",
        text=text,
        published_at=at,
        published_precision="minute",
        published_day=at.date(),
        fetched_at=at + timedelta(minutes=5),
    )


def test_first_report_leads_its_own_story() -> None:
    assert arrive(StoryIndex(), "a", WIRE) == Arrival(duplicate_of=None, story_id="a")


def test_exact_copy_names_the_first_seen_and_takes_its_story() -> None:
    index = StoryIndex()
    arrive(index, "a", WIRE)
    assert arrive(index, "b", WIRE.upper()) == Arrival(duplicate_of="a", story_id="a")
    assert arrive(index, "c", WIRE) == Arrival(duplicate_of="a", story_id="a")


def test_exact_copy_of_a_short_text_is_found() -> None:
    index = StoryIndex()
    arrive(index, "a", "Vote today.")
    assert arrive(index, "b", "Vote today.") == Arrival(duplicate_of="a", story_id="a")


def test_texts_without_a_word_are_nobodys_copies() -> None:
    index = StoryIndex()
    assert content_hash(" — ") == NO_CONTENT
    arrive(index, "a", "")
    assert arrive(index, "b", " — ") == Arrival(duplicate_of=None, story_id="b")


def test_near_copy_takes_the_story_and_is_no_duplicate() -> None:
    index = StoryIndex()
    arrive(index, "a", WIRE)
    assert arrive(index, "b", UPDATE) == Arrival(duplicate_of=None, story_id="a")


def test_other_report_leads_its_own_story() -> None:
    index = StoryIndex()
    arrive(index, "a", WIRE)
    assert arrive(index, "b", OTHER).story_id == "b"


@pytest.mark.parametrize("text", [WIRE, UPDATE, OTHER])
def test_report_that_comes_again_keeps_its_story_and_is_not_its_own_duplicate(text: str) -> None:
    index = StoryIndex()
    arrive(index, "a", WIRE)
    assert arrive(index, "a", text) == Arrival(duplicate_of=None, story_id="a")


def test_replay_gives_the_same_again() -> None:
    index = StoryIndex()
    arrivals = [("a", WIRE), ("b", WIRE), ("c", UPDATE), ("d", OTHER), ("e", OTHER)]
    first = [arrive(index, *arrival) for arrival in arrivals]
    assert [arrive(index, *arrival) for arrival in arrivals] == first


def test_updated_leader_is_known_by_its_old_and_its_new_text() -> None:
    index = StoryIndex()
    arrive(index, "a", WIRE)
    arrive(index, "a", OTHER)
    assert arrive(index, "b", WIRE + "Nobody had told them why they were sent away that evening.").story_id == "a"
    assert arrive(index, "c", OTHER + "Nobody had told him why they had come for him at night.").story_id == "a"


def test_stories_do_not_grow_by_chains() -> None:
    one, two, three, four, five, six = (f"{n} word after word was written on the old wall{n}. " for n in "123456")
    index = StoryIndex()
    assert arrive(index, "a", one + two + three).story_id == "a"
    assert arrive(index, "b", two + three + four + five).story_id == "a"
    assert arrive(index, "c", four + five + six).story_id == "c"


def test_earliest_published_leader_wins_and_the_id_decides_ties() -> None:
    one, two, three, four = (f"{n} word after word was written on the old wall{n}. " for n in "1234")
    later = NOON + timedelta(hours=1)
    index = StoryIndex()
    arrive(index, "z", one + two, later)
    arrive(index, "y", three + four, NOON)
    assert arrive(index, "c", one + two + three + four, later).story_id == "y"
    index = StoryIndex()
    arrive(index, "z", one + two)
    arrive(index, "y", three + four)
    assert arrive(index, "c", one + two + three + four).story_id == "y"


def test_copies_on_both_sides_of_midnight_are_found() -> None:
    index = StoryIndex()
    midnight = datetime(2022, 2, 2, tzinfo=UTC)
    arrive(index, "a", WIRE, midnight - timedelta(seconds=1))
    assert arrive(index, "b", WIRE, midnight + timedelta(seconds=1)) == Arrival(duplicate_of="a", story_id="a")
    assert arrive(index, "c", UPDATE, midnight + timedelta(seconds=1)).story_id == "a"


def test_report_is_remembered_for_the_horizon_and_then_forgotten() -> None:
    index = StoryIndex(timedelta(days=3))
    arrive(index, "a", WIRE)
    arrive(index, "other", OTHER, NOON + timedelta(days=3))
    assert arrive(index, "b", UPDATE, NOON).story_id == "a"
    arrive(index, "later", OTHER + WIRE[:20], NOON + timedelta(days=4))
    assert arrive(index, "c", WIRE, NOON + timedelta(days=4)) == Arrival(duplicate_of=None, story_id="c")


def test_date_in_the_future_forgets_nothing() -> None:
    index = StoryIndex()
    arrive(index, "a", WIRE)
    arrive(index, "odd", OTHER, NOON + timedelta(days=400), fetched_at=NOON)
    assert arrive(index, "b", WIRE).duplicate_of == "a"


def test_report_older_than_the_horizon_is_answered_but_not_remembered() -> None:
    index = StoryIndex()
    arrive(index, "a", WIRE)
    size = len(index)
    assert arrive(index, "old", WIRE, NOON - timedelta(days=30)) == Arrival(duplicate_of="a", story_id="a")
    assert len(index) == size


def test_no_growth_after_the_horizon() -> None:
    index = StoryIndex()
    rng = random.Random(7)
    sizes = []
    for day in range(30):
        for number in range(50):
            words = " ".join(rng.choices("abcdefghijklmnop", k=60))
            arrive(index, f"{day}-{number}", words, NOON + timedelta(days=day, minutes=number))
        sizes.append(len(index))
    assert sizes[3] == 200
    assert set(sizes[3:]) == {200}


def test_horizon_must_be_longer_than_nothing() -> None:
    with pytest.raises(ValueError, match="horizon"):
        StoryIndex(timedelta(0))


@pytest.mark.parametrize("seed", range(5))
def test_fed_index_answers_like_the_one_that_saw_the_reports(seed: int) -> None:
    seen, arrivals = StoryIndex(), [("a", WIRE), ("b", WIRE), ("c", UPDATE), ("d", OTHER), ("e", "Vote today.")]
    records = [coded(name, text, arrive(seen, name, text)) for name, text in arrivals]
    random.Random(seed).shuffle(records)
    fed = StoryIndex()
    for record in records:
        fed.feed(record)
    later = [("f", WIRE), ("g", UPDATE), ("h", UPDATE + OTHER[:5]), ("i", OTHER), ("k", "Vote today."), ("b", UPDATE)]
    assert [arrive(fed, *arrival) for arrival in later] == [arrive(seen, *arrival) for arrival in later]


def test_feeding_twice_changes_nothing() -> None:
    index = StoryIndex()
    record = coded("a", WIRE, Arrival(duplicate_of=None, story_id="a"))
    index.feed(record)
    index.feed(record)
    assert len(index) == 1
    assert arrive(index, "b", UPDATE).story_id == "a"
