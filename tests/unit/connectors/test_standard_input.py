"""``-`` is read in every form that a file may have, told apart by its bytes, however few of them a pipe gives."""

import gzip
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from avro_by_hand import DATED, DAY, TEXT, container
from backports import zstd

from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.decoding import Decoder

LINE: Final = b'{"text": "Talks failed.", "date": "2022-01-24"}'
PAGE: Final = (
    b"<!doctype html><html><head><meta property='article:published_time' content='2022-01-24'></head><body><article>"
    b"<h1>Talks</h1><p>Talks failed. They went on for days, ministers of both sides said in Orl on Tuesday.</p>"
    b"</article></body></html>"
)
RESPONSE: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
RECORD: Final = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(RESPONSE), RESPONSE)
FORMS: Final = {
    "lines": (LINE + b"\n") * 2,
    "an object over lines": LINE.replace(b", ", b",\n"),
    "array": b"[" + LINE + b", " + LINE + b"]",
    "page": PAGE,
    "wide page": ("\ufeff" + PAGE.decode()).encode("utf-16-le"),
    "archive": RECORD * 2,
    "dated text": b"date 2022-01-24 Talks failed.",
    "avro": b"",
}


class Pipe(io.RawIOBase):
    """A pipe whose other end writes a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._data.read(min(len(buffer), 7))
        buffer[: len(data)] = data
        return len(data)


def piped(value: bytes, monkeypatch: pytest.MonkeyPatch) -> list[RawRecord]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(value))))
    return list(read_records("-"))


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_told_apart_by_its_bytes(
    form: str, pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = FORMS[form] or container(tmp_path, DATED, [{"text": TEXT, "date": DAY}] * 2).read_bytes()
    found = piped(pack(value), monkeypatch)
    assert [one.offset for one in found] == list(range(1, len(found) + 1))
    for one in found:
        report = Decoder().decode(one)
        assert "Talks failed." in report.text
        assert report.published_at.date().isoformat() == DAY
    assert len(found) == (2 if form in ("lines", "array", "archive", "avro") else 1)


def test_a_zip_has_to_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/a.warc", RECORD)
    (found,) = piped(stream.getvalue(), monkeypatch)
    assert found.problem == ("binary", "a zip, which is read from its end: give the name of the file")
