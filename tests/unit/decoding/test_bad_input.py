"""What cannot be made a report is refused with a reason and a message; nothing else is ever raised."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import schemas
from connectors.records import RawRecord
from pipelines.decoding import Decoder, UnusableError
from pipelines.decoding.repair import repair
from schemas import Report

ORIGIN = "reports.raw[3]@1042: "
REPORT = {"text": "Talks failed.", "published_at": "2022-01-24"}


def raw(value: bytes, problem: tuple[str, str] | None = None) -> RawRecord:
    return RawRecord(topic="reports.raw", partition=3, offset=1042, value=value, problem=problem)


def record(**fields: Any) -> bytes:
    return json.dumps(REPORT | fields).encode()


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "empty", "nothing in it"),
    "blanks": (b" \r\n\t", "empty", "nothing in it"),
    "binary": (bytes(range(256)), "binary", "schema id 16909060 needs a registry"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(32)), "binary", "a picture"),
    "sound": (b"\x89OGG\r\n\x1a\n" + bytes(range(32)), "binary", "neither text nor Avro: byte 0x89 at 0"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", "binary", "a PDF: save its text as plain text that begins with its"),
    "PDF all of text": (b"%PDF-1.4\n1 0 obj\n", "binary", "a PDF: save its text as"),
    "RTF": (rb"{\rtf1\ansi Talks failed.}", "binary", "an RTF document: save it as plain text"),
    "Word of old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "binary", "an old Office document: save it"),
    "zip": (b"PK\x03\x04\x14\x00", "binary", "a zip, or an Office document, which is one: unpack it, or save it"),
    "Parquet": (b"PAR1\x15\x04", "binary", "a Parquet file: write its rows as JSON lines"),
    "SQLite": (b"SQLite format 3\x00" + bytes(99), "binary", "an SQLite database: write its rows as JSON lines"),
    "bzip2": (b"BZh91AY&SY", "binary", "compressed with bzip2: unpack it, or use gzip or zstd"),
    "tar": (b"a.json".ljust(257, b"\0") + b"ustar\x0000" + bytes(240), "binary", "a tar archive: unpack it"),
    "CSV": (b"date,title,text\n2022-01-24,A,Talks failed.\n", "wrong_type", "a table (CSV): write its rows as JSON l"),
    "TSV of other names": (b'"pubDate"\t"Headline"\r\n', "wrong_type", "a table (CSV): write its rows as JSON lines"),
    "no table": (b"The text, the date, the place: nobody knew.", "no_date", "plain text without a date"),
    "NUL bytes": (b"x" + bytes(50), "binary", "neither text nor Avro: 50 NUL bytes"),
    "UTF-16 without a mark": (record().decode().encode("utf-16-le"), "binary", "neither text nor Avro:"),
    "truncated JSON": (record()[:-5], "bad_json", "broken JSON:"),
    "two objects": (record() + record(), "bad_json", "broken JSON: Extra data"),
    "nested": (b'{"text": ' + b"[" * 100_000, "bad_json", "nested too deeply"),
    "a list": (b"[1, 2]", "wrong_type", "a JSON list, not an object: send one report a record"),
    "text of the wrong type": (record(text={"a": 1}), "wrong_type", "text is of type dict: give a string"),
    "title of the wrong type": (record(text=None, title=[1, 2]), "wrong_type", "title is of type list: give a string"),
    "content without text": (record(text=None, content=[{"value": None}]), "wrong_type", "content is of type list"),
    "no text": (record(text="  "), "no_text", "neither text nor title"),
    "only markup": (record(text="<p><br></p>"), "no_text", "neither text nor title"),
    "no date": (b'{"text": "Talks failed."}', "no_date", "no date: give published_at"),
    "plain text": (b"Talks failed.", "no_date", 'plain text without a date: begin it with "date YYYY-MM-DD"'),
    "page": (b"<!DOCTYPE html><html><p>Talks</p></html>", "html", "a page, not a report: extract its text"),
    "year 0222": (record(published_at="0222-01-24"), "bad_date", 'published_at "0222-01-24" is before 1900'),
    "year 9999": (record(published_at="9999-12-31"), "bad_date", 'published_at "9999-12-31" is after 2100'),
    "dated 0222": (b"date 0222-01-24 Talks.", "bad_date", 'published_at (date) "0222-01-24" is before 1900'),
    "no day": (record(published_at="soon"), "bad_date", 'published_at "soon" is no time: give ISO 8601'),
    "month 13": (record(published_at="2022-13-01"), "bad_date", 'published_at "2022-13-01" is no time'),
    "date of the wrong type": (record(published_at={"d": 1}), "bad_date", "published_at is of type dict: give an ISO"),
    "date true": (record(published_at=True), "bad_date", "published_at is of type bool"),
    "huge number": (record(published_at=10**400), "bad_date", "published_at 1000000"),
    "NaN": (record(published_at=float("nan")), "bad_date", "published_at NaN is no time"),
    "infinity": (record(published_at=float("inf")), "bad_date", "published_at Infinity is no time"),
    "lone surrogate in a date": (record(published_at="\ud800"), "bad_date", 'published_at "�" is no time'),
    "long date": (record(published_at="9" * 5_000_000), "bad_date", 'published_at "999'),
    "number of 5000 digits": (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "bad_json", "broken JSON: Exceeds"),
    "20 MB text": (record(text="слово " * 3_400_000), "too_long", "text of 20400000 characters, more than 1000000"),
    "20 MB of markup": (record(text="<p>a</p>" * 2_500_000), "too_long", "text of 20000000 characters, more than"),
    "long address": (record(url="https://a.example/" + "a" * 5_000_000), "too_long", "url of 5000018 characters"),
    "taken back, but what": (record(retracted=True), "no_id", "retracted without report_id or guid"),
    "unknown Avro": (b"\xc3\x01" + bytes(12), "bad_avro", "schema fingerprint 0000000000000000 is no shipped version"),
    "truncated Avro": (
        schemas.encode(Decoder().decode(raw(record())))[:-20],
        "bad_avro",
        "not a report:",
    ),
    "Confluent without a registry": (b"\x00\x00\x00\x00\x07abc", "binary", "schema id 7 needs a registry"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_unusable_record_is_refused_with_origin_field_and_reason(name: str) -> None:
    value, reason, message = REFUSED[name]
    start = time.process_time()
    with pytest.raises(UnusableError) as refused:
        Decoder().decode(raw(value))
    assert refused.value.reason == reason
    assert str(refused.value).startswith(ORIGIN + message)
    assert len(str(refused.value)) < 300
    str(refused.value).encode()  # a dead letter is written as UTF-8
    assert time.process_time() - start < 3


def test_problem_of_the_connector_is_the_reason() -> None:
    with pytest.raises(UnusableError, match=r"^reports\.raw\[3\]@1042: a line longer than 5 bytes$") as refused:
        Decoder().decode(raw(b"{", ("too_large", "a line longer than 5 bytes")))
    assert refused.value.reason == "too_large"


def test_limit_of_the_text_is_a_setting() -> None:
    assert Decoder(max_text=13).decode(raw(record())).text == "Talks failed."
    with pytest.raises(UnusableError, match="text of 13 characters, more than 12"):
        Decoder(max_text=12).decode(raw(record()))


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "http://[1"},
        {"url": 7, "language": True, "authors": 3, "tags": {"a": 1}, "publisher": ["a"]},
        {"extra": None},
        {"extra": [1, 2]},
        {"extra": {"\ud800": "\udc00", "n": [float("nan")]}},
        {"guid": 10**300},
        {"published_raw": "\ud800"},
        {"published_at": "2022-01-24\ud80008:30"},
        {"deep": json.loads("[" * 400 + "]" * 400)},
        {"title": "<a href=" * 1000},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_odd_fields_beside_text_and_date_do_not_cost_the_report(fields: dict[str, Any]) -> None:
    report = Decoder().decode(raw(record(**fields)))
    assert report.text == "Talks failed."
    assert schemas.decode(Report, schemas.encode(report)) == report


@pytest.mark.parametrize(
    "unit", ["<a", "</a", "<!--", "<a x='", '<a x="', "<script>", "<![if ", "&", "&amp", " ", "é ", "Ã©"]
)
def test_no_text_takes_long_to_repair(unit: str) -> None:
    text = "<p>x" + unit * (100_000 // len(unit)) + "y"
    start = time.process_time()
    repair(text)
    assert time.process_time() - start < 2


def usable_or_unusable(value: bytes) -> None:
    """Decode; whatever comes out can be written."""
    try:
        report = Decoder().decode(raw(value))
    except UnusableError as e:
        message = str(e)
    else:
        assert schemas.decode(Report, schemas.encode(report)) == report
        return
    assert message.startswith(ORIGIN)
    message.encode()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=[]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    "text title date published_at fetched_at updated url source guid authors tags extra content retracted id language "
    "published_raw published_precision".split()
)


@given(st.binary(max_size=200))
def test_no_bytes_break_decoding(value: bytes) -> None:
    usable_or_unusable(value)


@pytest.mark.slow
@given(st.dictionaries(NAMES, JSON), st.booleans())
def test_no_json_object_breaks_decoding(fields: dict[str, Any], complete: bool) -> None:
    usable_or_unusable(json.dumps(REPORT | fields if complete else fields).encode())


@given(st.text(max_size=30))
def test_no_time_breaks_decoding(moment: str) -> None:
    usable_or_unusable(record(published_at=moment))


@given(st.binary(max_size=80))
def test_no_avro_body_breaks_decoding(body: bytes) -> None:
    header = schemas.encode(Decoder().decode(raw(record())))[:10]
    usable_or_unusable(header + body)


@given(st.text(st.sampled_from("<>/!-'\"= \n&;#pabscript\ud800\udc00é\x00"), max_size=60))
def test_repaired_text_can_be_written(text: str) -> None:
    repaired = repair(text)
    repaired.encode()
    assert repaired == repaired.strip()
    assert "\0" not in repaired
