"""What ingest keeps between rounds stays itself on its way into a pipeline's steps."""

import gc
import pickle

import pytest
from claims.coder import PlainCoder

from pipelines.coding.document import Document, EventCoder
from pipelines.coding.pool import CoderPool, SpreadCoder
from pipelines.dedup.memory import CopyMemory
from pipelines.deployments.up.memory import KeptLimit, Memory, _kept
from pipelines.steps.limit_rejected import TooManyRejectedError


class CountingCoder(PlainCoder):
    made = 0

    def __init__(self) -> None:
        super().__init__()
        CountingCoder.made += 1


def test_each_round_gets_the_coder_its_codings_and_the_copies_of_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(CountingCoder, "made", 0)
    memory = Memory(CountingCoder)
    codings, copies = [], []
    for _ in range(3):
        load, recall = pickle.loads(pickle.dumps((memory.coder, memory.copies)))
        codings.append(load().codings)
        copies.append(recall(list))
    assert CountingCoder.made == 1
    assert codings[0] is codings[1] is codings[2]
    assert copies[0] is copies[1] is copies[2]


def test_a_round_leaves_processes_that_code_to_the_next_one() -> None:
    memory = Memory(lambda: CoderPool(PlainCoder, PlainCoder().identity, 1))
    memory.wait_for_coder()
    coder = memory.coder()
    assert isinstance(coder, SpreadCoder)
    coder.close()
    assert len(coder.begin([Document(text="Nothing of note.", published=None)]).result()) == 1
    memory.end()


@pytest.mark.slow
def test_what_hinders_processes_that_code_is_raised_each_time() -> None:
    memory = Memory(lambda: CoderPool(broken, PlainCoder().identity, 1))
    for _ in range(2):
        with pytest.raises(RuntimeError, match="no model"):
            memory.wait_for_coder()
    memory.end()


def broken() -> EventCoder:
    raise RuntimeError("no model")


def test_copies_are_recalled_anew_after_a_failure() -> None:
    memory = Memory(PlainCoder)
    before = memory.copies(list)
    memory.forget()
    assert isinstance(memory.copies(list), CopyMemory)
    assert memory.copies(list) is not before


def test_limit_counts_over_rounds() -> None:
    limit = KeptLimit()
    for number in range(999):
        pickle.loads(pickle.dumps(limit)).rejected(f"reports.raw[0]@{number}", "bad_json")
    with pytest.raises(TooManyRejectedError, match="1,000 of 1,000"):
        limit.rejected("reports.raw[0]@999", "bad_json")


def test_limit_counts_the_records_of_a_round_that_is_tried_again_once() -> None:
    limit = KeptLimit()

    def read_and_fail() -> None:
        with limit.one_round():
            for number in range(400):
                pickle.loads(pickle.dumps(limit)).rejected(f"reports.raw[0]@{number}", "bad_json")
            raise OSError("away")

    for _ in range(3):
        with pytest.raises(OSError, match="away"):
            read_and_fail()
    with limit.one_round():
        for number in range(999):
            limit.rejected(f"reports.raw[0]@{number}", "bad_json")
    with pytest.raises(TooManyRejectedError, match="1,000 of 1,000"):
        limit.rejected("reports.raw[0]@999", "bad_json")


@pytest.mark.slow
def test_nothing_is_kept_for_ever() -> None:
    memory = Memory(PlainCoder)
    pickle.dumps(memory)
    del memory
    gc.collect()
    assert not [kept for kept in _kept.values() if isinstance(kept, Memory)]
