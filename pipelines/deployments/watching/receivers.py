"""The receivers that a file of rules names, ready to be told."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from connectors.alert_log import AlertInbox
from connectors.alertmanager import AlertmanagerReceiver
from connectors.receivers import Receiver, ReceiverUnavailable
from connectors.redacting import SafeError
from connectors.stdout import StdoutReceiver
from connectors.webhook import WebhookReceiver
from pipelines.alerting import rules as named
from pipelines.alerting.days import SENT
from pipelines.alerting.rules import AlertRules
from pipelines.deployments.watching.delivery import Delivery
from schemas import Alert


class ReceiverError(SafeError, ValueError):
    """A receiver that cannot be made as it is described; the message holds no secret."""


def open_receivers(rules: AlertRules, *, once: bool = False) -> dict[str, Receiver]:
    """Every receiver by name, secrets looked up; raises ReceiverError. ``once``: nobody repeats what they are told."""
    return {receiver.name: _open(receiver, once=once) for receiver in rules.receivers}


def deliveries(
    rules: AlertRules,
    receivers: Mapping[str, Receiver],
    inbox_of: Callable[[str], AlertInbox],
    clock: Callable[[], datetime],
) -> list[Delivery]:
    """A delivery to each receiver, of the alerts of those rules that name it."""

    def concerns(name: str) -> Callable[[Alert], bool]:
        return lambda alert: name in rules.receivers_of(alert.rule)

    return [Delivery(name, receiver, inbox_of(name), concerns(name), clock) for name, receiver in receivers.items()]


def deliver_now(
    rules: AlertRules,
    receivers: Mapping[str, Receiver],
    inbox_of: Callable[[str], AlertInbox],
    clock: Callable[[], datetime],
    *,
    patience: float,
) -> dict[str, str]:
    """Tell every receiver what is recorded now, all at once so that none waits for another.

    Gives the names of those that were not told all within ``patience`` seconds, and why; they are told next time.
    """
    told = deliveries(rules, receivers, inbox_of, clock)
    with ThreadPoolExecutor(max(1, len(told)), "receiver") as pool:
        running = {delivery.name: pool.submit(delivery.drain, patience) for delivery in told}
    failed = {}
    for name, done in running.items():
        try:
            done.result()
        except ReceiverUnavailable as error:
            failed[name] = str(error)
    return failed


def _open(described: named.Receiver, *, once: bool) -> Receiver:
    try:
        match described:
            case named.Alertmanager():
                return AlertmanagerReceiver(url=described.url, stands=SENT if once else None)
            case named.Webhook():
                return WebhookReceiver(
                    url=described.url, secret=_secret(described), allow_private=described.allow_private
                )
            case named.Stdout():
                return StdoutReceiver()
    except ValueError as error:
        raise ReceiverError(f"receiver {described.name}: {error}") from error


def _secret(webhook: named.Webhook) -> str | None:
    if webhook.secret_env is not None:
        found = os.environ.get(webhook.secret_env)
        if not found:
            raise ValueError(f"its secret is in the variable {webhook.secret_env}, which is not set")
        return found
    if webhook.secret_file is None:
        return None
    try:
        found = Path(webhook.secret_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"its secret is in {webhook.secret_file}, which cannot be read") from error
    if not found:
        raise ValueError(f"its secret is in {webhook.secret_file}, which is empty")
    return found
