"""From an event to its sentence, from the sentence to its report, from the report to its copies and its story."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from pipelines.asking.evidence import (
    events_named,
    events_of_story,
    mentions_of,
    reports_named,
    reports_of_story,
    stories_named,
    with_sentences,
)
from pipelines.asking.incidents import incident_of
from pipelines.asking.store import Asked, Record, Rows
from pipelines.desk.asked import missing
from pipelines.desk.desk import Desk, desk_of
from pipelines.desk.marking import marked, missing_parties
from pipelines.desk.wording import lines, text


def event(request: Request) -> Response:
    """One event; ``why=1`` reads its report again to say which entry and rules made it."""
    desk, given = desk_of(request), request.path_params["event_id"]
    with desk.asked() as asked:
        found = _one(events_named(asked, given), "event", given)
        mentions = mentions_of(asked, found["event_id"])
        incident = incident_of(asked, found)
        origins = reports_named(asked, found["report_id"])
        around = with_sentences(asked, origins[0]) if origins else None
        story = reports_of_story(asked, found["story_id"])
    parts = marked(found)
    why = _why(desk, found, origins) if request.query_params.get("why") else None
    return desk.page(
        request,
        "event.html",
        event=found,
        parts=parts,
        elsewhere=missing_parties(found, parts),
        mentions=mentions,
        incident=incident,
        report=around,
        story=story,
        why=why,
        rank=desk.explainer.rank,
    )


def report(request: Request) -> Response:
    """One report, sentence by sentence; where one told nothing, why."""
    desk, given = desk_of(request), request.path_params["report_id"]
    with desk.asked() as asked:
        found = _one(reports_named(asked, given), "report", given)
        whole = with_sentences(asked, found)
        copies = _copies(asked, found)
    why = _explained(desk, found) if request.query_params.get("why") else None
    return desk.page(request, "report.html", report=whole, copies=copies, why=why)


def story(request: Request) -> Response:
    """One story: the reports linked to it on arrival, and what they tell."""
    desk, given = desk_of(request), request.path_params["story_id"]
    with desk.asked() as asked:
        leader = _one(stories_named(asked, given), "story", given)["story_id"]
        reports, events = reports_of_story(asked, leader), events_of_story(asked, leader)
    return desk.page(request, "story.html", story_id=leader, reports=reports, events=events)


def _one(rows: Rows, what: str, given: str) -> Record:
    if not rows:
        raise missing(f"no {what} {text(given)!r} here")
    whole = next((row for row in rows if row[f"{what}_id"] == given), None)
    if whole is None and len(rows) > 1:
        raise missing(f"{text(given)!r} may be any of {len(rows)} {what}s: give more of its id")
    return whole or rows[0]


def _copies(asked: Asked, report: Record) -> Rows:
    """The other reports of the same story, those of the same text marked."""
    linked = reports_of_story(asked, report["story_id"])
    return [row for row in linked if row["report_id"] != report["report_id"]]


def _why(desk: Desk, event: dict[str, Any], origins: Rows) -> list[dict[str, Any]]:
    """What the coder found in the sentence of the event; in all of them where that one was read otherwise."""
    if not origins:
        return []
    found = _explained(desk, origins[0])
    sentence = " ".join(event["sentence"].split())
    return [one for one in found if one["sentence"] == sentence] or found


def _explained(desk: Desk, report: Record) -> list[dict[str, Any]]:
    explained = desk.explainer.explain(report["text"], report["published_day"], report["language"])
    return [{"sentence": one.sentence, "lines": [lines(line) for line in one.lines]} for one in explained]
