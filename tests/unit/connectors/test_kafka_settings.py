import logging
import pickle
from pathlib import Path

import pytest
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from connectors.kafka.clients import new_producer
from connectors.kafka.errors import KafkaSettingsError
from connectors.kafka.settings import KafkaSettings, read_settings
from connectors.redacting import redacted, secret

SECRET = "correct horse battery"


def test_pairs_and_files_are_read_and_later_ones_win(tmp_path: Path) -> None:
    file = tmp_path / "client.properties"
    file.write_text("# how to reach the cluster\nsecurity_protocol = SASL_SSL\n\nrequest_timeout_ms=5000\n")
    settings = read_settings("a:9092, b:9093,", [str(file), "request_timeout_ms=7000", "check_crcs=false"])
    options = settings.for_client("consumer")
    assert options["bootstrap_servers"] == ["a:9092", "b:9093"]
    assert options["security_protocol"] == "SASL_SSL"
    assert options["request_timeout_ms"] == 7000
    assert options["check_crcs"] is False


def test_each_client_gets_its_own_settings_only() -> None:
    settings = read_settings("a:1", ["max_poll_records=10", "linger_ms=3", "client_id=me"])
    consumer, producer, admin = (settings.for_client(client) for client in ("consumer", "producer", "admin"))
    assert (consumer["max_poll_records"], producer["linger_ms"]) == (10, 3)
    assert "linger_ms" not in consumer
    assert "max_poll_records" not in producer
    assert "max_poll_records" not in admin
    assert {consumer["client_id"], producer["client_id"], admin["client_id"]} == {"me"}


def test_guarantees_stand_whatever_is_given() -> None:
    consumer, producer = (KafkaSettings(servers="a:1").for_client(client) for client in ("consumer", "producer"))
    assert consumer["enable_auto_commit"] is False
    assert consumer["auto_offset_reset"] == "none"
    assert consumer["isolation_level"] == "read_committed"
    assert (producer["acks"], producer["enable_idempotence"]) == ("all", True)


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("enable_auto_commit=true", "committed by wirewatch"),
        ("auto_offset_reset=latest", "where to start is an option"),
        ("acks=1", "records could be lost"),
        ("security.protocol=SSL", "did you mean security_protocol"),
        ("max_pol_records=5", "did you mean max_poll_records"),
        ("zzz=1", "there is no Kafka setting zzz"),
        ("linger_ms=soon", "linger_ms must be a number, not 'soon'"),
        ("check_crcs=1", "check_crcs must be true or false"),
        ("api_version=four", "api_version must be a version"),
        ("value_deserializer=json", "cannot be given as text"),
        ("partitioner=mine", "cannot be given as text"),
        (f"sasl_plain_password={SECRET}", "is a secret: give env:NAME or file:PATH"),
    ],
)
def test_unusable_setting_is_refused_with_what_to_do(pair: str, message: str) -> None:
    with pytest.raises(KafkaSettingsError, match=message) as error:
        read_settings("a:1", [pair])
    assert SECRET not in str(error.value)


def test_no_address_is_refused() -> None:
    with pytest.raises(KafkaSettingsError, match="host:port"):
        KafkaSettings(servers=" , ")


def test_missing_file_is_named() -> None:
    with pytest.raises(KafkaSettingsError, match="no-such-file"):
        read_settings("a:1", ["no-such-file"])


def test_broken_line_of_a_file_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "broken"
    file.write_text(f"{SECRET}\n")
    with pytest.raises(KafkaSettingsError, match="a line that is not key=value") as error:
        read_settings("a:1", [str(file)])
    assert SECRET not in str(error.value)


def test_secrets_are_looked_up_late_and_shown_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "key").write_text(f"{SECRET} 2\n")
    monkeypatch.setenv("BROKER_PASSWORD", SECRET)
    pairs = [
        "security_protocol=SASL_PLAINTEXT",
        "sasl_mechanism=PLAIN",
        "sasl_plain_username=me",
        "sasl_plain_password=env:BROKER_PASSWORD",
        f"ssl_password=file:{tmp_path / 'key'}",
        "bootstrap_timeout_ms=300",
    ]
    settings = read_settings("127.0.0.1:1", pairs)
    assert SECRET not in repr(settings)
    assert SECRET.encode() not in pickle.dumps(settings), "a job description holds references"

    options = settings.for_client("admin")
    assert options["sasl_plain_password"] == SECRET
    assert options["ssl_password"] == f"{SECRET} 2"
    assert SECRET not in repr(options)
    with caplog.at_level(logging.DEBUG, logger="kafka"), pytest.raises((KafkaError, OSError)) as error:
        KafkaAdminClient(**options)
    assert "Starting KafkaAdminClient with configuration" in caplog.text, "the log that would show it"
    assert SECRET not in caplog.text
    assert SECRET not in str(error.value)


