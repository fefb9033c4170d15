"""A folder whose store holds a few events and rows, some of them trying to break what reads them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner

from connectors.duckdb import STORE_FILE, connect
from pipelines.cli import cli

HOSTILE = '=HYPERLINK("http://evil.example";"a")\tsaid, "no";\r\n\x1b[31mred # \\ \u202e' + "'"
AT = datetime(2022, 1, 24, 23, 59, 59, 999_000, UTC)


def actor(code: str, text: str = "them", sectors: tuple[str, ...] = ()) -> dict[str, object]:
    country = code[:3] if code and code[:3] not in ("IGO", "REB") else ""
    return {"text": text, "code": code, "country": country, "sectors": list(sectors), "role": None}


def event(number: int, **values: object) -> dict[str, object]:
    return {
        "event_id": f"{number:032x}",
        "event_date": date(2022, 1, 24),
        "date_precision": "day",
        "date_basis": "report",
        "type": "AGREE",
        "mode": None,
        "contexts": [],
        "quad_class": 1,
        "score": 2.5,
        "cameo_code": "030",
        "goldstein": 4.0,
        "sources": [],
        "targets": [],
        "reciprocal": False,
        "modality": "asserted",
        "sentence": "They agreed.",
        "sentence_start": 0,
        "sentence_end": 12,
        "trigger_start": 5,
        "trigger_end": 11,
        "coder": "plain",
        "coder_version": "1",
        "coder_rank": 1,
        "confidence": 0.75,
        "report_id": "00",
        "published_at": AT,
        "story_id": "0042",
        **values,
    }


EVENTS = [
    event(
        0x0012_3456_789A_BCDE_F012_3456_789A_BCDE,
        sources=[actor("RUSMIL", "Russian; troops", ("MIL",)), actor("BLRGOV", "Minsk", ("GOV",))],
        targets=[actor("UKR", "Ukraine")],
        type="ASSAULT",
        cameo_code="190",
        quad_class=4,
        goldstein=-10.0,
        killed=3,
        place_name="Kharkiv",
        place_country="UKR",
        place_admin1="07",
        place_precision="city",
        lat=49.98081,
        lon=36.25272,
        geonames_id=706483,
    ),
    event(2 << 124, sentence=HOSTILE, publisher="@Echo", url='https://echo.example/a?q="b c"\\', score=float("nan")),
    event(
        3 << 124,
        event_date=date(2022, 1, 25),
        sources=[actor("KAZGOV", "Astana", ("GOV",)), actor("IGOUNO", "the UN", ("IGO", "UNO"))],
        reciprocal=True,
        cameo_code="042",
        place_name="Kazakhstan",
        place_country="KAZ",
        place_precision="country",
        lat=float("nan"),
        lon=float("nan"),
    ),
    event(4 << 124, event_date=date(2022, 1, 26), modality="denied", sources=[actor("KAZ")]),
]


def mention(event: dict[str, object], report: str, publisher: str | None, uncounted: str | None) -> dict[str, object]:
    return {
        **{name: event[name] for name in ("event_id", "event_date", "modality", "confidence", "story_id")},
        **{name: event[name] for name in ("sentence_start", "sentence_end", "trigger_start", "trigger_end")},
        "report_id": report,
        "late": False,
        "source": "echo.example",
        "publisher": publisher,
        "published_at": AT,
        "uncounted": uncounted,
    }


MENTIONS = [
    mention(EVENTS[0], "00", "Echo", None),
    mention(EVENTS[0], "01", "Echo", None),
    mention(EVENTS[0], "02", None, None),
    mention(EVENTS[0], "03", "Herald", "unsure"),
    mention(EVENTS[1], "00", None, None),
    mention(EVENTS[2], "00", None, None),
    mention(EVENTS[3], "00", None, "denied"),
]
REPORTS = [
    {
        "report_id": f"{number:02}",
        "published_day": AT.date(),
        "outcome": "coded",
        "story_id": "0042",
        "content_hash": "",
        "coder": "plain",
        "coder_version": "1",
        "coder_rank": 1,
        "source": "echo.example",
        "text": "",
        "language": "es" if number == 3 else "en",
        "published_at": AT,
        "published_precision": "second",
        "fetched_at": datetime(2022, 1, 25, 0, number, tzinfo=UTC),
        "sentences": [],
    }
    for number in range(4)
]


def row(day: int, series: str, **values: object) -> dict[str, object]:
    figures = dict.fromkeys(("incidents", "stories", "mentions", "reports", "publishers", "killed", "injured"), 1)
    apart = dict.fromkeys(("mentions_denied", "mentions_planned", "mentions_historical"), 0)
    keys = {"source": "", "target": "", "place": "", "type": "AGREE", "quad_class": 1}
    return {
        "day": date(2022, 1, day),
        "series": series,
        **keys,
        **figures,
        **apart,
        "evidence": [f"{1:032x}", f"{2:032x}"],
        "revision": "001",
        "updated_at": AT,
        **values,
    }


ROWS = [
    row(25, "place_type", place="KAZ"),
    row(24, "pair_type", source="RUS", target="UKR", score=-9.5),
    row(24, "total", type="", quad_class=0, read=4),
]


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, its records written in no order."""
    folder = tmp_path_factory.mktemp("exported")
    with connect(folder / STORE_FILE) as store:
        for table, records in (("events", EVENTS), ("mentions", MENTIONS), ("daily", ROWS), ("reports", REPORTS)):
            schema = store.table(table).limit(0).to_arrow_table().schema
            store.register("records", pa.Table.from_pylist(records[::-1], schema=schema))
            store.execute(f"INSERT INTO {table} SELECT * FROM records")
    return folder


@pytest.fixture(scope="session")
def export(out: Path):
    """Run ``wirewatch export`` over the folder; what it printed."""

    def run(*args: str) -> str:
        result = CliRunner().invoke(cli, ["export", "--out", str(out), *args], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout_bytes.decode()

    return run
