"""The repair of Beam's jar refuses what it does not know. What it does is seen on the cluster."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from deploy.flink import FlinkUnavailable
from deploy.flink.repair import CLASS, JAR, share_cells


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({CLASS: b"a later runner"}, "the repair knows"),
        ({"META-INF/MANIFEST.MF": b""}, "to repair"),
    ],
)
def test_jar_that_is_not_known_is_refused_and_left(tmp_path: Path, members: Mapping[str, bytes], reason: str) -> None:
    with zipfile.ZipFile(tmp_path / JAR, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    before = (tmp_path / JAR).read_bytes()
    with pytest.raises(FlinkUnavailable, match=reason):
        share_cells(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [JAR]
    assert (tmp_path / JAR).read_bytes() == before


def test_no_jar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FlinkUnavailable, match=JAR):
        share_cells(tmp_path)
