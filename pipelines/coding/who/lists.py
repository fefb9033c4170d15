"""Lists of names that share one head: "Iranian and Saudi officials", "leaders of France, Germany and Poland"."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.coding.who.entities import ActorMatch

JOINERS = frozenset({",", "and", "&", "or", "/", "as", "well", "the", "both", "of", "in", "from"})
_HYPHENS = frozenset({"-", "–"})
_LISTED = frozenset({"state", "nationality", "region", "city", "organisation", "group", "people"})
_AROUND = {"city": ("state", "region"), "region": ("state",)}  # what a place may lie in, behind a comma


def listed_before(words: Sequence[str], before: Sequence[ActorMatch], head: int) -> list[ActorMatch]:
    """The names before a head that own it together, in order: at least the nearest one, where there is any."""
    names = [m for m in before if m.kind != "role"]
    if not names or not _is_listed(names[-1]):
        return names[-1:]
    found = [names[-1]]
    many = words[head].lower().endswith(("s", "men", "people"))
    for name in reversed(names[:-1]):
        if not _is_listed(name) or not _are_joined(words, name, found[-1], many):
            break
        found.append(name)
    return _different(found[::-1])


def listed_after(words: Sequence[str], after: Sequence[ActorMatch]) -> list[ActorMatch]:
    """The names behind a head that own it together, in order; of a town and its country only the country."""
    names = [m for m in after if m.kind != "role"]
    found = names[:1]
    for name in names[1:]:
        joined = _are_joined(words, found[-1], name, False) or _in_regions(words, found[-1], name)
        if not _is_listed(found[-1]) or not _is_listed(name) or not joined:
            break
        if name.kind in _AROUND.get(found[-1].kind, ()) and words[found[-1].end : name.start] == [","]:
            found[-1] = name
        else:
            found.append(name)
    return _different(found)


def persons_joined(words: Sequence[str], core: ActorMatch | None, matches: Sequence[ActorMatch]) -> list[ActorMatch]:
    """The persons of several countries who share a title, the head among them: "Presidents Ruiz and Okello"."""
    found = [m for m in matches if m.kind == "person"]
    if len(found) < 2 or len({m.country for m in found}) < len(found):
        return []
    title = next((m for m in matches if m.kind == "role" and m.end == found[0].start), None)
    titled = title is not None and words[title.end - 1].lower().endswith("s") and core in (title, *found)
    joined = all(JOINERS.issuperset(_plain(words, matches, *pair)) for pair in pairwise(found))
    return found if titled and joined else []


def _plain(words: Sequence[str], matches: Sequence[ActorMatch], first: ActorMatch, second: ActorMatch) -> list[str]:
    """The words between two names that are no other name."""
    named = {t for m in matches if m.kind != "role" for t in range(m.start, m.end)}
    return [words[t].lower() for t in range(first.end, second.start) if t not in named]


def _is_listed(name: ActorMatch) -> bool:
    return name.kind in _LISTED and bool(name.code)


def _are_joined(words: Sequence[str], first: ActorMatch, second: ActorMatch, hyphen: bool) -> bool:
    between = [word.lower() for word in words[first.end : second.start]]
    if hyphen and len(between) == 1 and between[0] in _HYPHENS:
        return True
    return bool(between) and JOINERS.issuperset(between) and between not in (["of"], ["in"], ["from"], ["the"])


def _in_regions(words: Sequence[str], first: ActorMatch, second: ActorMatch) -> bool:
    """Whether two countries are named for a part of each: "officials from Batken in Chad and Sughd in Niger"."""
    between = words[first.end : second.start]
    plain = [word for word in between if not word[:1].isupper()]
    return len(plain) < len(between) and plain[:1] == ["and"] and plain[-1:] == ["in"] and len(plain) < 4


def _different(names: list[ActorMatch]) -> list[ActorMatch]:
    """The names without those whose country came before: two towns of one state are one owner."""
    found: list[ActorMatch] = []
    for name in names:
        if name.kind in ("organisation", "group") or all(name.country != other.country for other in found):
            found.append(name)
    return found
