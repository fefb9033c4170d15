"""Mutations of the code, each of which must turn its test red: ``python -m tests.claims.mutations [NAME...]``.

The tree is copied to a temporary folder, changed there, and the test run on it; the working copy is left alone. Prints
"red" or "SURVIVED" for each; exit code 1 when one survived or no longer applies.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.claims.mutation_rows import MUTATIONS, Mutation

ROOT: Final = Path(__file__).parents[2]
_COPIED: Final = ("pipelines", "connectors", "schemas", "tests", "docs", "pyproject.toml")
_SECONDS: Final = 240


@contextmanager
def _changed(tree: Path, mutation: Mutation) -> Iterator[bool]:
    """The mutation applied to the copy ``tree``, undone at the end; whether it still applies."""
    file = tree / mutation.file
    text = file.read_text("utf-8")
    applies = text.count(mutation.old) == 1
    if applies:
        file.write_text(text.replace(mutation.old, mutation.new), "utf-8")
    try:
        yield applies
    finally:
        file.write_text(text, "utf-8")


def _passes(tree: Path, test: str) -> bool:
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    if test.startswith("tests/claims/"):  # whose conftest.py registers the profile
        command.append("--hypothesis-profile=first-failure")
    done = subprocess.run(
        [*command, test],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{test}: pytest ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def main(names: list[str]) -> int:
    """Apply each mutation, or those named; the number of those that were not seen to turn their test red."""
    wanted = [mutation for mutation in MUTATIONS if not names or mutation.name in names]
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch)
        for name in _COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, tree / name)
        for test in dict.fromkeys(mutation.test for mutation in wanted):
            if not _passes(tree, test):
                raise SystemExit(f"{test} fails without any mutation: mend it first")
        for mutation in wanted:
            with _changed(tree, mutation) as applies:
                verdict = "no longer applies" if not applies else "SURVIVED" if _passes(tree, mutation.test) else "red"
            failed += verdict != "red"
            sys.stdout.write(f"{verdict:9} {mutation.invariant}  {mutation.name}  ({mutation.test})\n")
            sys.stdout.flush()
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
