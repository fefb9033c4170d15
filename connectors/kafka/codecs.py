"""Which compressions can be read and written here, and what to install for the others."""

from collections.abc import Callable, Mapping
from typing import Final

from kafka import codec

CODECS: Final[Mapping[str, tuple[Callable[[], bool], str]]] = {
    "gzip": (codec.has_gzip, ""),
    "snappy": (codec.has_snappy, "python-snappy"),
    "lz4": (codec.has_lz4, "lz4"),
    "zstd": (codec.has_zstd, "zstandard"),
}


def missing_codecs() -> dict[str, str]:
    """By codec that cannot be read here, the package to install."""
    return {name: package for name, (has, package) in CODECS.items() if not has()}
