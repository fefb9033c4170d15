"""Several processes that code: the same codings, in order, whatever becomes of a process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from pipelines.coding import pool
from pipelines.coding.datafiles import LexiconError
from pipelines.coding.document import Coding, Document
from pipelines.coding.pool import CoderPool, CodingError, load_coder, workers_that_fit
from schemas import Coder, Sentence

IDENTITY = Coder(name="counting", version="1", rank=1)
DAY = date(2024, 5, 15)
TOWNS = ["Kampala", "Nairobi", "Gulu", "Juba", "Goma"] * 80
TEXTS = [f"Report {number} of a long day. " * (number % 7 + 1) * 40 for number in range(40)]


class CountingCoder:
    """Codes a document by its length; ends its process at a document that asks for it while ``trap`` exists."""

    def __init__(self, trap: Path | None = None) -> None:
        self.trap = trap
        self.identity = IDENTITY

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        for document in documents:
            if document.text == "end" and self.trap is not None and self.trap.exists():
                if self.trap.name == "once":
                    self.trap.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        return [Coding(sentences=(Sentence(start=0, end=len(d.text), reason=None),), tellings=()) for d in documents]


class Loading:
    """What makes the coder in each process."""

    def __init__(self, trap: Path | None = None) -> None:
        self.trap = trap

    def __call__(self) -> CountingCoder:
        return CountingCoder(self.trap)


@pytest.fixture
def two() -> Iterator[CoderPool]:
    made = CoderPool(Loading(), IDENTITY, 2)
    yield made
    made.close()


def documents(texts: Sequence[str]) -> list[Document]:
    return [Document(text=text, published=DAY) for text in texts]


def lengths(codings: Sequence[Coding]) -> list[int]:
    return [coding.sentences[0].end for coding in codings]


def test_what_comes_is_in_order_and_what_one_process_gives(two: CoderPool) -> None:
    assert lengths(two.code(documents(TEXTS))) == [len(text) for text in TEXTS]
    assert two.code([]) == []
    assert two.identity == IDENTITY


@pytest.mark.slow
def test_a_killed_process_costs_another_try(tmp_path: Path) -> None:
    trap = tmp_path / "once"
    trap.touch()
    made = CoderPool(Loading(trap), IDENTITY, 2)
    try:
        texts = [*TEXTS, "end"]
        assert lengths(made.code(documents(texts))) == [len(text) for text in texts]
        assert not trap.exists()
    finally:
        made.close()


@pytest.mark.slow
def test_processes_that_always_end_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    trap = tmp_path / "always"
    trap.touch()
    made = CoderPool(Loading(trap), IDENTITY, 1)
    try:
        with pytest.raises(CodingError, match="--workers"):
            made.code(documents(["end"]))
    finally:
        made.close()


def broken() -> CountingCoder:
    raise LexiconError("network.onnx: no such file; take it from the release")


def test_a_coder_that_cannot_be_loaded_is_told_as_it_is() -> None:
    made = CoderPool(broken, IDENTITY, 1)
    try:
        with pytest.raises(LexiconError, match="take it from the release"):
            made.code(documents(["one"]))
    finally:
        made.close()


@pytest.mark.slow
def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    script = tmp_path / "begin.py"
    script.write_text(
        "import os, time\n"
        "from tests.unit.test_pool import IDENTITY, Loading, documents\n"
        "from pipelines.coding.pool import CoderPool\n"
        "if __name__ == '__main__':\n"
        "    pool = CoderPool(Loading(), IDENTITY, 1)\n"
        "    pool.code(documents(['one']))\n"
        "    print(*pool._processes._processes, flush=True)\n"
        "    time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, script], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the process that codes outlived its parent")


@pytest.mark.slow
def test_the_coder_that_ships_gives_the_same_in_several_processes() -> None:
    texts = [f"Police in {town} arrested {n} students. The army shelled the town." for n, town in enumerate(TOWNS, 3)]
    several = CoderPool(load_coder, load_coder().identity, 2)
    try:
        assert several.code(documents(texts)) == load_coder().code(documents(texts))
    finally:
        several.close()


@pytest.mark.parametrize(
    ("quota", "memory", "wanted"),
    [
        ("max 100000", "max", 8),
        ("150000 100000", "max", 2),
        ("max 100000", str(1500 * 2**20), 2),
        ("10000 100000", "1", 1),
    ],
)
@pytest.mark.parametrize("holder", [".", "system.slice", "system.slice/wirewatch.service"])
def test_workers_fit_the_part_of_the_machine_that_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holder: str, quota: str, memory: str, wanted: int
) -> None:
    own = tmp_path / "own"
    own.write_text("4:memory:/elsewhere\n0::/system.slice/wirewatch.service\n")
    group = tmp_path / "groups" / "system.slice" / "wirewatch.service"
    group.mkdir(parents=True)
    (tmp_path / "groups" / holder / "cpu.max").write_text(quota)
    (tmp_path / "groups" / holder / "memory.max").write_text(memory)
    monkeypatch.setattr(pool, "_GROUP", tmp_path / "groups")
    monkeypatch.setattr(pool, "_OWN_GROUP", own)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(os, "sysconf", lambda name: {"SC_PAGE_SIZE": 2**12, "SC_PHYS_PAGES": 2**24}[name])
    assert workers_that_fit() == wanted
