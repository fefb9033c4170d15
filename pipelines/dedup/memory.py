"""What a worker remembers of the reports that it has seen, in order to link copies of them."""

from collections.abc import Callable, Iterable
from typing import Self

from pipelines.dedup.deliveries import Deliveries
from pipelines.dedup.index import Arrival, StoryIndex
from schemas import CodedReport


class CopyMemory:
    """Stories and deliveries: a cache, filled from coded records. For one thread."""

    def __init__(self) -> None:
        self.stories, self.deliveries = StoryIndex(), Deliveries()

    def given_before(self, _report_id: str, _content_hash: str, /) -> Arrival | None:
        """What a report with this text was given when it first arrived, where the memory goes back so far."""
        return None

    @classmethod
    def filled(cls, coded_before: Callable[[], Iterable[CodedReport]]) -> Self:
        """The memory of what was coded before, in any order."""
        memory = cls()
        for record in coded_before():
            memory.stories.feed(record)
            memory.deliveries.feed(record)
        return memory