def test_missing_secret_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOT_SET", raising=False)
    with pytest.raises(KafkaSettingsError, match="ssl_password is env:NOT_SET, and that variable is not set"):
        read_settings("a:1", ["ssl_password=env:NOT_SET"]).for_client("consumer")
    with pytest.raises(KafkaSettingsError, match="ssl_password is file:gone, and that file cannot be read"):
        read_settings("a:1", ["ssl_password=file:gone"]).for_client("consumer")


def test_wrong_value_from_the_environment_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGER", SECRET)
    with pytest.raises(KafkaSettingsError, match="linger_ms must be a number") as error:
        read_settings("a:1", ["linger_ms=env:LINGER"]).for_client("producer")
    assert SECRET not in str(error.value)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__


def test_identity_is_that_of_the_same_settings() -> None:
    one = read_settings("a:1", ["linger_ms=1", "check_crcs=true"])
    same = read_settings("a:1", ["check_crcs=true", "linger_ms=1"])
    assert one.identity == same.identity != read_settings("a:1", ["linger_ms=1"]).identity
    assert {one.identity: 1}


@pytest.mark.parametrize(
    ("codec", "told"), [("brotli", "one of none, gzip, snappy, lz4, zstd"), ("snappy", "pip install python-snappy")]
)
def test_compression_that_cannot_be_is_refused_wherever_it_is_given(
    codec: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kafka.codec.snappy", None)
    monkeypatch.setenv("CODEC", codec)
    (tmp_path / "codec").write_text(codec)
    for given in (codec, "env:CODEC", f"file:{tmp_path}/codec"):
        with pytest.raises(KafkaSettingsError, match=told):
            KafkaSettings(servers="a:1", options={"compression_type": given}).for_client("producer")


@pytest.mark.parametrize("codec", ["none", "gzip", "lz4", "zstd"])
def test_every_compression_that_is_named_makes_a_producer(codec: str) -> None:
    made = KafkaSettings(servers="127.0.0.1:1", options={"compression_type": codec, "bootstrap_timeout_ms": "50"})
    options = made.for_client("producer")
    assert options["compression_type"] == (None if codec == "none" else codec)
    with pytest.raises((KafkaError, OSError)):  # no broker there; a codec that it does not know is a ValueError
        new_producer(made)


def test_token_is_given_by_reference_and_looked_up_when_it_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(KafkaSettingsError, match="sasl_oauth_token_provider is a secret"):
        KafkaSettings(servers="a:1", options={"sasl_oauth_token_provider": "abc.def."})
    file = tmp_path / "token"
    file.write_text("first\n")
    settings = KafkaSettings(servers="a:1", options={"sasl_oauth_token_provider": f"file:{file}"})
    provider = settings.for_client("consumer")["sasl_oauth_token_provider"]
    assert provider.token() == "first"
    file.write_text("second")
    assert provider.token() == "second"
    assert "second" not in repr(settings) + repr(provider)


def test_tokens_that_are_renewed_for_ever_take_no_more_room(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("first")
    settings = KafkaSettings(servers="a:1", options={"sasl_oauth_token_provider": f"file:{file}"})
    provider = settings.for_client("consumer")["sasl_oauth_token_provider"]
    secret("a-password-that-stays")

    def known(number: int) -> int:
        for n in range(number):
            file.write_text(f"token-number-{n:06}")
            provider.token()
            provider.token()
        assert redacted(f"last: token-number-{number - 1:06}, a-password-that-stays") == "last: ***, ***"
        return sum(f"token-number-{n:06}" not in redacted(f"token-number-{n:06}") for n in range(number))

    assert known(20) == known(60)
