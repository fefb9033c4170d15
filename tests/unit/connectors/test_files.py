"""Files as a source: every record of every form, and a reason where a file or record cannot be read."""

import gzip
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastavro
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from connectors import files
from connectors.files import InputError, expand, read_records, size_of
from connectors.records import RawRecord
from pipelines.decoding import Decoder
from schemas import Report, load, to_avro, write_container

FOREIGN = fastavro.parse_schema(
    {
        "type": "record",
        "name": "Article",
        "namespace": "other.house",
        "fields": [
            {"name": "headline", "type": "string"},
            {"name": "body", "type": "string"},
            {"name": "date_publish", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "lang", "type": ["null", "string"], "default": None},
        ],
    }
)
PLAIN = [{"headline": f"Talks {n}", "body": f"Talk {n} failed.", "date_publish": "2022-01-24"} for n in range(3)]
Pack = Callable[[bytes], bytes]
PACKED: dict[str, Pack] = {"": bytes, ".gz": gzip.compress, ".zst": zstd.compress}


def lines(count: int) -> bytes:
    return b"".join(
        json.dumps({"text": f"Talk {n} failed.", "date": "2022-01-24"}).encode() + b"\n" for n in range(count)
    )


def container(schema: Any, records: list[dict[str, Any]], **options: Any) -> bytes:
    stream = io.BytesIO()
    fastavro.writer(stream, schema, records, **options)
    return stream.getvalue()


def reports(count: int) -> list[Report]:
    decoder = Decoder()
    with_number = enumerate(lines(count).splitlines(), 1)
    return [decoder.decode(RawRecord(topic="t", offset=n, value=line)) for n, line in with_number]


def own_container() -> bytes:
    stream = io.BytesIO()
    write_container(stream, Report, reports(3))
    return stream.getvalue()


def foreign_container() -> bytes:
    return container(FOREIGN, [article | {"date_publish": 1643012100000} for article in PLAIN])


