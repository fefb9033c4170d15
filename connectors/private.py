"""What we write is not for everybody on the machine: reports are under licences, dead letters hold anything."""

import os
from typing import Final

_OTHERS: Final = 0o007


def keep_private() -> None:
    """Take from files that this process makes from now on all rights of those who are not of its group."""
    os.umask(os.umask(_OTHERS) | _OTHERS)
