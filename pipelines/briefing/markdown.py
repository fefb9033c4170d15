"""A briefing as Markdown. News text is text: no sign in it is markup, no line in it another line."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pipelines.asking.precision import Share
from pipelines.briefing.content import Briefing
from pipelines.briefing.wording import cell_name, change_name, parties, times, title
from pipelines.desk.wording import number, outside, text

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$&:@])")
_UNSAFE: Final = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", "(": "%28", ")": "%29", "\\": "%5C", "|": "%7C"})


def markdown(briefing: Briefing) -> str:
    """The whole text."""
    return "\n".join(_lines(briefing)) + "\n"


def _lines(briefing: Briefing) -> Iterator[str]:
    yield f"# {_shown(title(briefing))}"
    yield ""
    total = briefing.total
    yield (
        f"{number(briefing.read)} reports read, {number(briefing.told['many']['events'])} events counted"
        f" and {number(briefing.told['many']['apart'])} mentions outside the counts."
        + ("" if briefing.country else f" {number(total['incidents'])} incidents, {number(total['killed'])} killed.")
    )
    if briefing.sure:
        yield from ("", _sure(briefing.sure))
    yield from ("", "## Alerts", "")
    if not briefing.alerts:
        yield "No alert fires."
    for alert in briefing.alerts:
        figures = f"{alert['count']:g} {alert['measure']}, expected {alert['expected']:.1f}, limit {alert['limit']:g}"
        yield f"- **{_shown(alert['named'])}**, {alert['day']}: {figures}"
        for event_id in alert["evidence"]:
            if event := briefing.carrying.get(event_id):
                yield f"    - {_sentence(event)}"
    if briefing.standing:
        yield from ("", "## What stands out", "")
        yield from _table(
            ("", "stories", "expected", "limit"),
            [
                (cell_name(cell), number(cell.count), number(cell.expected, 1), number(cell.limit))
                for cell in briefing.standing
            ],
        )
    if briefing.changes:
        yield from ("", "## What changed against the four weeks before", "")
        yield from _table(
            ("", "before", "now", "times, for as many reports"),
            [(change_name(one), number(one["before"]), number(one["after"]), times(one)) for one in briefing.changes],
        )
    yield from ("", "## Told most", "")
    for event in briefing.told["events"]:
        yield f"- {_sentence(event)}"
    yield from ("", "## Where", "")
    yield from _table(
        ("place", "events"),
        [(f"{place.name} ({place.country or '?'})", number(place.events)) for place in briefing.places[:15]],
    )
    yield from ("", f"{number(briefing.unplaced)} events are of no place that was told.")


def _sentence(event: dict[str, Any]) -> str:
    """What happened, the sentence, who told it with a link, and how to see more."""
    publisher = _shown(event["publisher"] or "report")
    url = outside(event["url"])
    told = f"[{publisher}](<{text(url).translate(_UNSAFE)}>)" if url else publisher
    what = f"**{event['type']}** {_shown(parties(event))}"
    return f"{what}: {_shown(event['sentence'])} ({told}, {event['event_date']}, `{event['event_id'][:8]}`)"


def _sure(share: Share) -> str:
    return (
        f"Of {number(share['judged'])} events that readers judged here, {share['share']:.0%} have event, type and"
        f" modality right ({share['low']:.0%} to {share['high']:.0%})."
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(_shown, row))} |"


def _shown(value: str) -> str:
    return _SIGNS.sub(r"\\\1", text(value))
