"""What to say of an error that no command expected."""

import os
import sys
import traceback
from typing import Final

from connectors.redacting import redacted

TRACEBACK: Final = "WIREWATCH_TRACEBACK"
"""Anything: where an error that no command expected was raised is printed before its line."""
_OURS: Final = frozenset({"connectors", "deploy", "pipelines", "schemas"})


def explained(error: Exception) -> str:
    """One line for people; with ``WIREWATCH_TRACEBACK`` set, where it was raised is printed before it."""
    if os.environ.get(TRACEBACK):
        sys.stderr.write(redacted("".join(traceback.format_exception(error))))
    if isinstance(error, OSError):
        why = error.strerror or str(error) or type(error).__name__
        return f"{error.filename}: {why}" if error.filename is not None else why
    if type(error).__module__.partition(".")[0] in _OURS:
        return str(error)
    return f"unexpected {type(error).__name__}: {error} (set {TRACEBACK}=1 to see where)"
