"""An index that is damaged anywhere is made again from the log; one that the disk does not take is told in a line."""

import resource
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from claims.test_growing_folder import assert_same, grown, slices, slow, update
from connectors.avro_files import AvroLog
from pipelines.dedup.memory import CopyMemory
from pipelines.deployments.index import LogIndex, LogIndexError, UnusableIndexError, recall_from
from pipelines.deployments.local import Folder
from schemas import CodedReport

PAGE = 4096


def spoil(index: Path, page: int, content: bytes) -> None:
    with index.open("r+b") as stream:
        stream.seek(page * PAGE)
        stream.write(content)


@slow
@pytest.mark.parametrize("content", [bytes(PAGE), b"no page." * (PAGE // 8)], ids=["zeros", "others"])
@pytest.mark.parametrize("part", range(10))
def test_page_that_is_no_page(tmp_path: Path, content: bytes, part: int) -> None:
    folder, last = grown(tmp_path / "grown")
    pages = folder.index.stat().st_size // PAGE
    spoil(folder.index, pages * part // 10, content)
    folder.coded.append(last)
    update(folder)
    assert_same(folder, tmp_path / "whole")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("held"))
    folder.coded.append(slices(1)[0])
    with LogIndex(folder.index, folder.coded) as index:
        index.catch_up()
    return folder


def copied(held: Folder, root: Path) -> tuple[Path, AvroLog[CodedReport]]:
    index = root / "index.sqlite"
    index.write_bytes(held.index.read_bytes())
    return index, held.coded


@pytest.mark.slow
def test_changed_bytes_are_seen(held: Folder, tmp_path: Path) -> None:
    """Each by itself: SQLite gives them as they are, and a letter of a name is as good as another."""
    path, log = copied(held, tmp_path)
    with LogIndex(path, log) as index, closing(sqlite3.connect(path, isolation_level=None)) as db:
        ((row, standing),) = db.execute(
            "SELECT reports.rowid, standing FROM waiting JOIN reports USING (report_id) LIMIT 1"
        ).fetchall()
        db.execute("DELETE FROM waiting WHERE report_id <> (SELECT report_id FROM reports WHERE rowid = ?)", [row])
        whole = list(index.news())
        seen = 0
        for at in range(len(standing)):
            changed = standing[:at] + bytes([standing[at] ^ 1]) + standing[at + 1 :]
            db.execute("UPDATE reports SET standing = ? WHERE rowid = ?", [changed, row])
            try:
                assert list(index.news()) == whole  # a bit of the frame that means nothing
            except UnusableIndexError:
                seen += 1
        assert len(whole) == 1
        assert seen > len(standing) - 5


def test_a_word_that_is_no_text_is_damage(held: Folder, tmp_path: Path) -> None:
    """A page that is no page may leave whole bytes of which a string is no UTF-8."""
    path, log = copied(held, tmp_path)
    with LogIndex(path, log) as index, closing(sqlite3.connect(path, isolation_level=None)) as db:
        ((dictionary,),) = db.execute("SELECT value FROM about WHERE name = 'dictionary'").fetchall()
        ((row, name, standing),) = db.execute(
            "SELECT reports.rowid, report_id, standing FROM waiting JOIN reports USING (report_id) LIMIT 1"
        ).fetchall()
        opened = zlib.decompressobj(zdict=dictionary).decompress(standing)
        packer = zlib.compressobj(zdict=dictionary)
        changed = packer.compress(opened.replace(name.encode(), b"\xff" * len(name))) + packer.flush()
        assert name.encode() in opened
        db.execute("UPDATE reports SET standing = ? WHERE rowid = ?", [changed, row])
        with pytest.raises(UnusableIndexError):
            list(index.news())


@pytest.mark.parametrize("content", [b"", b"no database " * 999, bytes(9 * PAGE)], ids=["empty", "text", "zeros"])
def test_other_file_is_replaced(held: Folder, tmp_path: Path, content: bytes) -> None:
    path, log = copied(held, tmp_path)
    path.write_bytes(content)
    with LogIndex(path, log) as index:
        index.catch_up()
        assert index.reports() == len({record.report_id for record in log.read()})


def test_index_of_another_layout_is_replaced(held: Folder, tmp_path: Path) -> None:
    path, log = copied(held, tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE about SET value = 'older' WHERE name = 'format'")
        db.execute("DELETE FROM reports")
    with LogIndex(path, log) as index:
        index.catch_up()
        assert index.reports() == len({record.report_id for record in log.read()})


def test_copies_are_recalled_from_the_log_where_the_index_is_damaged(held: Folder, tmp_path: Path) -> None:
    path, log = copied(held, tmp_path)
    whole = CopyMemory.filled(log.read)
    records = list(log.read())
    for page in range(1, path.stat().st_size // PAGE):
        spoil(path, page, b"no page." * (PAGE // 8))
    recalled = recall_from(path, log.read)
    for record in records:
        told = {
            "published_at": record.published_at,
            "fetched_at": record.fetched_at,
            "content_hash": record.content_hash,
            "fingerprint": record.hashes,
        }
        assert recalled.stories.arrive(record.report_id, **told) == whole.stories.arrive(record.report_id, **told)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """What a process may write ends there, as on a disk that is full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_disk_that_takes_no_more_is_told_and_made_good(held: Folder, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with (
        files_of_at_most(held.index.stat().st_size - PAGE),
        LogIndex(path, held.coded) as index,
        pytest.raises(LogIndexError) as told,
    ):
        index.catch_up()
    assert str(told.value).startswith(f"{path}: ")
    assert "\n" not in str(told.value)
    with LogIndex(path, held.coded) as index:
        index.catch_up()
        assert index.reports() == len({record.report_id for record in held.coded.read()})


def test_folder_in_its_place_is_told(held: Folder, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    path.mkdir()
    with pytest.raises(LogIndexError, match="unable to open"):
        LogIndex(path, held.coded)
