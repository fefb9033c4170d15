"""How fast the loop goes, and when it gives up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds, and records a round.

    ``poll``: between looks at an empty topic. ``round``: a round of ingest is made so large that it takes about half of
    this to this. ``tables``: how long the tables may wait while there is a backlog. ``files``: how long files of a day
    may wait, which are written whole. ``patience``: how long failures are retried. ``hang``: how long nothing may come
    of work that waits. ``stop``: how long a stop may take.
    """

    poll: float = 1.0
    round: float = 4.0
    least: int = 20
    most: int = 5_000
    tables: float = 15.0
    files: float = 60.0
    patience: float = 300.0
    hang: float = 600.0
    stop: float = 8.0
