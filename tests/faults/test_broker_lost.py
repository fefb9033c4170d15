"""The broker killed and restarted while a drain runs."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from claims.coder import PlainCoder
from claims.generator import corpus
from claims.test_same_answer import assert_equal
from deployments import Deployment, modelled

from connectors.kafka.writer import RecordWriter, Refused
from connectors.records import OutRecord
from deploy.kafka import LocalBroker
from pipelines.coding.document import Coding, Document

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

STREAM = corpus(60)
AWAY_SECONDS = 3.0


class Outage:
    """Kills the broker once, and starts it again a little later in a thread."""

    def __init__(self, broker: LocalBroker) -> None:
        self._broker = broker
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Kill the broker, if that was not done yet."""
        if self._thread is None:
            self._broker.kill()
            self._thread = threading.Thread(target=self._restart)
            self._thread.start()

    def over(self) -> None:
        """Wait until the broker is back; it must have been away."""
        assert self._thread is not None
        self._thread.join()

    def _restart(self) -> None:
        time.sleep(AWAY_SECONDS)
        self._broker.start()


_outages: list[Outage] = []


class Interrupting(PlainCoder):
    """A coder during whose work the broker goes away."""

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        _outages[-1].begin()
        return super().code(documents)


def test_broker_lost_while_coding(broker: LocalBroker, deployment: Deployment, findings: list[tuple[str, str]]) -> None:
    interrupted = replace(deployment, make_coder=Interrupting)
    _outages.append(Outage(broker))
    interrupted.push(STREAM)
    done = interrupted.drain()
    _outages[-1].over()
    assert done.read == len(STREAM)
    assert interrupted.outcomes() == dict.fromkeys(interrupted.origins(), 1)
    assert_equal(interrupted.tables(), modelled(STREAM))
    findings.append((f"broker away {AWAY_SECONDS:.0f} s while coding", "the drain goes on; tables equal"))


@pytest.mark.parametrize("count", [1, 50, 150])
def test_broker_lost_while_writing_days(
    broker: LocalBroker,
    deployment: Deployment,
    findings: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    count: int,
) -> None:
    outage = Outage(broker)
    deployment.push(STREAM)
    monkeypatch.setattr(RecordWriter, "write", _counting(RecordWriter.write, deployment.topics.daily, count, outage))
    deployment.drain()
    outage.over()
    assert_equal(deployment.tables(), modelled(STREAM))
    findings.append((f"broker away {AWAY_SECONDS:.0f} s at daily row {count}", "the drain goes on; tables equal"))


def _counting(
    write: Callable[[RecordWriter, OutRecord], Refused | None], topic: str, count: int, outage: Outage
) -> Callable[[RecordWriter, OutRecord], Refused | None]:
    left = count

    def counting(self: RecordWriter, record: OutRecord) -> Refused | None:
        nonlocal left
        if self._topic == topic:
            left -= 1
            if left == 0:
                outage.begin()
        return write(self, record)

    return counting
