"""How many stories a set of reports tells (decision D10): a pure function of the set, in whatever order it comes."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from itertools import chain

from pipelines.dedup.fingerprint import words_in
from pipelines.dedup.link import SHARED_OF_SHORTER, is_link, words_of
from pipelines.identity import content_hash

StoryReport = tuple[datetime, str, tuple[int, ...], str]
"""What decides a report's story: published_at, report_id, fingerprint, content_hash."""

NO_CONTENT = content_hash("")
"""The content hash of texts without a word, which are nobody's copies."""


def count_stories(reports: Iterable[StoryReport]) -> int:
    """How many stories the reports of one cell tell."""
    distinct = set(reports)
    if _share_nothing(distinct):
        return len({report_id for _, report_id, _, _ in distinct})
    return len(set(story_leaders(distinct).values()))


def _share_nothing(reports: Collection[StoryReport]) -> bool:
    """Whether no two of them can be linked, as is the rule but for copies."""
    contents = [content for _, _, _, content in reports if content != NO_CONTENT]
    if len(set(contents)) < len(contents):
        return False
    parts, carried = set[int](), 0
    for _, _, fingerprint, _ in reports:
        own = set(fingerprint)
        carried += len(own)
        parts |= own
    return len(parts) == carried


def story_leaders(reports: Iterable[StoryReport]) -> dict[str, str]:
    """For each report id of a cell, the id of the report that its story goes by.

    That is the smallest (published_at, report_id) among the report itself and those directly linked to it: by
    fingerprint, or as an exact copy. Links are not followed further, so no chain of reports runs into one story.
    A report given several times counts once.
    """
    ranked = sorted(set(reports))
    if len(ranked) == 1:
        return {ranked[0][1]: ranked[0][1]}
    first_with: dict[str, int] = {}
    first_like: dict[frozenset[int], int] = {}
    for rank, (_, _, fingerprint, content) in enumerate(ranked):
        first_with.setdefault(content, rank)
        first_like.setdefault(frozenset(fingerprint), rank)
    leader_like = _leaders(list(first_like))
    ranks_like = list(first_like.values())
    leader_of = {
        parts: ranks_like[leader] for parts, leader in zip(first_like, leader_like, strict=True) if leader is not None
    }
    story: dict[str, str] = {}
    for rank, (_, report_id, fingerprint, content) in enumerate(ranked):
        exact = rank if content == NO_CONTENT else first_with[content]
        story[report_id] = ranked[min(exact, leader_of.get(frozenset(fingerprint), rank))][1]
    return story


def _leaders(copies: Sequence[frozenset[int]]) -> list[int | None]:
    """For each fingerprint the first that it is linked to, itself included; None where it is too short for any link.

    What many copies carry, such as a page's furniture, leads to hardly any other: of two linked copies one carries a
    part that stands among the rarer parts of the shorter (prefix filtering; Chaudhuri, Ganti and Kaushik 2006).
    """
    words = [words_of(parts) for parts in copies]
    carried = Counter(chain.from_iterable(copies))
    if len(carried) == carried.total():  # mostly nothing is shared: the others cost nothing
        return [copy if is_link(len(copies[copy]), words[copy], words[copy]) else None for copy in range(len(copies))]
    carriers: dict[int, list[int]] = defaultdict(list)
    rare_in: dict[int, list[int]] = defaultdict(list)
    leaders: list[int | None] = []
    for copy, parts in enumerate(copies):
        rare = rarer(parts, words[copy], carried.__getitem__)
        for part in parts:
            carriers[part].append(copy)
        for part in rare:
            rare_in[part].append(copy)
        # One of the first carriers is mostly the leader: then hardly any other is looked at, however large the story.
        firsts = sorted({carriers[part][0] for part in parts})
        leader = next((first for first in firsts if is_linked(copies[first] & parts, words[first], words[copy])), None)
        earlier: set[int] = set()
        for others in chain((carriers[part] for part in rare), (rare_in[part] for part in parts)):
            earlier.update(others if leader is None else others[: bisect_left(others, leader)])
        linked = (other for other in earlier if is_linked(copies[other] & parts, words[other], words[copy]))
        leaders.append(min(linked, default=leader))
    return leaders


def rarer(parts: Iterable[int], words: int, carried: Callable[[int], int]) -> list[int]:
    """Of the parts of a report with so many ``words`` those without the most ``carried`` ones, of which one is shared
    with every report that is no shorter and linked to it, whatever was counted as rare.

    What is left out has too few words for a link, or is one part that does not link alone.
    """
    by_rarity = sorted(parts, key=lambda part: (carried(part), part))
    left_out = 0
    while by_rarity and left_out + words_in(by_rarity[-1]) < SHARED_OF_SHORTER * words:
        left_out += words_in(by_rarity.pop())
    if by_rarity and not left_out and not is_link(1, words_in(by_rarity[-1]), words):
        by_rarity.pop()
    return by_rarity


def is_linked(shared: Collection[int], one_words: int, other_words: int) -> bool:
    """Whether two copies with so many words are linked by the parts that they share."""
    return is_link(len(shared), words_of(shared), min(one_words, other_words))
