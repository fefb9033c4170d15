"""How a briefing names what it tells of."""

from typing import Any

from pipelines.asking.comparing import Change
from pipelines.briefing.content import Briefing
from pipelines.desk.outstanding import Standing
from pipelines.desk.wording import country, long_day, quad


def title(briefing: Briefing) -> str:
    """As "Kazakhstan, Thursday 6 January 2022"."""
    period = briefing.period
    days = long_day(period.first)
    if period.last != period.first:
        days += f" to {long_day(period.last)}"
    return f"{country(briefing.country)}, {days}" if briefing.country else days


def cell_name(cell: Standing) -> str:
    """As "Russia → Ukraine, material conflict" or "PROTEST in Kazakhstan"."""
    if cell.series == "place_type":
        return f"{cell.type} in {country(cell.place)}"
    return f"{country(cell.source)} → {country(cell.target)}, {quad(cell.quad_class)}"


def change_name(change: Change) -> str:
    """As "Russia → Ukraine, ASSAULT"."""
    what = change["type"] or "all types"
    match change["kind"]:
        case "pairs":
            return f"{country(change['source'])} → {country(change['target'])}, {what}"
        case "places":
            return f"{what} in {country(change['place']) if change['place'] else 'no place told'}"
    return f"{what}, everywhere"


def times(change: Change) -> str:
    """The ratio and its interval, as "2.1 (1.4 to 3.3)"."""
    high = "any" if change["high"] is None else f"{change['high']:.1f}"
    ratio = "new" if change["ratio"] is None else f"{change['ratio']:.1f}"
    return f"{ratio} ({change['low']:.1f} to {high})"


def parties(event: dict[str, Any]) -> str:
    """Who did it to whom by their codes, - where nobody is named."""
    sources, targets = ([actor["code"] or actor["text"] for actor in event[side]] for side in ("sources", "targets"))
    if event["reciprocal"] and len(sources) > 1:
        return " ↔ ".join(sources)
    return f"{', '.join(sources) or '-'} → {', '.join(targets) or '-'}"
