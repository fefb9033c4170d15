"""From an event down to its sentence, and from a report to what each of its sentences gave."""

from collections import defaultdict
from typing import NamedTuple, TypedDict

from pipelines.asking.store import Asked, Record, Rows
from pipelines.coding.packages import PACKAGES, installed
from pipelines.coding.version import RANKS
from schemas import Coder


def events_named(asked: Asked, event_id: str) -> Rows:
    """The events whose id begins so."""
    return asked.rows("SELECT * FROM events WHERE starts_with(event_id, $id) ORDER BY event_id LIMIT 100", id=event_id)


def mentions_of(asked: Asked, event_id: str) -> Rows:
    """Every mention of an event, the earliest first."""
    return asked.rows(
        "SELECT m.report_id, m.publisher, m.agency, m.url, m.published_at, r.language, m.modality, m.uncounted, m.late,"
        " m.confidence, m.story_id, m.sentence_start, m.sentence_end, m.trigger_start, m.trigger_end"
        " FROM mentions AS m LEFT JOIN reports AS r USING (report_id) WHERE m.event_id = $id"
        " ORDER BY m.published_at, m.report_id",
        id=event_id,
    )


def reports_named(asked: Asked, report: str) -> Rows:
    """The reports of this url, or whose id begins so, the earliest first; a url may have several texts."""
    return asked.rows(
        "SELECT * FROM reports WHERE url = $report OR starts_with(report_id, $report)"
        " ORDER BY published_at, report_id LIMIT 1000",
        report=report,
    )


def with_sentences(asked: Asked, report: Record) -> Record:
    """The report with its sentences as texts, each with the events that it tells, or why there is none."""
    told = asked.rows(
        "SELECT m.sentence_start, e.type, e.mode, e.event_date, e.event_id, m.modality FROM mentions AS m"
        " JOIN events AS e USING (event_id) WHERE m.report_id = $id ORDER BY m.sentence_start, m.trigger_start",
        id=report["report_id"],
    )
    told_at = defaultdict[int, Rows](list)
    for one in told:
        told_at[one["sentence_start"]].append(one)
    text = report["text"]
    sentences = [
        sentence | {"text": text[sentence["start"] : sentence["end"]], "events": told_at.get(sentence["start"], [])}
        for sentence in report["sentences"]
    ]
    return {name: value for name, value in report.items() if name != "text"} | {"sentences": sentences}


def stories_named(asked: Asked, story_id: str) -> Rows:
    """The reports whose id begins so, as the leaders of stories."""
    return asked.rows(
        "SELECT report_id AS story_id FROM reports WHERE starts_with(report_id, $id) ORDER BY report_id LIMIT 100",
        id=story_id,
    )


def reports_of_story(asked: Asked, story_id: str) -> Rows:
    """The reports linked to a story on arrival, the earliest first."""
    return asked.rows(
        "SELECT published_at, publisher, agency, language, outcome, report_id, url, title FROM reports"
        " WHERE story_id = $id ORDER BY published_at, report_id",
        id=story_id,
    )


def events_of_story(asked: Asked, story_id: str) -> Rows:
    """What the reports of a story tell, the most told first."""
    return asked.rows(
        "SELECT e.type, e.event_date, e.event_id, count(*) AS mentions, e.sentence FROM mentions AS m"
        " JOIN events AS e USING (event_id) WHERE m.story_id = $id"
        " GROUP BY e.type, e.event_date, e.event_id, e.sentence ORDER BY mentions DESC, e.event_id",
        id=story_id,
    )


class Silence(TypedDict):
    """Why reports and sentences gave nothing: how many of how many, and for which reasons, the most frequent first."""

    reports: int
    reports_silent: int
    report_reasons: dict[str, int]
    sentences: int
    sentences_silent: int
    sentence_reasons: dict[str, int]


def silence(asked: Asked) -> Silence:
    """Why reports are not coded, and sentences of all reports tell no event."""
    reports = asked.rows(
        "SELECT CASE WHEN outcome <> 'coded' THEN coalesce(nullif(reason, ''), outcome) END AS reason,"
        " count(*) AS number FROM reports GROUP BY 1 ORDER BY number DESC, reason"
    )
    sentences = asked.rows(
        f"SELECT reason, count(*) AS number FROM {asked.dialect.sentence_reasons}"
        " GROUP BY reason ORDER BY number DESC, reason"
    )
    of_reports, of_sentences = (
        {row["reason"]: int(row["number"]) for row in rows if row["reason"] is not None}
        for rows in (reports, sentences)
    )
    return {
        "reports": sum(row["number"] for row in reports),
        "reports_silent": sum(of_reports.values()),
        "report_reasons": of_reports,
        "sentences": sum(row["number"] for row in sentences),
        "sentences_silent": sum(of_sentences.values()),
        "sentence_reasons": of_sentences,
    }


def rejected(asked: Asked) -> Rows:
    """Every dead letter without its bytes, in the order of where they stood."""
    return asked.rows(
        'SELECT rejected_id, topic, "partition", "offset", step, reason, message, octet_length(value) AS bytes'
        ' FROM rejected ORDER BY topic, "partition", "offset"'
    )


class Older(NamedTuple):
    """How many reports coders of lower ranks coded than that of ``version`` and ``rank``.

    ``calibration_only``: all of them coders of the same version, so that they differ in how sure they are alone.
    """

    reports: int
    version: str
    rank: int
    calibration_only: bool


def coded_by_older(asked: Asked, coder: Coder) -> Older:
    """What is older than ``coder``, or than the highest that was at work: a calibration is known to those that code.

    Reports that wait for their language to be installed are left out.
    """
    version, rank = coder.version, coder.rank
    for row in asked.rows(
        "SELECT coder_version, coder_rank FROM reports ORDER BY coder_rank DESC, coder_version LIMIT 1"
    ):
        if row["coder_rank"] > rank:
            version, rank = row["coder_version"], row["coder_rank"]
    (row,) = asked.rows(
        "SELECT count(*) AS reports, min(coder_rank) AS lowest FROM reports"
        f" WHERE coder_rank < $rank AND NOT {_waiting()}",
        rank=rank,
    )
    alike = (row["lowest"] or 0) >= RANKS and row["lowest"] // RANKS == rank // RANKS
    return Older(int(row["reports"]), str(version), int(rank), alike)


def not_installed(asked: Asked) -> dict[str, int]:
    """How many reports wait for each language that could be installed and is not."""
    rows = asked.rows(f"SELECT language, count(*) AS reports FROM reports WHERE {_waiting()} GROUP BY language")
    return {str(row["language"]): int(row["reports"]) for row in rows}


def _waiting() -> str:
    codes = ", ".join(f"'{code}'" for code in sorted(PACKAGES.keys() - installed())) or "''"
    return f"(outcome = 'unsupported_language' AND language IN ({codes}))"