FORMS: dict[str, bytes] = {
    "lines.jsonl": lines(3),
    "crlf.jsonl": lines(3).replace(b"\n", b"\r\n"),
    "bom.jsonl": b"\xef\xbb\xbf" + lines(3),
    "no_line_end.jsonl": lines(3).rstrip(),
    "no.name": lines(3),
    "array.json": json.dumps(PLAIN).encode(),
    "array_over_lines.json": b"\xef\xbb\xbf\n" + json.dumps(PLAIN, indent=2).encode(),
    "own.avro": own_container(),
    "foreign.avro": foreign_container(),
}


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize("name", FORMS)
def test_each_record_of_each_form_becomes_one_report(name: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / (name + suffix)
    path.write_bytes(PACKED[suffix](FORMS[name]))
    records = list(read_records(str(path)))
    assert [(r.topic, r.partition, r.offset, r.problem) for r in records] == [
        (str(path), 0, number, None) for number in (1, 2, 3)
    ]
    decoded = [Decoder().decode(record) for record in records]
    assert [report.text for report in decoded] == [f"Talk {n} failed." for n in range(3)]
    assert {report.published_at.date().isoformat() for report in decoded} == {"2022-01-24"}


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dated.txt", b" date 2022-01-24 Talks failed."),
        ("line.json", b'{"text": "Talks failed.", "date": "2022-01-24"}'),
        ("pretty.json", json.dumps({"text": "Talks failed.", "date": "2022-01-24", "a": {"b": []}}, indent=2).encode()),
        ("wide.json", json.dumps({"text": "Talks failed.", "date": "2022-01-24"}).encode("utf-16")),
    ],
)
def test_a_file_may_be_one_report(name: str, value: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / (name + suffix)
    path.write_bytes(PACKED[suffix](value))
    (record,) = read_records(str(path))
    assert record.value == value
    assert Decoder().decode(record).text == "Talks failed."


def test_reports_of_our_own_container_come_out_as_they_went_in(tmp_path: Path) -> None:
    (tmp_path / "own.avro").write_bytes(container(load("report"), [to_avro(report) for report in reports(2)]))
    read = [Decoder().decode(record) for record in read_records(str(tmp_path / "own.avro"))]
    assert [report.fetched_at for report in read] == [report.fetched_at for report in reports(2)]
    assert [report.published_precision for report in read] == ["day", "day"]


def read(tmp_path: Path, value: bytes, name: str = "file") -> list[tuple[int, bytes, str | None]]:
    path = tmp_path / name
    path.write_bytes(value)
    return [(r.offset, r.value, r.problem[0] if r.problem else None) for r in read_records(str(path))]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt", "a.jsonl.gz", "a.avro"])
@pytest.mark.parametrize("value", [b"", b"\n\n"])
def test_an_empty_file_is_one_unusable_record(name: str, value: bytes, tmp_path: Path) -> None:
    assert [(number, held) for number, held, _ in read(tmp_path, value, name)] == [(1, value)]


def test_broken_lines_cost_no_other_line(tmp_path: Path) -> None:
    good = lines(1).strip()
    for broken in (b'{"text": "Talks', b'{"text": "Talks\nfailed', b"\x00\xff", b'{"a":' + b"[" * 50_000):
        for value in (broken + b"\n" + good + b"\n" + good, good + b"\n" + broken + b"\n" + good):
            found = [held for _, held, problem in read(tmp_path, value, "a.jsonl") if problem is None]
            assert found.count(good) == 2
            assert len(found) == 3 + broken.count(b"\n")


def test_numbers_are_those_of_the_lines(tmp_path: Path) -> None:
    found = read(tmp_path, b'{"a": 1}\n\n  \n{"a": 4}\n\n', "a.jsonl")
    assert found == [(1, b'{"a": 1}', None), (4, b'{"a": 4}', None)]


def test_truncated_object_over_lines_is_one_record(tmp_path: Path) -> None:
    value = json.dumps({"text": "Talks failed.", "a": {"b": 1}}, indent=2).encode()[:-3]
    assert read(tmp_path, value, "a.json") == [(1, value, None)]


@pytest.mark.parametrize("value", [b"[1, 2", b"[" * 100_000, b'[{"a": 1}] x', b"[\xff]"], ids=lambda v: str(v[:8]))
def test_broken_array_is_one_unusable_record(value: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, value, "a.json") == [(1, value, "bad_json")]


@pytest.mark.parametrize("position", [0, 1])
def test_line_over_the_limit_is_cut_and_costs_no_other(
    position: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_RECORD_BYTES", 1000)
    good = lines(2).splitlines()
    long = b'{"text": "' + b"a" * 5000 + b'"}'
    value = b"\n".join([*good[:position], long, *good[position:]])
    found = read(tmp_path, value, "a.jsonl")
    assert found[position] == (position + 1, long[:1000], "too_large")
    assert [held for _, held, problem in found if problem is None] == good


@pytest.mark.parametrize("start", [b"date 2022-01-24 ", b"[1,", b'{"a":'])
def test_file_over_the_limit_is_cut(start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_RECORD_BYTES", 1000)
    value = start + b"1" * 5000
    assert read(tmp_path, value, "a.json") == [(1, value[:1000], "too_large")]


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_truncated_stream_gives_what_stands_before_the_break(pack: Pack, tmp_path: Path) -> None:
    rows = [json.dumps({"text": os.urandom(200).hex(), "n": n}).encode() for n in range(3000)]
    stored = pack(b"\n".join(rows))
    stored = stored[: len(stored) // 2]
    found = read(tmp_path, stored)
    assert [held for _, held, _ in found[:-1]] == rows[: len(found) - 1]
    assert found[-1] == (len(found), stored, "truncated")
    assert 1000 < len(found) < 2000


def test_damaged_stream_is_named(tmp_path: Path) -> None:
    stored = gzip.compress(lines(100))
    assert read(tmp_path, stored[:-8] + bytes(8))[-1] == (101, stored[:-8] + bytes(8), "truncated")
    assert read(tmp_path, stored + b"rest")[-1] == (101, stored + b"rest", "truncated")
    assert read(tmp_path, stored[:5]) == [(1, stored[:5], "truncated")]


@pytest.mark.parametrize(
    "dictionary", [b"", b"\0\0\0", b"\0\0\0\0", b"\3\0\0\0abc", b"\x0c\0\0\0abc", b"\xff\xff\xff\xff"], ids=repr
)
def test_dictionary_of_zstd_that_is_cut_or_none_is_one_record(dictionary: bytes, tmp_path: Path) -> None:
    stored = b"\x5d\x2a\x4d\x18" + dictionary
    assert read(tmp_path, stored) == [(1, stored, "truncated")]


def test_truncated_container_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    whole = container(FOREIGN, [article | {"date_publish": 0} for article in PLAIN * 1000], sync_interval=1000)
    stored = whole[: len(whole) // 2]
    found = read(tmp_path, stored)
    assert {problem for _, _, problem in found[:-1]} == {None}
    assert 1400 < len(found) < 1600
    assert found[-1] == (len(found), stored, "truncated")


def bomb(start: bytes, unit: bytes) -> bytes:
    return gzip.compress(start) + gzip.compress(unit) * 300


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "unit", "reasons"),
    [
        (b"", bytes(1 << 20), ["too_large"]),
        (b'{"a": 1}\n{"text": "', b"a" * (1 << 20), [None, "too_large", "expands_too_far"]),
        (b'{"text": "', b"a" * (1 << 20), ["too_large", "expands_too_far"]),
    ],
    ids=["zeros", "second line", "first line"],
)
def test_gzip_bomb_ends_soon_and_in_little_memory(
    start: bytes, unit: bytes, reasons: list[str | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_RECORD_BYTES", 1 << 20)
    stored = bomb(start, unit)
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(tmp_path, stored)
    assert [problem for _, _, problem in found] == reasons
    assert [number for number, _, _ in found] == list(range(1, len(found) + 1))
    assert time.process_time() - begun < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_what_compresses_well_is_no_bomb(tmp_path: Path) -> None:
    same = lines(1) * 100_000
    stored = gzip.compress(same)
    assert len(same) > 150 * len(stored)
    assert sum(problem is None for _, _, problem in read(tmp_path, stored)) == 100_000


@given(st.binary(max_size=120), st.sampled_from(["", "{", "[", "{}\n", "date "]), st.sampled_from(["", ".gz", ".zst"]))
def test_no_bytes_break_reading(
    tmp_path_factory: pytest.TempPathFactory, value: bytes, start: str, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"fuzz.jsonl{suffix}"
    path.write_bytes(PACKED[suffix](start.encode() + value))
    offsets = [record.offset for record in read_records(str(path))]
    assert offsets == sorted(set(offsets))


@pytest.mark.parametrize(
    "stored", [foreign_container(), gzip.compress(lines(5)), zstd.compress(lines(5))], ids=["avro", "gzip", "zstd"]
)
@given(changes=st.lists(st.tuples(st.integers(4, 400), st.integers(0, 255)), min_size=1, max_size=4))
def test_no_damage_breaks_reading(
    tmp_path_factory: pytest.TempPathFactory, stored: bytes, changes: list[tuple[int, int]]
) -> None:
    damaged = bytearray(stored)
    for position, byte in changes:
        damaged[position % len(damaged)] = byte
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(damaged)
    offsets = [record.offset for record in read_records(str(path))]
    assert offsets == sorted(set(offsets))


def test_offsets_of_a_broken_file_are_all_different(tmp_path: Path) -> None:
    for value in (gzip.compress(lines(50))[:60], foreign_container()[:-20], b'{"a": 1}\n{'):
        offsets = [number for number, _, _ in read(tmp_path, value)]
        assert offsets == sorted(set(offsets))
        assert offsets


def test_standard_input_is_read_in_any_form(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (lines(2), gzip.compress(lines(2))):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(value)))
        assert [(r.topic, r.offset, r.value) for r in read_records("-")] == [
            ("-", number, line) for number, line in enumerate(lines(2).splitlines(), 1)
        ]


def test_inputs_are_files_folders_and_globs_each_file_once(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.json", "b/.hidden", "c/deep/3.avro"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"12")
    found = expand([str(tmp_path / "b"), str(tmp_path / "**/*.avro"), str(tmp_path / "b/2.txt"), "-"])
    assert found == [str(tmp_path / name) for name in ("b/1.json", "b/2.txt", "c/deep/3.avro")] + ["-"]
    assert size_of(found) is None
    assert size_of(found[:-1]) == 6


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("missing.json", "no such file, folder or match"),
        ("none/*.json", "no such file, folder or match"),
        ("none", "no such file, folder or match"),
        ("empty", "a folder without a file to read"),
        ("pipe", "no file but a pipe or device: send it to standard input, as -"),
        ("results", "a folder without a file to read"),
    ],
)
def test_input_without_a_file_is_named(name: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "empty/.git").mkdir(parents=True)
    (tmp_path / "empty/.git/HEAD").touch()
    make_results(tmp_path / "results")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match=rf"{name.replace('*', '.*')}: {problem}$"):
        expand([str(tmp_path / name)])


def test_address_as_input_is_said_to_be_one() -> None:
    with pytest.raises(InputError, match=r"^https://post\.example/a\.xml: an address: `wirewatch follow` reads feeds;"):
        expand(["https://post.example/a.xml"])


def make_results(folder: Path) -> None:
    for made in ("coded/000001.avro", "rejected/1.avro", "events/2024-05-14.avro", "daily/2024-05-14.parquet"):
        (folder / made).parent.mkdir(parents=True, exist_ok=True)
        (folder / made).touch()
    for made in ("wirewatch.duckdb", "wirewatch.duckdb.kept_from", "index.sqlite", "index.sqlite-wal", "feeds.sqlite"):
        (folder / made).touch()


@pytest.mark.parametrize("results", ["out", "deep/out", "."])
def test_results_in_an_input_folder_are_no_reports_and_what_lies_beside_them_is(results: str, tmp_path: Path) -> None:
    make_results(tmp_path / results)
    mine = ["a.jsonl", "coded.avro", "deep/b.jsonl", f"{results}/inbox/c.jsonl", f"{results}/events/d.jsonl"]
    for name in mine:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    wanted = sorted(str(tmp_path / name) for name in mine)
    assert expand([str(tmp_path)]) == wanted
    assert expand([str(tmp_path / "**")]) == wanted
    log = str(tmp_path / results / "coded/000001.avro")
    assert expand([log]) == [log]


def test_avro_in_folders_that_are_no_results_is_read(tmp_path: Path) -> None:
    (tmp_path / "coded").mkdir()
    (tmp_path / "coded/a.avro").touch()
    assert expand([str(tmp_path)]) == [str(tmp_path / "coded/a.avro")]


def test_name_that_no_log_could_hold_is_a_usage_error(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff.json", "wb"):
        pass
    with pytest.raises(InputError, match=r"\\udcff\.json': a name that is not printable UTF-8: rename it$"):
        expand([str(tmp_path)])
