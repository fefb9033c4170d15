"""A webhook as a receiver: one signed post for each alert, by the Standard Webhooks specification.

``webhook-id`` is the id of the state and the same whenever it is posted again, ``webhook-signature`` is ``v1,`` and
the base64 of HMAC-SHA256 over ``id.timestamp.body``. The body is the alert, the headers those of a CloudEvent in binary
mode.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from connectors.cloud_events import alert_post, state_id
from connectors.http import check_url
from connectors.receivers import deliver
from connectors.redacting import secret, secret_address
from schemas import Alert

_PREFIX: Final = "whsec_"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookReceiver:
    """Posts to ``url``; url and secret are in no repr, error or log. Raises ValueError for those that cannot be used.

    ``secret``: ``whsec_`` and base64, as the specification has it, or any other text for its bytes; None: not signed.
    Private, loopback and link-local addresses are refused unless ``allow_private``.
    """

    url: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    allow_private: bool = False

    def __post_init__(self) -> None:
        check_url(self.url)
        secret_address(self.url)
        if self.secret is not None:
            _key(secret(self.secret))

    @property
    def repeat_seconds(self) -> None:
        """A change of state is told once."""
        return None

    def tell(self, alert: Alert, now: datetime) -> None:
        """Post the alert."""
        headers, body = alert_post(alert)
        headers |= {"webhook-id": state_id(alert), "webhook-timestamp": str(int(now.timestamp()))}
        if self.secret is not None:
            headers["webhook-signature"] = sign(self.secret, headers["webhook-id"], now, body)
        deliver(self.url, body, headers, allow_private=self.allow_private, secret_url=True)


def sign(secret: str, message_id: str, now: datetime, body: bytes) -> str:
    """The signature of a message, as it stands in ``webhook-signature``."""
    content = f"{message_id}.{int(now.timestamp())}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(_key(secret), content, hashlib.sha256)).decode()


def _key(secret: str) -> bytes:
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except ValueError:  # not chained: it would show the secret
        raise ValueError("the secret begins with whsec_, and what follows is not base64") from None
