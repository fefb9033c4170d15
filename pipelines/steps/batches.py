"""Hand elements on many at a time: what steps that write to sinks have in common."""

from collections.abc import Callable, Iterator
from typing import Any

import apache_beam as beam


def one(_: Any) -> int:
    """The weight of elements that are counted."""
    return 1


class WriteBatches(beam.DoFn):
    """Give ``write`` lists of elements, each of ``most`` as ``weigh`` counts them, and the rest when a bundle is done.

    What ``write`` raises fails the bundle, which is then done again whole.
    """

    def __init__(self, write: Callable[[list[Any]], None], most: int, weigh: Callable[[Any], int] = one) -> None:
        self._write, self._most, self._weigh = write, most, weigh

    def start_bundle(self) -> None:
        self._batch: list[Any] = []
        self._weight = 0

    def process(self, element: Any) -> Iterator[None]:
        self._batch.append(element)
        self._weight += self._weigh(element)
        if self._weight >= self._most:
            self._flush()
        return iter(())

    def finish_bundle(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if self._batch:
            self._write(self._batch)
            self._batch, self._weight = [], 0
