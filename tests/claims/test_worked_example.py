"""The tables of docs/worked-example.md: the rows that it shows are the rows that come out."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from claims.coder import PlainCoder
from claims.generator import decoded
from claims.memory import aggregate, run_all, tables
from claims.model import expected

PAGE = Path(__file__).parents[2] / "docs/worked-example.md"
COLUMNS = {
    "day": "day",
    "series": "series",
    "source": "source",
    "target": "target",
    "place": "place",
    "type": "type",
    "incidents": "incidents",
    "stories": "stories",
    "mentions": "mentions",
    "reports": "reports",
    "publishers": "publishers",
    "score": "score",
    "goldstein": "goldstein",
    "killed": "killed",
    "injured": "injured",
    "denied": "mentions_denied",
    "planned": "mentions_planned",
    "historical": "mentions_historical",
    "read": "read",
}
KEY = ("day", "series", "source", "target", "place", "type", "quad_class")


def page_tables() -> Iterator[list[dict[str, str]]]:
    """The tables of the page, each as rows by heading."""
    lines = [line.strip("|").split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    starts = [number - 1 for number, row in enumerate(cells) if set("".join(row)) == {"-"}]
    for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        yield [dict(zip(cells[start], row, strict=True)) for row in cells[start + 2 : end]]


def deliveries() -> list[dict[str, Any]]:
    """The reports of the page as a scraper would deliver them."""
    reports, _ = page_tables()
    return [
        {
            "source": row["publisher"],
            "url": f"https://{row['publisher']}/{row['report']}",
            "text": row["text"],
            "published_at": f"{row['published']}Z",
            "language": "en",
        }
        for row in reports
    ]


def shown(value: object) -> str:
    """A figure as the page shows it."""
    if value is None:
        return ""
    return f"{round(value, 3):g}" if isinstance(value, float) else str(value)


def recomputed() -> list[dict[str, str]]:
    """The rows that the pipeline makes of the page's reports, with the page's headings."""
    daily = tables(aggregate(run_all([deliveries()], PlainCoder(), UTC))).daily
    rows = [dict(zip(KEY, key, strict=True)) | figures for key, figures in sorted(daily.items())]
    return [
        {heading: shown(row[column]) for heading, column in COLUMNS.items()}
        for row in rows
        if row["series"] != "pair_quad"
    ]


def test_page_tells_seventeen_times() -> None:
    log = run_all([deliveries()], PlainCoder(), UTC)
    assert len(log) == 9
    assert sum(len(record.tellings) for record in log) == 17


def test_rows_of_the_page() -> None:
    _, rows = page_tables()
    assert rows == recomputed()


def test_model_agrees_with_the_page() -> None:
    coder = PlainCoder()
    assert tables(aggregate(run_all([deliveries()], coder, UTC))) == expected(
        decoded(deliveries(), UTC), coder.identity, UTC
    )
