"""The settings of docs/kafka.md reach a broker that asks for a password, for TLS, or for both."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from removing import remove_topics
from told import SHELLING, telling
from unit.consume.certificates import self_signed

from connectors.kafka.consume import RecordConsumer
from connectors.kafka.settings import KafkaSettings, read_settings
from connectors.kafka.topics import TOPICS
from deploy.kafka import BrokerUnavailable, Listener, LocalBroker
from pipelines.cli import main
from schemas import Event

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate, and is not installed"),
]

PASSWORD = "s3cret"
_LOGIN = "org.apache.kafka.common.security.{0}.{1}LoginModule required"
_PLAIN = {
    "sasl.enabled.mechanisms": "PLAIN",
    "plain.sasl.jaas.config": f'{_LOGIN.format("plain", "Plain")} user_desk="{PASSWORD}";',
}
SettingsOf = Callable[..., KafkaSettings]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def secured(certificate: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalBroker]:
    """A broker with a listener for each way in."""
    authority, key = certificate
    store = tmp_path_factory.mktemp("keystore") / "node.pem"
    store.write_text(key.read_text() + authority.read_text())
    tls = {"ssl.keystore.type": "PEM", "ssl.keystore.location": str(store)}
    mutual = tls | {
        "ssl.client.auth": "required",
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(authority),
    }
    try:
        with LocalBroker(
            Listener("SASL_PLAINTEXT", _PLAIN), Listener("SASL_SSL", tls | _PLAIN), Listener("SSL", mutual)
        ) as broker:
            yield broker
    except BrokerUnavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true and no broker: {error}")
        pytest.skip(str(error))


def options(protocol: str, certificate: tuple[Path, Path]) -> list[str]:
    """What a user gives with --kafka_config."""
    authority, key = certificate
    given = [f"security_protocol={protocol}"]
    if protocol.startswith("SASL"):
        password = "sasl_plain_password=env:DESK_PASSWORD"
        given += ["sasl_mechanism=PLAIN", "sasl_plain_username=desk", password]
    if protocol.endswith("SSL"):
        given += [f"ssl_cafile={authority}"]
    if protocol == "SSL":
        given += [f"ssl_certfile={authority}", f"ssl_keyfile={key}"]
    return given


@pytest.mark.parametrize("protocol", ["SASL_PLAINTEXT", "SASL_SSL", "SSL"])
def test_topics_are_made_written_and_read(
    protocol: str, secured: LocalBroker, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    given = options(protocol, certificate)
    settings = read_settings(secured.secured_servers(protocol), given)
    try:
        words = [word for option in given for word in ("--kafka_config", option)]
        with pytest.raises(SystemExit) as done:
            main(["topics", "create", "--servers", settings.servers, "--partitions", "1", *words])
        assert done.value.code == 0
        with telling(settings, "events") as teller:
            teller.tell(SHELLING)
        for expected in ([SHELLING], []):
            with RecordConsumer(settings, "events", Event, group=protocol, until_end=True) as changes:
                assert [change.record for change in changes] == expected
    finally:
        remove_topics(secured.servers, [spec.name for spec in TOPICS])
    assert PASSWORD not in repr(settings)


@pytest.mark.parametrize(
    ("protocol", "change"),
    [
        ("SASL_PLAINTEXT", "sasl_plain_password=env:WRONG_PASSWORD"),
        ("SASL_SSL", "ssl_cafile="),
        ("SSL", "ssl_certfile="),
    ],
)
def test_who_is_not_let_in_is_told_on_one_line_without_the_password(
    protocol: str,
    change: str,
    secured: LocalBroker,
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("WRONG_PASSWORD", "wr0ng")
    name = change.partition("=")[0]
    kept = [option for option in options(protocol, certificate) if not option.startswith(name)]
    given = [*kept, *([change] if "env:" in change else []), "bootstrap_timeout_ms=3000"]
    words = [word for option in given for word in ("--kafka_config", option)]
    with pytest.raises(SystemExit) as done:
        main(["lag", "--servers", secured.secured_servers(protocol), *words])
    said = capfd.readouterr()
    assert done.value.code == 1
    *tried, why = said.err.splitlines()
    assert "security_protocol, login and certificates" in why
    assert all(line.startswith("WARNING connectors.kafka: 127.0.0.1:") for line in tried), said.err
    assert len(tried) <= 1, said.err
    assert "s3cret" not in said.out + said.err
    assert "wr0ng" not in said.out + said.err
