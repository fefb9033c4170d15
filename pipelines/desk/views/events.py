"""Events found, with facets; the next thousand come as one scrolls, or by a link."""

from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from pipelines.asking.finding import FACETS, PAGE, Found, Search, find
from pipelines.desk.asked import search_of
from pipelines.desk.desk import desk_of

_FIRST: Final = 100
_FACET_SHOWN: Final = 12
_ASKED_BY: Final = {"country": "place"}
"""Facets whose address has another name than they: of a country is what happened in it."""


def page(request: Request) -> Response:
    """A page of what fits the address; ``part=rows`` is its rows alone."""
    desk, params = desk_of(request), request.query_params
    search, after = search_of(params), params.get("after", "")
    with desk.asked() as asked:
        rows_alone = params.get("part") == "rows"
        limit = PAGE if after else _FIRST
        found = find(asked, search, limit=limit, after=after, facets_too=not rows_alone)
    template = "event_rows.html" if rows_alone else "events.html"
    return desk.page(
        request, template, search=search, found=found, facets=_facets(found, request, search), days=_days(search)
    )


def _days(search: Search) -> dict[str, str]:
    """The days of the search as the form shows them."""
    return {
        "first": "" if search.first == date.min else search.first.isoformat(),
        "last": "" if search.last == date.max else search.last.isoformat(),
    }


def _facets(found: Found, request: Request, search: Search) -> list[dict[str, Any]]:
    """Each facet with its values, those chosen first, and how many are not shown."""
    facets = []
    for name in FACETS:
        asked_by = _ASKED_BY.get(name, name)
        # A language may be asked for by its name.
        chosen = search.languages if name == "language" else request.query_params.getlist(asked_by)
        values = [
            {"value": facet["value"], "events": facet["events"], "chosen": facet["value"] in chosen}
            for facet in found["facets"][name]
        ]
        values.sort(key=lambda value: not value["chosen"])
        shown = values[:_FACET_SHOWN]
        facets.append({"name": name, "asked_by": asked_by, "values": shown, "more": len(values) - len(shown)})
    return facets
