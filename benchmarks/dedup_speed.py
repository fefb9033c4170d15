"""How fast copies are found, beside peers on the same texts in one run, and what a remembered report weighs.

    python benchmarks/dedup_speed.py [--memory]

Every contestant reads the texts one by one on one core and says, before it remembers a text, which earlier ones it is
linked to: cutting, hashing, lookup and insertion are all in. Peers (gaoya, rensa, datasketch; those not installed are
left out) work on the 5-word shingles of the text in small letters, with 128 hashes in 32 bands of 4, and every text
that shares a band counts as found: no threshold behind it takes from their recall. Recall is that of the pairs of
``dedup_quality``.

``--memory`` measures the index instead: resident memory over a million reports of 25 sentences spread over three days.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from dedup_quality import HELSINKI, Pair, Truth, read_articles, truth

from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.index import StoryIndex
from pipelines.dedup.link import is_link, words_of
from pipelines.dedup.postings import Postings
from pipelines.identity import content_hash, digest

PERMUTATIONS, BANDS = 128, 32
ROUNDS = 5
START = datetime(2022, 1, 1, tzinfo=UTC)

Query = Callable[[int, str], list[int]]
"""Links a text to earlier ones by their numbers, then remembers it by its own."""


def wirewatch() -> Query:
    postings, words = Postings(), list[int]()

    def arrive(number: int, text: str) -> list[int]:
        parts = frozenset(fingerprint(text))
        own = words_of(parts)
        found = [
            other
            for other, shared in postings.shared_with(parts, number).items()
            if is_link(len(shared), words_of(shared), min(own, words[other]))
        ]
        postings.add(number, parts)
        words.append(own)
        return found

    return arrive


def wirewatch_index() -> Query:
    """The arrival index as it runs, exact copies included; it answers with a story, not with links."""
    index = StoryIndex()

    def arrive(number: int, text: str) -> list[int]:
        index.arrive(
            str(number),
            published_at=START,
            fetched_at=START,
            content_hash=content_hash(text),
            fingerprint=fingerprint(text),
        )
        return []

    return arrive


def gaoya() -> Query:
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, 0.0, BANDS, PERMUTATIONS // BANDS, None, "word", True, (5, 5))

    def arrive(number: int, text: str) -> list[int]:
        found = index.query(text)
        index.insert_document(number, text)
        return list(found)

    return arrive


def rensa() -> Query:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(0.0, PERMUTATIONS, BANDS)

    def arrive(number: int, text: str) -> list[int]:
        minhash = RMinHash(PERMUTATIONS, 42)
        minhash.update([" ".join(shingle) for shingle in shingles(text)])
        found = index.query(minhash)
        index.insert(number, minhash)
        return list(found)

    return arrive


def datasketch() -> Query:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))

    def arrive(number: int, text: str) -> list[int]:
        minhash = MinHash(PERMUTATIONS)
        minhash.update_batch([" ".join(shingle).encode() for shingle in shingles(text)])
        found = index.query(minhash)
        index.insert(number, minhash)
        return list(found)

    return arrive


def shingles(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return set(zip(*(words[start:] for start in range(5)), strict=False))


CONTESTANTS = {
    "wirewatch links": wirewatch,
    "wirewatch index, exact copies too": wirewatch_index,
    "gaoya": gaoya,
    "rensa": rensa,
    "datasketch": datasketch,
}


def compare(texts: list[str], known: Truth) -> None:
    """Print speed and recall of each contestant: the best of five rounds, in which all take turns."""
    present = {name: make for name, make in CONTESTANTS.items() if name.startswith("wirewatch") or find_spec(name)}
    for name in CONTESTANTS.keys() - present.keys():
        print(f"{name}: not installed, left out")
    seconds, found = dict.fromkeys(present, float("inf")), dict[str, set[Pair]]()
    for _ in range(ROUNDS):
        for name, make in present.items():
            arrive, found[name] = make(), set()
            start = time.process_time()
            for number, text in enumerate(texts):
                found[name].update((other, number) for other in arrive(number, text))
            seconds[name] = min(seconds[name], time.process_time() - start)
    for name, pairs in found.items():
        print(
            f"{name}: {len(texts) / seconds[name]:,.0f} documents/s; wirewatch's links are found "
            f"{seconds[name] / seconds['wirewatch links']:.2f} times as fast"
        )
        if pairs:
            print(
                f"    recall {len(pairs & known.jaccard_alike) / len(known.jaccard_alike):.3f} of Jaccard pairs, "
                f"{len(pairs & known.containment_alike) / len(known.containment_alike):.3f} of containment pairs, "
                f"{known.unlike(pairs)} of {len(pairs)} links below containment .2"
            )


def weigh(reports: int = 1_000_000, sentences: int = 25) -> None:
    """Print the resident memory of the index for each report, all of them leaders: the worst case."""
    rng, index = random.Random(1), StoryIndex()
    before, start = resident(), time.process_time()
    step = timedelta(days=3) / reports
    for number in range(reports):
        at = START + number * step
        parts = tuple((rng.getrandbits(55) << 8) | rng.randrange(8, 40) for _ in range(sentences))
        index.arrive(
            digest("report", str(number)),
            published_at=at,
            fetched_at=at,
            content_hash=digest("content", str(number)),
            fingerprint=parts,
        )
        if (number + 1) % (reports // 10) == 0:
            print(f"{number + 1:,} reports: {(resident() - before) / (number + 1):.0f} bytes a report", flush=True)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    print(f"at the peak {peak / reports:.0f} bytes a report; {reports / seconds:,.0f} arrivals/s, making them included")


def resident() -> int:
    """The resident memory of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    if "--memory" in sys.argv:
        weigh()
        return
    texts = [article.text for article in read_articles(HELSINKI)]
    compare(texts, truth(texts))


if __name__ == "__main__":
    main()
