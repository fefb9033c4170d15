"""What kind of news a report is, by how the network reads its first sentences, or in a short item its events."""

from collections.abc import Iterable, Mapping, Sequence

from pipelines.coding.judge.network import View

LEAD = 4  # sentences that say what a report is about
ENOUGH = 3  # of them; a sentence or two may tell a deed and nothing else
_FEWEST = 4  # words of one that says anything


def lead_of(texts: Sequence[str]) -> list[str]:
    """The sentences that say what a report is about."""
    return [text for text in texts[: 2 * LEAD] if len(text.split()) >= _FEWEST][:LEAD]


def kind_of(views: Iterable[View | None]) -> Mapping[str, float]:
    """How likely a report is of each kind of news, by the network's views of what stands for it; empty without any."""
    read = [view.genres for view in views if view is not None]
    return {kind: sum(genres[kind] for genres in read) / len(read) for kind in read[0]} if read else {}
