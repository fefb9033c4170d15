"""Beam's options that a stream on Flink needs: our defaults, and what is refused, each with its reason."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Final

FLINK_RUNNERS: Final = ("PortableRunner", "FlinkRunner")

DEFAULTS: Final[Mapping[str, str]] = {
    "checkpointing_interval": "5000",
    "parallelism": "2",
    # Every turn of a reader leaves a cell behind (beam issue 27648), which takes room for each group of keys: of the
    # usual 128 groups a TaskManager's heap was full within twenty minutes.
    "max_parallelism": "8",
    "sdk_worker_parallelism": "1",
    "max_bundle_time_mills": "100",
    "max_bundle_size": "1000",
    "max_cache_memory_usage_mb": "100",
    "job_server_timeout": "120",
}
"""Option and value, where the option is not given."""

_NEEDED: Final = {
    "checkpointing_interval": (
        1_000,
        "without checkpoints no offset is ever committed and a failure starts the job from its beginning",
    ),
    "max_bundle_time_mills": (1, "without a limit a job at low rate sits there and never reads"),
    "max_cache_memory_usage_mb": (1, "without a cache every access to state goes over the wire"),
}


class UnsafeOptionError(ValueError):
    """A stream that would lose records, spin or hang."""


def with_defaults(argv: Sequence[str], defaults: Mapping[str, str] = DEFAULTS) -> list[str]:
    """``argv`` with the defaults of what it does not give."""
    given = {arg.split("=", 1)[0] for arg in argv}
    return [*argv, *(f"--{name}={value}" for name, value in defaults.items() if f"--{name}" not in given)]


def refuse_unsafe(argv: Sequence[str]) -> None:
    """Raise UnsafeOptionError, with the reason, for options that a stream cannot run with.

    How long an idle reader rests is no option: it waits inside its turn, as runners cut the fraction of a delay, and by
    that one second becomes none and a job spins.
    """
    parser = argparse.ArgumentParser(allow_abbrev=False, exit_on_error=False)
    for name in ("runner", *_NEEDED):
        parser.add_argument(f"--{name}")
    known, _ = parser.parse_known_args(list(argv))
    if known.runner not in (*FLINK_RUNNERS, "PrismRunner"):
        raise UnsafeOptionError(
            f"--runner={known.runner or ''} does not run streams: give --runner=PortableRunner with --job_endpoint"
        )
    if known.runner not in FLINK_RUNNERS:
        return
    for name, (least, reason) in _NEEDED.items():
        value = getattr(known, name)
        if value is None or not value.isdigit() or int(value) < least:
            told = "is not given" if value is None else f"is {value}"
            raise UnsafeOptionError(f"--{name} {told}: {reason}; set --{name}={DEFAULTS[name]}")
