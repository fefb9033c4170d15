"""What the caches save: coding time of a corpus with each of them, against coding every report as if it were the first.

``python -m benchmarks.dedup_savings REPORTS.jsonl...``; processor time of one process, contenders one after the other.
"""

import sys
import time

from benchmarks.whole_run import _documents
from pipelines.coding.coder import EventCoder
from pipelines.coding.sentence import parsing
from pipelines.coding.sentence.parse_cache import ParseCache
from pipelines.dedup.cache import CodingCache


class NoCache(ParseCache):
    """Remembers nothing."""

    def get(self, key):  # noqa: ARG002
        """Nothing."""
        return


def seconds(documents, *, whole, sentences):
    """Processor seconds to code ``documents`` in batches of 16, and how many were coded."""
    parsing.ParseCache = ParseCache if sentences else NoCache
    coder, cache, coded = EventCoder.load(), CodingCache(100_000), 0
    start = time.process_time()
    for at in range(0, len(documents), 16):
        batch = documents[at : at + 16]
        if whole:
            batch = [d for d in dict.fromkeys(batch) if cache.get(coder.identity, d) is None]
        for document, coding in zip(batch, coder.code(batch), strict=True):
            cache.put(coder.identity, document, coding)
        coded += len(batch)
    return time.process_time() - start, coded


def main(paths):
    """Print seconds and the share of the time without caches."""
    documents = _documents(paths)
    baseline = None
    for name, settings in {
        "no cache": {"whole": False, "sentences": False},
        "whole reports": {"whole": True, "sentences": False},
        "reports and sentences": {"whole": True, "sentences": True},
    }.items():
        took, coded = seconds(documents, **settings)
        baseline = baseline or took
        print(f"{name:22} {took:7.1f} s  {coded:6} of {len(documents)} reports coded  {took / baseline:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
