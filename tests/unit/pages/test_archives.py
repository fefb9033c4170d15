"""Web archives: each page in them is a report, whatever its encodings; what is damaged costs itself."""

import gzip
import io
import json
import re
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from test_page_files import page
from warc_by_hand import URL, http, packed, record

from connectors import expanding
from connectors.archives import warc
from connectors.archives.encodings import EncodingError, undo
from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.decoding import Decoder

Pack = Callable[[bytes], bytes]
HTML: Final = page().encode()
WHOLE: Final = record(http(HTML))


def deflated(body: bytes) -> bytes:
    raw = zlib.compressobj(wbits=-15)
    return raw.compress(body) + raw.flush()


def chunked(body: bytes, size: int = 100) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\nTrailer: x\r\n\r\n"


def read(tmp_path: Path, value: bytes, name: str = "a.warc", left: Counter[str] | None = None) -> list[RawRecord]:
    path = tmp_path / name
    path.write_bytes(value)
    return list(read_records(str(path), left))


def problems(records: list[RawRecord]) -> list[str | None]:
    return [record.problem and record.problem[0] for record in records]


@pytest.mark.parametrize("name", ["a.warc", "archive"])
@pytest.mark.parametrize(
    "pack",
    [bytes, gzip.compress, zstd.compress],
    ids=["plain", "gzip", "zstd"],
)
def test_each_page_is_a_report_fetched_when_the_record_says(pack: Pack, name: str, tmp_path: Path) -> None:
    found = read(tmp_path, packed([record(http(HTML), number=n, url=f"{URL}/{n}") for n in range(3)], pack), name)
    reports = [Decoder().decode(one) for one in found]
    assert [(one.offset, one.problem) for one in found] == [(1, None), (2, None), (3, None)]
    assert [report.url for report in reports] == [f"{URL}/{n}" for n in range(3)]
    assert {report.fetched_at.isoformat() for report in reports} == {"2024-06-01T12:00:00+00:00"}
    assert {report.published_at.day for report in reports} == {14}
    assert [report.extra["warc_record"] for report in reports] == [f"<urn:uuid:{n}>" for n in range(3)]
    assert "café" in reports[0].text


def test_records_may_lie_across_frames(tmp_path: Path) -> None:
    whole = WHOLE * 5
    parts = [gzip.compress(whole[at : at + 211]) for at in range(0, len(whole), 211)]
    assert problems(read(tmp_path, b"".join(parts))) == [None] * 5


