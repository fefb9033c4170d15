"""How fast the loop goes, and when it gives up."""

from dataclasses import dataclass
from typing import Final

_GROWTH: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds, and records a round.

    ``poll``: between looks at an empty topic. ``round``: a round of ingest is made so large that it takes about this
    long while there is a backlog, so that what every round costs weighs little. ``tables``: how long the tables may
    wait meanwhile, or ``tables_share`` times as long as it last took to bring them up to date. ``files``: how long
    files of a day may wait, which are written whole. ``patience``: how long failures are retried. ``hang``: how long
    nothing may come of work that waits. ``stop``: how long a stop may take.
    """

    poll: float = 1.0
    round: float = 12.0
    least: int = 20
    most: int = 5_000
    tables: float = 15.0
    tables_share: float = 10.0
    files: float = 60.0
    patience: float = 300.0
    hang: float = 600.0
    stop: float = 8.0


class RoundSize:
    """How many records the next round takes at most, learnt from how long the last ones took."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self.records = pace.least

    def learn(self, taken: int, seconds: float) -> None:
        """A round of ``taken`` records took so long; it grows by steps, as a small one says little of a large one."""
        fitting = int(taken * self._pace.round / seconds)
        if seconds > self._pace.round:
            self.records = max(self._pace.least, fitting)
        elif 2 * taken > self.records:
            self.records = min(self._pace.most, max(self.records, min(fitting, _GROWTH * self.records)))
