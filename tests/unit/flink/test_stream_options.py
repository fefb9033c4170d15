"""What a stream on Flink is given, and what it is refused, with the reason."""

import pytest

from pipelines.deployments.mains import aggregate_main, ingest_main
from pipelines.deployments.stream_options import DEFAULTS, UnsafeOptionError, refuse_unsafe, with_defaults

RUNNER = "--runner=PortableRunner"


def test_defaults_are_safe_and_give_way() -> None:
    refuse_unsafe(with_defaults([RUNNER]))
    given = with_defaults([RUNNER, "--parallelism=7", "--checkpointing_interval", "9000"])
    assert "--parallelism=7" in given
    assert f"--parallelism={DEFAULTS['parallelism']}" not in given
    assert not [arg for arg in given if arg.startswith("--checkpointing_interval=")]
    refuse_unsafe(given)


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("checkpointing_interval", None, "no offset is ever committed"),
        ("checkpointing_interval", "-1", "no offset is ever committed"),
        ("checkpointing_interval", "500", "no offset is ever committed"),
        ("max_bundle_time_mills", None, "never reads"),
        ("max_bundle_time_mills", "0", "never reads"),
        ("max_cache_memory_usage_mb", "0", "goes over the wire"),
    ],
)
def test_option_that_loses_spins_or_hangs(option: str, value: str | None, reason: str) -> None:
    others = {name: default for name, default in DEFAULTS.items() if name != option}
    argv = with_defaults([RUNNER] + ([] if value is None else [f"--{option}={value}"]), others)
    with pytest.raises(UnsafeOptionError, match=f"--{option} .*{reason}.*set --{option}={DEFAULTS[option]}"):
        refuse_unsafe(argv)


@pytest.mark.parametrize("runner", [[], ["--runner=FnApiRunner"]])
def test_runner_that_ends_is_none_for_a_stream(runner: list[str]) -> None:
    with pytest.raises(UnsafeOptionError, match="does not run streams"):
        refuse_unsafe(with_defaults(runner))


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["--servers", "a:1", "--out", "out"], "neither --input nor --out"),
        (["--out", "out"], "--servers for a stream"),
        (["--servers", "a:1", RUNNER], "--checkpointing_interval is not given"),
        (["--servers", "a:1", *with_defaults([RUNNER]), "--start", "soon"], "start 'soon' is not"),
        (["--servers", "a:1", *with_defaults([RUNNER]), "--kafka_config", "acks=0"], "acks"),
    ],
)
def test_wrong_usage_of_ingest(argv: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        ingest_main(argv)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_sink_that_takes_no_changes(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    with pytest.raises(SystemExit) as ended:
        aggregate_main(["--servers", "a:1", *with_defaults([RUNNER]), "--sink", f"parquet:{tmp_path}"])
    assert ended.value.code == 2
    assert "not the changes of a stream" in capsys.readouterr().err


def test_broker_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["--servers", "127.0.0.1:1", "--kafka_config", "bootstrap_timeout_ms=300", *with_defaults([RUNNER])]
    with pytest.raises(SystemExit) as ended:
        ingest_main(argv)
    assert ended.value.code == 1
    assert "the broker at 127.0.0.1:1" in capsys.readouterr().err
