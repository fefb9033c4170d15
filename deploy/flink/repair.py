"""A repair to Beam's Flink runner 2.70: the turns of a reader share a cell of state instead of leaving one each.

A splittable step that stops and asks to go on later leaves a rest, which the runner keeps in a cell of keyed state and
fetches by a timer of the same name: ``sdf_checkpoint:ID:INDEX``, with a new ID for each bundle. Flink keeps a cell that
it has once seen for ever, so the heap of a TaskManager and its checkpoints grow with every turn (Beam's issue 27648).
The key of the cell is the step's element, and an element has one rest at a time; without the ID the names are as many
as the elements of a bundle. That drops four bytes of code here. Timers and cells of savepoints from before keep the
names that they have, and are found by them.
"""

import hashlib
import zipfile
from pathlib import Path

from deploy.flink.errors import FlinkUnavailable

JAR = "beam-runners-java-fn-execution-2.70.0.jar"
CLASS = (
    "org/apache/beam/runners/fnexecution/control/BundleCheckpointHandlers$StateAndTimerBundleCheckpointHandler.class"
)
_SHA256 = "99527b20aab9dc07e22ac25b79eb44cb4f1c4e19ef29e657bd49aeeb6d883e45"
# In the method that makes the name: .append("sdf_checkpoint:") .append(id) .append(":")
_APPEND, _LOAD_ID, _LOAD_COLON, _NOP = bytes.fromhex("b6000e"), bytes.fromhex("2a"), bytes.fromhex("120f"), b"\0"
_WITH_ID = _APPEND + _LOAD_ID + _APPEND + _LOAD_COLON + _APPEND
_WITHOUT = _APPEND + 4 * _NOP + _LOAD_COLON + _APPEND


def share_cells(libs: Path) -> None:
    """Repair the jar in ``libs``; raises FlinkUnavailable when it is not the one that this was written for."""
    jar, repaired = libs / JAR, libs / f"{JAR}.new"
    try:
        with zipfile.ZipFile(jar) as old:
            members = {info: old.read(info) for info in old.infolist()}
        code = next(info for info in members if info.filename == CLASS)
    except (OSError, StopIteration, zipfile.BadZipFile) as error:
        raise FlinkUnavailable(f"{jar} has no {CLASS} to repair: {error!r}") from error
    members[code] = _repaired(members[code])
    with zipfile.ZipFile(repaired, "w") as new:
        for info, content in members.items():
            new.writestr(info, content)
    repaired.replace(jar)


def _repaired(code: bytes) -> bytes:
    found = hashlib.sha256(code).hexdigest()
    if found != _SHA256:
        raise FlinkUnavailable(
            f"{CLASS} in {JAR} has SHA-256 {found}, the repair knows {_SHA256}: see deploy/flink/repair.py"
        )
    return code.replace(_WITH_ID, _WITHOUT)