SENT: Final[dict[str, bytes]] = {
    "gzip": http(gzip.compress(HTML), "Content-Encoding: gzip"),
    "x-gzip": http(gzip.compress(HTML), "content-encoding: X-GZIP"),
    "gzip in two frames": http(gzip.compress(HTML[:50]) + gzip.compress(HTML[50:]), "Content-Encoding: gzip"),
    "gzip with rest": http(gzip.compress(HTML) + b"\r\n\r\nrest", "Content-Encoding: gzip"),
    "deflate": http(zlib.compress(HTML), "Content-Encoding: deflate"),
    "deflate without header": http(deflated(HTML), "Content-Encoding: deflate"),
    "br": http(brotli.compress(HTML), "Content-Encoding: br"),
    "zstd": http(zstd.compress(HTML), "Content-Encoding: zstd"),
    "chunked": http(chunked(HTML), "Transfer-Encoding: chunked"),
    "one chunk": http(chunked(HTML, 99_999), "Transfer-Encoding: chunked"),
    "gzip and chunked": http(chunked(gzip.compress(HTML)), "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
    "br and chunked": http(chunked(brotli.compress(HTML), 7), "Content-Encoding: br", "Transfer-Encoding: chunked"),
    "transfer of gzip": http(chunked(gzip.compress(HTML)), "Transfer-Encoding: gzip, chunked"),
    "twice": http(zstd.compress(gzip.compress(HTML)), "Content-Encoding: gzip, zstd"),
    "label of what is undone": http(HTML, "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
    "label of br undone": http(HTML, "Content-Encoding: br"),
    "label of one of two undone": http(gzip.compress(HTML), "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
    "the crawler's label": http(HTML, "X-Crawler-Content-Encoding: gzip"),
    "no encoding": http(HTML, "Content-Encoding: identity", "Content-Encoding: "),
    "charset of the server": http(page().encode("cp1251", "replace"), media='text/html; charset="windows-1251"'),
    "no type": http(HTML, media=None),
    "bytes of any kind": http(HTML, media="application/octet-stream"),
    "xhtml": http(HTML, media="application/xhtml+xml"),
    "line feeds alone": http(HTML).replace(b"\r\n", b"\n"),
    "version 2": http(HTML).replace(b"HTTP/1.1", b"HTTP/2"),
    "folded": http(gzip.compress(HTML), "Content-Encoding:\r\n gzip", "A: b\r\n\tc"),
}


@pytest.mark.parametrize("way", SENT)
def test_the_page_is_what_its_server_meant(way: str, tmp_path: Path) -> None:
    after = record(http(page(body=f"<p>{'They talked again. ' * 9}</p>").encode()))
    first, second = read(tmp_path, record(SENT[way]) + after)
    assert (first.problem, second.problem) == (None, None)
    assert "Envoys of Arlen and Belmar met in Orl" in Decoder().decode(first).text
    assert "They talked again" in Decoder().decode(second).text


def test_the_servers_charset_reads_a_page_that_names_none(tmp_path: Path) -> None:
    html = page(body="<p>" + "Послы Арлена встретились во вторник. " * 5 + "</p>")
    (found,) = read(tmp_path, record(http(html.encode("koi8-r"), media="text/html;charset=koi8-r")))
    assert "Послы Арлена" in json.loads(found.value)["text"]


LEFT_OUT: Final[dict[str, tuple[bytes, str]]] = {
    "warcinfo": (record(b"software: x\r\n", kind="warcinfo", url=None), "warcinfo"),
    "request": (record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), "request"),
    "metadata": (record(b"a: b", kind="metadata"), "metadata"),
    "revisit": (record(http(b""), "WARC-Refers-To-Target-URI: x", kind="revisit"), "revisit"),
    "text of a page": (record(b"Talks.", kind="conversion"), "conversion"),
    "robots": (record(http(HTML), url="https://arlen.example/robots.txt"), "robots"),
    "redirect": (record(http(HTML, status="301 Moved")), "redirect"),
    "error": (record(http(HTML, status="404 Not Found")), "error"),
    "feed": (record(http(b"<?xml version='1.0'?><rss></rss>", media="application/rss+xml")), "other"),
    "feed called html": (record(http(b"<?xml version='1.0'?>\n<rss></rss>")), "feed"),
    "picture": (record(http(b"\x89PNG" * 9, media="image/png")), "other"),
    "name": (record(b"1 2 3", kind="response", url="dns:arlen.example"), "other"),
    "video": (record(http(bytes(200_000), media="video/mp4")), "other"),
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
def test_what_is_no_page_is_left_out_and_counted(pack: Pack, tmp_path: Path) -> None:
    left = Counter[str]()
    found = read(tmp_path, packed([one for value, _ in LEFT_OUT.values() for one in (value, WHOLE)], pack), left=left)
    assert problems(found) == [None] * len(LEFT_OUT)
    assert left == Counter(kind for _, kind in LEFT_OUT.values())


def test_a_resource_is_a_page_without_its_servers_word(tmp_path: Path) -> None:
    (found,) = read(tmp_path, record(HTML, "Content-Type: text/html", kind="resource", url=f"<{URL}>"))
    assert json.loads(found.value)["url"] == URL


def test_a_page_that_gives_no_report_stays_whole_and_is_named(tmp_path: Path) -> None:
    undated = page(head="").encode()
    (found,) = read(tmp_path, record(http(undated)))
    assert found.problem is not None
    assert (found.value, found.problem[0]) == (undated, "no_date")
    assert found.problem[1].startswith(f"<urn:uuid:1> of {URL}: the page does not say when")


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (http(gzip.compress(HTML)[:90], "Content-Encoding: gzip"), "truncated"),
        (http(brotli.compress(HTML)[:90], "Content-Encoding: br"), "truncated"),
        (http(chunked(HTML)[:250], "Transfer-Encoding: chunked"), "truncated"),
        (http(b"\x9f\xf0" * 99, "Content-Encoding: br"), "truncated"),
        (http(b"\xff" + HTML, "Content-Encoding: dcb"), "bad_encoding"),
    ],
)
def test_an_encoding_that_cannot_be_undone_costs_its_page(sent: bytes, reason: str, tmp_path: Path) -> None:
    first, second = read(tmp_path, record(sent) + WHOLE)
    assert problems([first, second]) == [reason, None]
    assert first.value == sent


def test_a_page_that_the_archive_cut_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    long = page(body="<p>" + "The envoys of Arlen talked about prisoners. " * 400 + "</p>").encode()
    sent = http(chunked(gzip.compress(long, 0)[:9_000]), "Content-Encoding: gzip", "Transfer-Encoding: chunked")
    (found,) = read(tmp_path, record(sent, "WARC-Truncated: length"))
    assert json.loads(found.value)["extra"]["warc_truncated"] == "length"
    assert 5_000 < len(json.loads(found.value)["text"]) < 9_000


def test_without_brotli_a_page_in_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    first, second = read(tmp_path, record(SENT["br"]) + WHOLE)
    assert problems([first, second]) == ["bad_encoding", None]
    assert first.problem is not None
    assert "pip install 'brotli>=1.2'" in first.problem[1]


def cut(whole: bytes, at: int = 40) -> bytes:
    return whole[: len(whole) - at]


DAMAGED: Final[dict[str, tuple[bytes, str]]] = {
    "length too long": (record(http(HTML), length=len(http(HTML)) + 900), "bad_warc"),
    "length too short": (record(http(HTML), length=300), "bad_warc"),
    "no length": (re.sub(rb"Content-Length: \d+\r\n", b"", WHOLE), "bad_warc"),
    "length no number": (WHOLE.replace(b"Content-Length: ", b"Content-Length: -"), "bad_warc"),
    "length of all bytes there are": (
        re.sub(rb"(Content-Length: )\d+", rb"\g<1>99999999999999999999", WHOLE),
        "bad_warc",
    ),
    "header without end": (b"WARC/1.0\r\nWARC-Type: response\r\nA: " + b"b" * 70_000 + b"\r\n", "bad_warc"),
    "bytes between": (b"\x00\xffrest of something\r\n" * 50, "bad_warc"),
    "block cut": (cut(WHOLE) + b"\r\n\r\n", "bad_warc"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_record_costs_itself(damage: str, tmp_path: Path) -> None:
    bad, reason = DAMAGED[damage]
    found = read(tmp_path, WHOLE + bad + WHOLE * 3)
    assert problems(found) == [None, reason, None, None, None]
    assert [one.offset for one in found] == [1, 2, 3, 4, 5]
    assert found[1].value
    assert bad.startswith(found[1].value[:60])


def checked_zstd(data: bytes) -> bytes:
    return zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1})


@pytest.mark.parametrize("place", ["head", "middle", "end", "cut", "gone"])
@pytest.mark.parametrize(("pack", "ending"), [(gzip.compress, "gz"), (checked_zstd, "zst")], ids=["gzip", "zstd"])
@pytest.mark.parametrize("position", [0, 1, 3])
def test_a_damaged_frame_costs_itself(pack: Pack, ending: str, place: str, position: int, tmp_path: Path) -> None:
    frames = [pack(record(http(HTML), number=n)) for n in range(5)]
    bad = frames[position]
    at = {
        "head": 2 if ending == "gz" else 4,
        "middle": len(bad) // 2,
        "end": len(bad) - 6,
        "cut": len(bad) // 2,
        "gone": 9,
    }[place]
    frames[position] = bad[:at] + (b"" if place in ("cut", "gone") else b"\xff\x00\xff\x00" + bad[at + 4 :])
    found = read(tmp_path, b"".join(frames), f"a.warc.{ending}")
    good = [json.loads(one.value)["extra"]["warc_record"] for one in found if one.problem is None]
    assert good == [f"<urn:uuid:{n}>" for n in range(5) if n != position]
    assert [one for one in problems(found) if one] == ["truncated"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
def test_an_archive_that_breaks_off_gives_what_stands_before(pack: Pack, tmp_path: Path) -> None:
    found = read(tmp_path, cut(packed([WHOLE] * 3, pack), 100))
    assert problems(found) == [None, None, "truncated"]


def test_an_archive_whose_beginning_is_lost_is_one_by_its_name(tmp_path: Path) -> None:
    assert problems(read(tmp_path, WHOLE[50:] + WHOLE)) == ["bad_warc", None]
    assert problems(read(tmp_path, b"nothing of the kind")) == ["bad_warc"]


def test_a_page_of_many_times_its_size_is_refused_before_memory_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.archives.responses.MAX_PAGE_BYTES", 1 << 20)
    bomb = b"<html>" + bytes(3 << 20)
    ways = {
        "gzip": gzip.compress(bomb), "deflate": zlib.compress(bomb), "br": brotli.compress(bomb),
        "zstd": zstd.compress(bomb), "gzip, gzip": gzip.compress(gzip.compress(bomb)),
    }  # fmt: skip
    sent = [record(http(body, f"Content-Encoding: {way}")) for way, body in ways.items()]
    assert problems(read(tmp_path, b"".join(sent) + WHOLE)) == ["too_large"] * len(ways) + [None]


def test_many_pages_that_grow_beyond_all_proportion_end_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expanding, "BOMB_BYTES", 1 << 20)
    bomb = record(http(gzip.compress(HTML + b" " * 300_000), "Content-Encoding: gzip"))
    found = read(tmp_path, gzip.compress(bomb * 200))
    assert problems(found)[-1] == "expands_too_far"
    assert len(found) < 60


def test_a_record_over_the_limit_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_BLOCK_BYTES", 100_000)
    found = read(tmp_path, record(http(HTML + b" " * 200_000)) + WHOLE)
    assert problems(found) == ["too_large", None]


def wacz(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, value in members.items():
            archive.writestr(name, value)
    return stream.getvalue()


MEMBERS: Final = {
    "datapackage.json": b"{}",
    "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
    "archive/a.warc.gz": packed([WHOLE] * 2),
    "archive/b.warc": WHOLE,
    "archive/c.warc.zst": packed([WHOLE], zstd.compress),
}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("name", ["a.wacz", "archive"])
def test_all_warc_files_of_a_wacz_are_read(name: str, method: int, tmp_path: Path) -> None:
    found = read(tmp_path, wacz(MEMBERS, method), name)
    assert [(one.offset, one.problem) for one in found] == [(n, None) for n in (1, 2, 3, 4)]


def test_a_damaged_wacz_says_where(tmp_path: Path) -> None:
    whole = wacz(MEMBERS)
    assert problems(read(tmp_path, cut(whole, 200), "a.wacz")) == ["truncated"]
    at = whole.index(WHOLE) + 600
    found = read(tmp_path, whole[:at] + b"#" * 10 + whole[at + 10 :], "a.wacz")
    assert [one for one in problems(found) if one] == ["truncated"]
    assert len(found) == 4
    said = next(one.problem[1] for one in found if one.problem)
    assert said.startswith("archive/b.warc: ")


def test_a_zip_of_other_things_is_no_archive(tmp_path: Path) -> None:
    (found,) = read(tmp_path, wacz({"a.txt": b"Talks."}), "a.zip")
    assert found.problem is None


def test_a_deflated_wacz_is_no_way_around_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expanding, "BOMB_BYTES", 1 << 20)
    blank = record(http(HTML + b" " * 300_000))
    assert problems(read(tmp_path, wacz({"archive/a.warc": blank * 60}, zipfile.ZIP_DEFLATED)))[-1] == "expands_too_far"


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
@given(changes=st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=5)), min_size=1, max_size=4))
def test_no_damage_breaks_reading(
    tmp_path_factory: pytest.TempPathFactory, pack: Pack, changes: list[tuple[int, bytes]]
) -> None:
    whole = packed([record(http(b"<html><body></body></html>"), number=n) for n in range(6)], pack)
    for position, value in changes:
        at = position % len(whole)
        whole = whole[:at] + value + whole[at + len(value) + len(value) % 2 :]
    path = tmp_path_factory.getbasetemp() / "damaged.warc"
    path.write_bytes(whole)
    offsets = [one.offset for one in read_records(str(path))]
    assert offsets == list(range(1, len(offsets) + 1))


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd", "chunked", "gzip, chunked"]))
def test_no_body_breaks_reading(body: bytes, way: str) -> None:
    with suppress(EncodingError):
        assert len(undo(body, way, 10_000)) <= 10_000
    undo(chunked(gzip.compress(body)), "gzip, chunked", 10_000)


