"""What everybody who is told of alerts does, the two ways in which it fails, and what an answer over HTTP means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol

from connectors.http import PostError, post
from connectors.redacting import SafeError, without_address
from schemas import Alert

ABOUT_THE_ALERT: Final = frozenset({400, 413, 422})
"""Answers that say something of this alert; any other but 2xx says something of the receiver or our way to it."""


class ReceiverUnavailable(SafeError):  # noqa: N818  a state of theirs, not a fault of ours
    """Nobody was told, and trying again may help; ``retry_after``: seconds that the receiver asks to be left alone."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AlertRefused(SafeError):  # noqa: N818
    """The receiver does not take this alert as it is, now or later."""


class Receiver(Protocol):
    """Somebody who is told of alerts, at least once of each."""

    @property
    def repeat_seconds(self) -> float | None:
        """How often all firing alerts are to be told again, and every change of them; None: a change of state once."""

    def tell(self, alert: Alert, now: datetime) -> None:
        """Tell of an alert; blocks until the receiver has it. Raises ReceiverUnavailable, AlertRefused."""


def deliver(
    url: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool, secret_url: bool = False
) -> None:
    """Post to a receiver; raises ReceiverUnavailable or AlertRefused for any answer but 2xx, and for none.

    ``secret_url``: no part of the address is quoted, though the answer holds it.
    """
    try:
        answer = post(url, body, headers, allow_private=allow_private)
    except PostError as error:
        raise ReceiverUnavailable(str(error)) from error
    if 200 <= answer.status < 300:
        return
    quoted = without_address(answer.text, url) if secret_url else answer.text
    said = f"answers {answer.status} {' '.join(quoted.split())[:200]}".rstrip()
    if answer.status in ABOUT_THE_ALERT:
        raise AlertRefused(said)
    raise ReceiverUnavailable(said, answer.retry_after)
