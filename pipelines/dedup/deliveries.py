"""A bounded memory of deliveries: the same report, with the same text, fetched at the same time."""

from datetime import datetime
from typing import Final

from pipelines.identity import digest

GENERATION: Final = 500_000


class Deliveries:
    """The last deliveries, between one and two generations of them, as 64-bit hashes (about 60 bytes each).

    A cache: what it forgets is coded again, with the same result. For one thread.
    """

    def __init__(self, generation: int = GENERATION) -> None:
        self._generation = generation
        self._young: set[int] = set()
        self._old: set[int] = set()

    def add(self, report_id: str, content_hash: str, fetched_at: datetime) -> bool:
        """Remember a delivery; whether it is new."""
        key = int(digest("delivery", report_id, content_hash, fetched_at.isoformat())[:16], 16)
        if key in self._young or key in self._old:
            return False
        self._young.add(key)
        if len(self._young) >= self._generation:
            self._old, self._young = self._young, set()
        return True
