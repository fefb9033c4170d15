"""Jars are what they were when they were pinned: each by its SHA-256, in a file as ``sha256sum`` writes it."""

import hashlib
from pathlib import Path


class NotPinnedError(Exception):
    """A folder that does not hold exactly the pinned jars; the message says which differ."""


def check_jars(folder: Path, pins: Path) -> None:
    """Raise NotPinnedError unless the jars in ``folder`` are those of ``pins``, all of them and no other."""
    pinned = {name: digest for digest, name in map(str.split, pins.read_text(encoding="utf-8").splitlines())}
    found = {path.name: path for path in folder.iterdir()}
    wrong = [f"{name} is missing" for name in sorted(pinned.keys() - found.keys())]
    wrong += [f"{name} is not pinned" for name in sorted(found.keys() - pinned.keys())]
    wrong += [
        f"{name} is another file"
        for name in sorted(pinned.keys() & found.keys())
        if hashlib.sha256(found[name].read_bytes()).hexdigest() != pinned[name]
    ]
    if wrong:
        raise NotPinnedError(
            f"{len(wrong)} of the fetched jars are not those of {pins}: {'; '.join(wrong[:3])}; nothing was kept:"
            " see where your Maven fetches from, and if versions were meant to change, write the file anew"
        )
