"""How well copies are found: links and stories against the truth, computed by brute force over all pairs.

    python benchmarks/dedup_quality.py [FILE]

FILE holds JSON lines with ``id``, ``text`` and ``scrape_time``; by default the 612 articles of ../shared. The truth is
the overlap of two texts' sets of 5-word shingles: Jaccard (shared of all) and containment (shared of the smaller set).
A link is false where containment is below .2.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, pairwise
from pathlib import Path

from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.index import StoryIndex
from pipelines.dedup.link import linked
from pipelines.dedup.stories import story_leaders
from pipelines.identity import content_hash
from pipelines.normal import normal_words

HELSINKI = Path(__file__).parents[2] / "shared/data/news/helsinki-2018.jsonl"
SHINGLE = 5
ALIKE = 0.5
UNLIKE = 0.2

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Article:
    """A text, where it comes from and when it was fetched."""

    name: str
    text: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Truth:
    """Pairs of positions, the smaller first, by what their texts share; ``containment`` lacks the pairs without any."""

    jaccard_alike: frozenset[Pair]
    containment_alike: frozenset[Pair]
    containment: dict[Pair, float]

    def unlike(self, pairs: Iterable[Pair]) -> int:
        """How many of ``pairs`` have a containment below .2."""
        return sum(self.containment.get(pair, 0.0) < UNLIKE for pair in pairs)


def read_articles(path: Path) -> list[Article]:
    """The articles of a file, in order of time."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    articles = [Article(row["id"], row["text"], datetime.fromisoformat(row["scrape_time"])) for row in rows]
    return sorted(articles, key=lambda article: (article.time, article.name))


def truth(texts: Sequence[str]) -> Truth:
    """The overlap of every two texts, by the shingles that they share."""
    shingles = [frozenset(_shingles(normal_words(text))) for text in texts]
    carriers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            carriers[shingle].append(number)
    shared: dict[Pair, int] = defaultdict(int)
    for numbers in carriers.values():
        for pair in combinations(numbers, 2):
            shared[pair] += 1
    size = [len(found) for found in shingles]
    containment = {(a, b): count / min(size[a], size[b]) for (a, b), count in shared.items()}
    return Truth(
        jaccard_alike=frozenset(
            (a, b) for (a, b), count in shared.items() if count >= ALIKE * (size[a] + size[b] - count)
        ),
        containment_alike=frozenset(pair for pair, share in containment.items() if share >= ALIKE),
        containment=containment,
    )


def _shingles(words: list[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)


def links(texts: Sequence[str]) -> frozenset[Pair]:
    """The pairs that the link rule joins."""
    parts = [fingerprint(text) for text in texts]
    return frozenset((a, b) for a, b in combinations(range(len(texts)), 2) if linked(parts[a], parts[b]))


def stories_on_arrival(articles: Sequence[Article]) -> list[str]:
    """The story of each article when they arrive in the order given."""
    index = StoryIndex()
    return [
        index.arrive(
            article.name,
            published_at=article.time,
            fetched_at=article.time,
            content_hash=content_hash(article.text),
            fingerprint=fingerprint(article.text),
        ).story_id
        for article in articles
    ]


def stories_in_cell(articles: Sequence[Article]) -> list[str]:
    """The story of each article by the order-free rule, all articles in one cell."""
    leaders = story_leaders((a.time, a.name, fingerprint(a.text), content_hash(a.text)) for a in articles)
    return [leaders[article.name] for article in articles]


def same_story(stories: Sequence[str]) -> frozenset[Pair]:
    """The pairs of one story."""
    return frozenset((a, b) for a, b in combinations(range(len(stories)), 2) if stories[a] == stories[b])


def main() -> None:
    articles = read_articles(Path(sys.argv[1]) if len(sys.argv) > 1 else HELSINKI)
    texts = [article.text for article in articles]
    known = truth(texts)
    print(
        f"{len(texts)} texts, {len(known.jaccard_alike)} pairs with Jaccard >= {ALIKE}, "
        f"{len(known.containment_alike)} with containment >= {ALIKE}"
    )
    found = links(texts)
    _print_pairs("links", found, known)
    _print_gaps(known, found)
    groupings: dict[str, Callable[[Sequence[Article]], list[str]]] = {
        "stories on arrival": stories_on_arrival,
        "stories in a cell": stories_in_cell,
    }
    for name, group in groupings.items():
        stories = group(articles)
        _print_pairs(f"{name} ({len(set(stories))})", same_story(stories), known)


def _print_pairs(name: str, pairs: frozenset[Pair], known: Truth) -> None:
    unlike = known.unlike(pairs)
    print(
        f"{name}: {len(pairs)} pairs; "
        f"recall {len(pairs & known.jaccard_alike) / len(known.jaccard_alike):.4f} of the Jaccard pairs, "
        f"{len(pairs & known.containment_alike) / len(known.containment_alike):.4f} "
        f"({len(pairs & known.containment_alike)}) of the containment pairs; "
        f"{unlike} ({unlike / max(len(pairs), 1):.2%}) with containment below {UNLIKE}"
    )


def _print_gaps(known: Truth, found: frozenset[Pair]) -> None:
    """Links by containment, to see how near the rule stands to its edges."""
    edges = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.01)
    for low, high in pairwise(edges):
        pairs = [pair for pair, share in known.containment.items() if low <= share < high]
        print(f"  containment {low:.1f} to {min(high, 1):.1f}: {len(found & set(pairs))} of {len(pairs)} pairs linked")


if __name__ == "__main__":
    main()
