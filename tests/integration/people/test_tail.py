import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from removing import remove_topics
from told import SHELLING, TALKS, telling

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import TOPICS, create_topics
from connectors.records import OutRecord
from schemas import Place

pytestmark = pytest.mark.integration

NewTopic = Callable[..., str]
ELSEWHERE = replace(SHELLING, event_id="c" * 32, place=Place(name="Sorrel", country="KOS", precision="city"))
WIREWATCH = [sys.executable, "-c", "from pipelines.cli import main; main()"]


class Tail:
    """A running ``wirewatch tail``, line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process, self._lines = process, queue.Queue[str]()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        """The next line, waited for."""
        return self._lines.get(timeout=30)

    def json(self) -> dict[str, Any]:
        """The next line, parsed."""
        found: dict[str, Any] = json.loads(self.line())
        return found

    def end(self) -> tuple[int, str]:
        """Wait until it ends by itself; exit code and what was said to standard error."""
        code = self._process.wait(60)
        self._reader.join()
        return code, (self._process.stderr.read() if self._process.stderr else "")

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl-C; exit code and what was said to standard error."""
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(30)
        self._reader.join()
        assert self._lines.empty(), list(self._lines.queue)
        return code, (self._process.stderr.read() if self._process.stderr else "")


@contextmanager
def tailing(settings: KafkaSettings, topic: str, *options: str) -> Iterator[Tail]:
    arguments = ["tail", "events", "--servers", settings.servers, "--topic", topic, *options]
    process = subprocess.Popen(
        [*WIREWATCH, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    try:
        yield Tail(process)
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("made_anew", [False, True])
def test_topic_that_goes_is_said_in_a_line(settings: KafkaSettings, new_topic: NewTopic, made_anew: bool) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(SHELLING, TALKS, ELSEWHERE)
    with tailing(settings, topic, "--since", "1h") as tail:
        for _ in range(3):
            tail.line()
        again = [replace(TOPICS[0], name=topic, partitions=1)]
        remove_topics(settings.servers, [topic])
        if made_anew:
            create_topics(settings, again, replication=1)
        code, said = tail.end()
        create_topics(settings, again, replication=1)  # for the fixture to remove
    (line,) = said.splitlines()
    assert code == 1
    assert topic in line
    assert "made anew" in line or "not on the broker any more" in line


def test_each_event_once_and_what_was_withdrawn(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=2)
    with telling(settings, topic) as teller:
        teller.tell(SHELLING, TALKS)
        teller.tell(replace(SHELLING, publisher="Belmark Herald"))
        with tailing(settings, topic, "--since", "1h", "--json") as tail:
            found = {told["event_id"]: told for told in (tail.json(), tail.json())}
            assert found[SHELLING.event_id]["publisher"] == "Belmark Herald"
            assert found[TALKS.event_id]["publisher"] == "Arlen Post"
            teller.tell(replace(TALKS, publisher="Belmark Herald"))
            teller.tell(ELSEWHERE)
            new = tail.json()
            assert (new["event_id"], new["withdrawn"]) == (ELSEWHERE.event_id, False)
            teller.withdraw(TALKS.event_id)
            gone = tail.json()
            assert (gone["event_id"], gone["withdrawn"], gone["type"]) == (TALKS.event_id, True, "CONSULT")
            teller.tell(TALKS)
            assert tail.json()["event_id"] == TALKS.event_id
            assert tail.interrupt() == (0, "\n")


def test_lines_for_people(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    planned = replace(TALKS, modality="planned", sentence="Envoys \x1b[31mmay\nmeet.", publisher=None)
    with telling(settings, topic) as teller:
        teller.tell(SHELLING, planned)
        teller.withdraw("d" * 32)
        with tailing(settings, topic, "--since", "1h") as tail:
            assert tail.line() == (
                "2022-03-01  ASSAULT/heavy-weapons  XKOMIL -> XBE  in Arlen (XBE)  "
                "Korvian troops shelled a Belmark outpost near Arlen on Tuesday.  Arlen Post  aaaaaaaa"
            )
            assert tail.line() == "2022-03-01  CONSULT (planned)  XKOMIL -> XBE  Envoys \\x1b[31mmay meet.  bbbbbbbb"
            assert tail.line().endswith("  withdrawn dddddddd")
            assert tail.interrupt()[0] == 0


def test_types_and_countries_choose(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(SHELLING, TALKS, ELSEWHERE)
        choice = ("--type", "assault", "--country", "kos", "--country", "SOM")
        with tailing(settings, topic, "--since", "1h", *choice) as tail:
            assert tail.line().endswith("cccccccc")
            teller.withdraw(SHELLING.event_id)
            teller.withdraw("d" * 32)
            teller.withdraw(ELSEWHERE.event_id)
            assert "withdrawn ASSAULT" in tail.line()
            assert tail.interrupt()[0] == 0


def test_since_is_by_time_and_without_it_only_what_comes(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.tell(SHELLING)
        between = datetime.now(UTC) + timedelta(milliseconds=2)
        threading.Event().wait(0.05)
        teller.tell(TALKS)
        with tailing(settings, topic, "--since", between.isoformat()) as tail:
            assert tail.line().endswith("bbbbbbbb")
            assert tail.interrupt()[0] == 0
        with tailing(settings, topic, "--json") as tail:
            told = None
            while told is None:  # until it reads, what is told is not for it
                teller.tell(replace(ELSEWHERE, event_id=os.urandom(16).hex()))
                try:
                    told = json.loads(tail._lines.get(timeout=0.5))
                except queue.Empty:
                    continue
            assert told["place"]["name"] == "Sorrel"


def test_what_is_no_event_is_named_and_the_rest_goes_on(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=1)
    with telling(settings, topic) as teller:
        teller.put(OutRecord(key=b"x", value=b"not an event"))
        teller.tell(SHELLING)
        with tailing(settings, topic, "--since", "1h") as tail:
            assert tail.line().endswith("aaaaaaaa")
            code, told = tail.interrupt()
    assert code == 0
    assert told.startswith(f"{topic}[0]@0: starts with 6e6f")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--since", "yesterday"), "'yesterday' is not as 90s"),
        (("--type", "ASALT"), "no type ASALT (did you mean ASSAULT?): there are ACCUSE"),
        (("--schema_registry", "registry:8081"), "give http"),
    ],
)
def test_wrong_usage_is_one_line(settings: KafkaSettings, options: tuple[str, ...], told: str) -> None:
    command = [*WIREWATCH, "tail", "events", "--servers", settings.servers, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_missing_topic_is_one_line_and_exit_1(settings: KafkaSettings) -> None:
    command = [*WIREWATCH, "tail", "events", "--servers", settings.servers, "--topic", "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no topic nowhere" in done.stderr
