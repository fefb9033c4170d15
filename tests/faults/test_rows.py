"""Each row of ``fault_rows`` and ``alert_rows``: a fault, and the tables and alerts that come of it."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from alert_desk import Desk
from alert_rows import ALERT_ROWS, AlertRow, Watching
from deployments import deployed
from fault_rows import ROWS, Row
from lacking import running_server
from proxy import Proxy, proxied
from scene import NEXT_VERSION, Scene

from connectors.kafka.settings import KafkaSettings
from deploy.kafka import LocalBroker

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def measured() -> Iterator[list[str]]:
    """The rows of the table, which is printed in the end as it stands in docs/guarantees.md."""
    rows: list[str] = []
    yield rows
    head = "| what was done | lost | doubled in the log | equal tables after |\n|---|---|---|---|"
    sys.stdout.write("\n\n" + "\n".join([head, *rows]) + "\n")


@pytest.fixture(scope="module")
def wired() -> Iterator[tuple[LocalBroker, Proxy]]:
    """A broker to which every connection goes through a network that can fail."""
    with ExitStack() as stack:
        proxy = stack.enter_context(proxied())
        broker = LocalBroker(advertised=proxy.port)
        proxy.there = int(broker.servers.rsplit(":", 1)[1])
        stack.enter_context(running_server(broker))
        yield broker, proxy


@pytest.fixture
def scene(wired: tuple[LocalBroker, Proxy], tmp_path: Path) -> Iterator[Scene]:
    """A deployment, and nothing done to it yet."""
    broker, proxy = wired
    with deployed(KafkaSettings(servers=f"127.0.0.1:{proxy.port}"), tmp_path) as deployment:
        deployment.out.mkdir()
        made = Scene(deployment=deployment, broker=broker, proxy=proxy)
        try:
            yield made
        finally:
            made.end()


@pytest.fixture
def watching(wired: tuple[LocalBroker, Proxy], tmp_path: Path) -> Iterator[Watching]:
    """Rows that are judged, and an Alertmanager that is told."""
    settings = KafkaSettings(servers=f"127.0.0.1:{wired[1].port}")
    with deployed(settings, tmp_path) as deployment, ExitStack() as stack:
        made = Watching(desk=Desk(settings, deployment.topics), folder=tmp_path, stack=stack)
        try:
            yield made
        finally:
            made.kill()


@pytest.mark.parametrize(
    "row", [pytest.param(row, marks=[pytest.mark.integration if row.quick else pytest.mark.faults]) for row in ROWS],
    ids=str,
)  # fmt: skip
def test_row(row: Row, scene: Scene, measured: list[str]) -> None:
    if row.lacks is not None:
        pytest.skip(row.lacks)
    fault = row.fault(scene)
    next(fault)
    scene.go_on()
    with suppress(StopIteration):
        next(fault)
    seconds = scene.caught_up()
    letters = {letter.value for letter in scene.deployment.dead_letters()}
    assert (NEXT_VERSION in letters) == (row.broken == "raw report of the next schema")
    what = f"{row.broken}, {row.when}" + (f": {row.holds}" if row.holds else "")
    measured.append(f"| {what} | {scene.lost} | {scene.doubled()} | {seconds:.0f} s |")


@pytest.mark.faults
@pytest.mark.parametrize("row", ALERT_ROWS, ids=str)
def test_alert_row(row: AlertRow, watching: Watching, measured: list[str]) -> None:
    watching.month()
    watching.open()
    watching.start()
    watching.tell("XAA", 9)
    watching.tell("XAC", 9)
    watching.fires("XAA", "XAC")
    fault = row.fault(watching)
    next(fault)
    watching.tell("XAD", 9)
    watching.tell("XAA", 1)
    with suppress(StopIteration):
        next(fault)
    seconds = watching.fires("XAC", "XAD")
    assert watching.recorded() == {"XAA": "resolved", "XAC": "firing", "XAD": "firing"}
    measured.append(
        f"| {row.broken}, as one alert begins and another ends | 0 | {watching.doubled()} | {seconds:.0f} s |"
    )
