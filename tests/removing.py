"""Topics that have names of their own are gone before the next test makes them."""

import time
from collections.abc import Collection

from kafka import KafkaAdminClient


def remove_topics(servers: str, names: Collection[str]) -> None:
    """Delete those of the topics that there are, and wait until the broker knows of none of them."""
    with KafkaAdminClient(bootstrap_servers=servers) as admin:
        admin.delete_topics(list(names), raise_errors=False)
        give_up = time.monotonic() + 30
        while left := set(names) & set(admin.list_topics()):
            assert time.monotonic() < give_up, f"still there: {left}"
            time.sleep(0.05)
