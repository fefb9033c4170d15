"""Towns right before a weekday ("attacked Goma Monday"), which the parser takes for a part of the day's name."""

from collections.abc import Sequence

from pipelines.coding.wordlists import word_list

_WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_NO_TOWNS = word_list("before_days")


def free_towns(words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Give each such town the place in the tree that it has without the day, in place."""
    for day, word in enumerate(words):
        if word in _WEEKDAYS and day > 1 and deps[day - 1] in ("compound", "advmod"):
            _free(words, tags, deps, heads, day)


def _free(words: Sequence[str], tags: list[str], deps: list[str], heads: list[int], day: int) -> None:
    town = day - 1
    if not words[town][:1].isupper() or words[town].lower() in _NO_TOWNS:
        return
    start = town
    while start > 1 and deps[start - 1] == "compound" and heads[start - 1] in (day, town):
        start -= 1
    before = start - 1
    if deps[day] == "pobj" and heads[day] == before:
        label, verb = "pobj", heads[before]
        while verb != heads[verb] and not tags[verb].startswith("VB"):
            verb = heads[verb]
    elif tags[before].startswith("VB") and deps[day] != "ROOT":
        label, verb = "dobj", before
    else:
        return
    for part in range(start, town):
        heads[part] = town
    deps[day], heads[day] = "npadvmod", verb
    tags[town], deps[town], heads[town] = "NNP", label, before
