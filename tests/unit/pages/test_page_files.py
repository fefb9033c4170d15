"""Pages as files: known by their bytes, in any charset and packing, one report each, and none without its own date."""

import gzip
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from backports import zstd

from connectors import expanding
from connectors.files import InputError, expand, read_records
from connectors.pages.records import is_page, page_values
from connectors.records import RawRecord
from pipelines.decoding import Decoder, UnusableError

HEAD: Final = '<meta property="article:published_time" content="2024-05-14T10:15:00+02:00">'
BODY: Final = (
    "<h1>Envoys of Arlen meet</h1><p>Envoys of Arlen and Belmar met in Orl on Tuesday, the ministry said.</p>"
    "<p>They agreed to talk again about the café at the border and the prisoners, officials of both sides said.</p>"
)


def page(head: str = HEAD, body: str = BODY, start: str = "<!DOCTYPE html><html lang='en'>") -> str:
    return f"{start}<head><title>Envoys</title>{head}</head><body><article>{body}</article></body></html>"


def records(tmp_path: Path, value: bytes, name: str = "page.html") -> list[RawRecord]:
    path = tmp_path / name
    path.write_bytes(value)
    return list(read_records(str(path)))


PAGES: Final = {
    "plain": page().encode(),
    "older": page().encode("cp1252"),
    "marked": page().encode("utf-8-sig"),
    "wide": page().encode("utf-16"),
    "remark": b"\n<!-- saved from -->\n<!-- <> -->" + page().encode(),
    "xml": b"<?xml version='1.0' encoding='utf-8'?>\n" + page().encode(),
    "no doctype": page(start="<HTML>").encode(),
    "head alone": page(start="").encode(),
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
@pytest.mark.parametrize("name", ["page.html", "2024"])
@pytest.mark.parametrize("form", PAGES)
def test_a_page_is_one_report_dated_by_itself(form: str, name: str, pack: type[bytes], tmp_path: Path) -> None:
    (record,) = records(tmp_path, pack(PAGES[form]), name)
    report = Decoder().decode(record)
    assert record.offset == 1
    assert report.published_at == datetime(2024, 5, 14, 8, 15, tzinfo=UTC)
    assert report.text.startswith("Envoys of Arlen meet\nEnvoys of Arlen and Belmar met in Orl")
    assert "café" in report.text


@pytest.mark.parametrize("start", [b"<p>Talks", b"date 2024-01-01 <html>", b"<?xml version='1.0'?><rss>", b"", b"<"])
def test_what_begins_otherwise_is_none(start: bytes) -> None:
    assert not is_page(start)


def test_a_fragment_is_a_page_by_its_name(tmp_path: Path) -> None:
    (record,) = records(tmp_path, f"<article>{HEAD}{BODY}</article>".encode(), "part.htm")
    assert "Envoys of Arlen and Belmar" in Decoder().decode(record).text


def test_a_name_makes_no_page_of_json(tmp_path: Path) -> None:
    lines = b'{"text": "Talks failed.", "date": "2024-01-01"}\n' * 2
    assert [record.value for record in records(tmp_path, lines, "saved.html")] == lines.splitlines()


@pytest.mark.parametrize(
    ("html", "reason"),
    [(page(head=""), "no_date"), (page(body=""), "no_text"), (page(HEAD.replace("2024-05", "2024-55")), "bad_date")],
)
def test_a_page_that_cannot_be_used_says_why_and_stays_whole(html: str, reason: str, tmp_path: Path) -> None:
    (record,) = records(tmp_path, html.encode())
    with pytest.raises(UnusableError, match=r"page\.html") as refused:
        Decoder().decode(record)
    assert refused.value.reason == reason
    assert reason == "bad_date" or record.value == html.encode()


def test_the_time_of_a_fetch_dates_no_page() -> None:
    more = {"fetched_at": "2024-06-01T00:00:00Z"}
    assert [problem and problem[0] for _, problem in page_values(page(head="").encode(), more=more)] == ["no_date"]
    ((value, problem),) = page_values(page().encode(), more=more)
    assert (problem, json.loads(value)["fetched_at"]) == (None, more["fetched_at"])


def test_updates_of_a_live_blog_are_numbered_and_one_without_a_time_costs_itself(tmp_path: Path) -> None:
    told = [{"articleBody": f"Talk {n}.", "datePublished": f"2024-05-1{n}"} for n in range(3)]
    del told[1]["datePublished"]
    blog = {"@type": "LiveBlogPosting", "headline": "Envoys", "liveBlogUpdate": told}
    found = records(tmp_path, page(f"<script type='application/ld+json'>{json.dumps(blog)}</script>").encode())
    assert [(r.offset, r.problem and r.problem[0]) for r in found] == [(1, None), (2, "no_date"), (3, None)]
    assert json.loads(found[1].value)["text"] == "Talk 1."


def test_what_updates_repeat_of_their_blog_counts_as_growth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expanding, "BOMB_BYTES", 1 << 20)
    told = [{"articleBody": "Talks.", "datePublished": "2024-05-14"}] * 4000
    blog = {"@type": "LiveBlogPosting", "headline": "Envoys", "keywords": ["talk" * 9000], "liveBlogUpdate": told}
    found = records(tmp_path, page(f"<script type='application/ld+json'>{json.dumps(blog)}</script>").encode())
    assert found[-1].problem is not None
    assert found[-1].problem[0] == "expands_too_far"
    assert 500 < len(found) < 4000


def test_without_what_reads_pages_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.jsonl", "b.HTML", "c.htm"):
        (tmp_path / name).write_bytes(page().encode())
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(InputError, match=r"^\S+/b\.HTML: a page, and .*, or pip install '\.\[pages\]' there \(no traf"):
        expand([str(tmp_path)])
