"""Steps that write hand on many elements at a time, all of them, and no more than is said."""

import pytest

from pipelines.steps.batches import WriteBatches


def test_batches_are_full_and_the_rest_comes_with_the_bundle() -> None:
    written: list[list[int]] = []
    step = WriteBatches(written.append, 10, lambda element: element)
    for bundle in ([4, 4, 4, 1], [3]):
        step.start_bundle()
        for element in bundle:
            assert list(step.process(element)) == []
        step.finish_bundle()
    assert written == [[4, 4, 4], [1], [3]]


def test_a_bundle_that_failed_leaves_nothing_for_the_next() -> None:
    written: list[list[str]] = []

    def write(batch: list[str]) -> None:
        if "bad" in batch:
            raise OSError("full")
        written.append(batch)

    step = WriteBatches(write, 2)
    step.start_bundle()
    list(step.process("good"))
    with pytest.raises(OSError, match="full"):
        list(step.process("bad"))
    step.start_bundle()
    list(step.process("next"))
    step.finish_bundle()
    assert written == [["next"]]
