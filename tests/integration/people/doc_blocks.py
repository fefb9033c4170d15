"""The examples of a page of docs/, taken out as they stand and run."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
_FENCED = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the file that it is to be saved as where it names one, and its text."""

    language: str
    file: str
    text: str


def blocks_of(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found = [Block(*match) for match in _FENCED.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))]
    assert found, f"docs/{page} has no examples"
    return found


def save_files(page: str, folder: Path) -> None:
    """Save the blocks that name a file."""
    for block in blocks_of(page):
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")


def run_shell(text: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a block as a shell script in the folder, with our Python first; a command that fails ends it."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text],
        cwd=folder,
        env=os.environ | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
