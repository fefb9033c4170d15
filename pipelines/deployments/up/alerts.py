"""Alerts beside an engine: judged by a thread, from the first time that the tables have caught up with the topics."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Final, Self

from connectors.kafka.errors import NewPartitionsError, TopicReplacedError
from pipelines.deployments.local import now_to_the_millisecond
from pipelines.deployments.up.deployment import Deployment
from pipelines.deployments.watching.following import follow_alerts

_log: Final = logging.getLogger(__name__)


class Alerts:
    """Follows a deployment's rows in a thread of its own, which ends with the block."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._pool = ThreadPoolExecutor(1, "alerts")
        self._stop = Event()
        self._following: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._pool.shutdown()

    def keep_judging(self) -> None:
        """Follow if nobody does; for an engine that has caught up. Raises what ended it: the next call starts anew."""
        if self._following is None:
            self._stop = Event()
            self._following = self._pool.submit(self._follow, self._stop)
        elif self._following.done():
            ended, self._following = self._following, None
            try:
                ended.result()
            except (TopicReplacedError, NewPartitionsError) as e:  # all that was known of it is read again
                _log.warning("%s", e)
                self.keep_judging()

    def _follow(self, stop: Event) -> None:
        deployment = self._deployment
        follow_alerts(
            deployment.settings,
            deployment.topics,
            deployment.rules,
            deployment.receivers,
            stop=stop,
            clock=now_to_the_millisecond,
            more=deployment.alert_sinks,
            out=deployment.folder.root,
        )
