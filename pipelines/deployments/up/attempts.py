"""How often what failed is tried again: for both engines of ``wirewatch up``."""

import logging
import sqlite3
import time
from typing import Final

from kafka.errors import KafkaError

from connectors.duckdb import StoreDamagedError, StoreError
from connectors.kafka.errors import DeliveryError, ReadStalledError
from connectors.postgres.errors import PostgresError
from connectors.registry import RegistryUnavailableError
from pipelines.deployments.up.pace import Pace
from pipelines.deployments.up.watch import Watch

RETRIED: Final = (
    KafkaError,
    DeliveryError,
    ReadStalledError,
    RegistryUnavailableError,
    StoreError,
    PostgresError,
    OSError,
    sqlite3.Error,
)
"""Failures of a broker, a registry, a sink or the disk, which may go by themselves."""
_LONGEST_WAIT: Final = 30.0
_log: Final = logging.getLogger(__name__)


class Attempts:
    """Waits 1, 2, 4, ... 30 s after failures, and gives up when nothing else came about for the pace's patience."""

    def __init__(self, watch: Watch, pace: Pace) -> None:
        self._watch, self._pace = watch, pace
        self._failing_since: float | None = None
        self._wait = 1.0

    def succeeded(self) -> None:
        """Something came about: the next failure is the first one."""
        self._failing_since, self._wait = None, 1.0

    def failed(self, error: Exception) -> None:
        """Wait before the next attempt; raises ``error`` when there were enough, or when none can help."""
        if isinstance(error, StoreDamagedError):
            raise error
        self._failing_since = self._failing_since or time.monotonic()
        if time.monotonic() - self._failing_since > self._pace.patience:
            raise error
        _log.warning("a round failed and is tried again in %.0f s: %s", self._wait, error)
        self._watch.pause(self._wait)
        self._wait = min(2 * self._wait, _LONGEST_WAIT)