FALSE_STARTS: Final = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd", "records": b"\nWARC/1.0\r\n"}


@pytest.mark.parametrize("kind", FALSE_STARTS)
def test_many_false_starts_take_time_in_proportion(kind: str, tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        pack = zstd.compress if kind == "zstd" else gzip.compress
        value = pack(WHOLE) + FALSE_STARTS[kind] * count
        began = time.thread_time()
        assert len(read(tmp_path, WHOLE + value if kind == "records" else value, "a.warc")) >= 2
        return time.thread_time() - began

    assert min(seconds(5_000) for _ in range(3)) < 0.8


MADE_BY_LIBRARIES: Final = Path(__file__).parents[2] / "data" / "archives"
"""Four pages each: plain, gzip, br, and gzip in chunks, with a revisit of each, by warcio 1.8; without br by wacz."""


@pytest.mark.parametrize("name", ["warcio.warc.gz", "py_wacz.wacz"])
def test_what_public_libraries_write_is_read_whole(name: str) -> None:
    left = Counter[str]()
    reports = [Decoder().decode(one) for one in read_records(str(MADE_BY_LIBRARIES / name), left)]
    assert [report.url for report in reports] == [f"https://arlen.example/news/{n}" for n in range(4)]
    assert [report.published_at.day for report in reports] == [10, 11, 12, 13]
    assert left == Counter(request=4, revisit=4, warcinfo=1)
