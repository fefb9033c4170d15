"""Tell a receiver of alerts: in order, at least once, at its own pace, and only what is news to it."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Final

from connectors.alert_log import AlertInbox
from connectors.receivers import AlertRefused, Receiver, ReceiverUnavailable
from pipelines.alerting.days import JUDGED_AGAIN, NEWS, is_sent
from schemas import Alert

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
LONGEST_ASKED: Final = 600.0
_POLL_SECONDS: Final = 0.5
_log: Final = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class Delivery:
    """One receiver, and how far it has been told what is in its inbox. Not for several threads.

    ``name`` is the receiver's; ``concerns`` says which alerts are for it.
    """

    def __init__(
        self, name: str, receiver: Receiver, inbox: AlertInbox, concerns: Callable[[Alert], bool], clock: Clock
    ) -> None:
        self.name, self._receiver, self._inbox = name, receiver, inbox
        self._concerns, self._clock = concerns, clock
        # Who is told for the first time is not told what happened before.
        self._since = clock() - NEWS if inbox.new else None
        self._standing: dict[str, Alert] = {}
        self._waiting: deque[Alert] = deque()
        self._repeated: float | None = None

    def step(self, seconds: float = 0.0) -> None:
        """Tell what is new, and what is due to be told again; waits up to ``seconds`` for something new.

        Raises ReceiverUnavailable: nothing is lost, and the next step goes on where this one stopped.
        """
        for alert, confirmed in self._inbox.poll(seconds):
            if confirmed:
                self._standing[alert.alert_id] = alert
            else:
                self._waiting.append(alert)
        told = bool(self._waiting)
        while self._waiting:
            alert = self._waiting[0]
            if self._is_news(alert):
                self._tell(alert)
            self._standing[alert.alert_id] = alert
            self._waiting.popleft()
        if told:
            self._inbox.confirm()
        self._repeat()

    def drain(self, patience: float) -> None:
        """Tell all that is recorded now; raises ReceiverUnavailable after ``patience`` seconds of trying in vain."""
        pauses, until = Pauses(), time.monotonic() + patience
        try:
            while True:
                try:
                    self.step(_POLL_SECONDS)
                    if self._inbox.caught_up():
                        return
                except ReceiverUnavailable as error:
                    pause = pauses.next(error)
                    if time.monotonic() + pause > until:
                        raise
                    time.sleep(pause)
        finally:
            self._inbox.close()

    def run(self, stop: threading.Event) -> None:
        """Tell for ever, until ``stop``; a receiver that is away is said once and tried again with growing pauses."""
        pauses = Pauses()
        try:
            while not stop.is_set():
                try:
                    self.step(_POLL_SECONDS)
                    if pauses.away:
                        _log.info("receiver %s is back", self.name)
                        pauses = Pauses()
                except ReceiverUnavailable as error:
                    if not pauses.away:
                        _log.warning("receiver %s: %s; alerts wait and are tried again", self.name, error)
                    stop.wait(pauses.next(error))
        finally:
            self._inbox.close()

    def _is_news(self, alert: Alert) -> bool:
        """Whether the receiver is to be told of this state, given the last one that it may have been told of."""
        recorded = alert.updated_at or self._clock()
        if not self._concerns(alert) or (self._since is not None and recorded < self._since):
            return False
        before = self._standing.get(alert.alert_id)
        knows = before is not None and before.state == "firing" and _was_sent(before)
        if alert.state == "firing":
            return _was_sent(alert) and (not knows or self._receiver.repeat_seconds is not None)
        # Of a state that was compacted away nobody knows whether it was told.
        return knows or (before is None and alert.day >= recorded.date() - JUDGED_AGAIN)

    def _repeat(self) -> None:
        """Tell again of everything that fires, where the receiver expects that and all that there is was polled."""
        every = self._receiver.repeat_seconds
        due = every is not None and (self._repeated is None or time.monotonic() - self._repeated >= every)
        if not due or not self._inbox.caught_up():
            return
        today = self._clock().date()
        for alert in self._standing.values():
            if alert.state == "firing" and is_sent(alert, today) and self._concerns(alert):
                self._tell(alert)
        self._repeated = time.monotonic()

    def _tell(self, alert: Alert) -> None:
        try:
            self._receiver.tell(alert, self._clock())
        except AlertRefused as error:
            _log.error("receiver %s does not take alert %s: %s", self.name, alert.alert_id, error)


class Pauses:
    """How long to leave a receiver alone that could not be reached: twice as long each time."""

    def __init__(self) -> None:
        self._next = FIRST_PAUSE
        self.away = False

    def next(self, error: ReceiverUnavailable) -> float:
        """Seconds until the next try; as long as the receiver asked for, if it did, and not more than ten minutes."""
        self.away = True
        pause, self._next = self._next, min(2 * self._next, LONGEST_PAUSE)
        return pause if error.retry_after is None else min(max(error.retry_after, FIRST_PAUSE), LONGEST_ASKED)


def _was_sent(alert: Alert) -> bool:
    """Whether an alert was sent when it was recorded: its day was news then."""
    return alert.updated_at is not None and is_sent(alert, alert.updated_at.date())
