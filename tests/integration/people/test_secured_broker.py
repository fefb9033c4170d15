"""The settings of docs/kafka.md reach a broker that asks for a password, a token, TLS, and for rights."""

import base64
import json
import random
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType
from kafka.errors import TopicAuthorizationFailedError
from lacking import running_server
from removing import remove_topics
from told import SHELLING, telling
from unit.consume.certificates import self_signed

from connectors.kafka.clients import new_admin
from connectors.kafka.consume import RecordConsumer
from connectors.kafka.errors import DeliveryError, NotCompactedError
from connectors.kafka.lag import read_lag
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings, read_settings
from connectors.kafka.table import read_records
from connectors.kafka.topics import TOPICS, refuse_not_compacted, remove_topic
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord
from deploy.kafka import Listener, LocalBroker
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
_TOKENS = {
    "sasl.enabled.mechanisms": "PLAIN,OAUTHBEARER",
    "oauthbearer.sasl.jaas.config": (
        f'{_LOGIN.format("oauthbearer", "OAuthBearer")} unsecuredLoginStringClaim_sub="node";'
    ),
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
    broker = LocalBroker(
        Listener("SASL_PLAINTEXT", _PLAIN | _TOKENS),
        Listener("SASL_SSL", tls | _PLAIN),
        Listener("SSL", mutual),
        rights=True,
    )
    with running_server(broker) as started:
        yield started


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


def token(subject: str) -> str:
    """A token as the node takes it without asking anybody: for an hour, not signed."""
    now = int(time.time())
    parts = ({"alg": "none"}, {"sub": subject, "iat": now, "exp": now + 3600})
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


def desk(broker: LocalBroker, **more: str) -> KafkaSettings:
    """How the desk comes in by its password."""
    given = [f"{name}={value}" for name, value in more.items()]
    known = options("SASL_PLAINTEXT", (Path(), Path()))
    return read_settings(broker.secured_servers("SASL_PLAINTEXT"), [*known, *given])


@pytest.fixture
def topic(secured: LocalBroker, request: pytest.FixtureRequest) -> Iterator[str]:
    """A topic that takes records of up to 100,000 bytes."""
    name = re.sub("[^a-z]+", "-", request.node.name)
    with KafkaAdminClient(bootstrap_servers=secured.servers) as admin:
        limited = {"num_partitions": 2, "replication_factor": 1, "configs": {"max.message.bytes": "100000"}}
        admin.create_topics({name: limited}, wait_for_metadata=True)
        yield name
        admin.delete_topics([name])


def allow(broker: LocalBroker, who: str, topic: str, right: ACLOperation) -> None:
    """Give a right, after which nobody else has any to this topic."""
    given = ACL(f"User:{who}", "*", right, ACLPermissionType.ALLOW, ResourcePattern(ResourceType.TOPIC, topic))
    with KafkaAdminClient(bootstrap_servers=broker.servers) as admin:
        admin.create_acls([given])


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


def test_token_is_looked_up_for_each_connection(
    secured: LocalBroker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "token"
    given = ["security_protocol=SASL_PLAINTEXT", "sasl_mechanism=OAUTHBEARER", "bootstrap_timeout_ms=3000"]
    words = [
        word for option in (*given, f"sasl_oauth_token_provider=file:{file}") for word in ("--kafka_config", option)
    ]
    for written, code in ((token("desk"), 0), ("no.token.", 1), (token("desk"), 0)):
        file.write_text(written)
        with pytest.raises(SystemExit) as done:
            main(["lag", "--servers", secured.secured_servers("SASL_PLAINTEXT"), *words])
        said = capsys.readouterr()
        assert done.value.code == code, said.err
        assert "Traceback" not in said.err
        assert written not in said.out + said.err


def test_writer_without_the_right_to_read_limits_refuses_what_the_broker_does(
    secured: LocalBroker, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    allow(secured, "desk", topic, ACLOperation.WRITE)
    records = [OutRecord(key=b"%d" % n, value=random.randbytes(2_000)) for n in range(200)]
    large = [OutRecord(key=b"large %d" % n, value=random.randbytes(size)) for n, size in enumerate((150_000, 90_000))]
    writer = RecordWriter(desk(secured), topic)
    try:
        told = [writer.write(record) for record in (*records[:100], *large, *records[100:])]
        writer.flush()
    finally:
        writer.close()
    (refused,) = [one for one in told if one is not None]
    assert (refused.record.key, refused.reason) == (b"large 0", "too_large")
    assert re.match(rf"150\d\d\d bytes .*{topic}.*max\.message\.bytes", refused.message)
    found = [r.key for r in read_records(KafkaSettings(servers=secured.servers), topic)]
    assert sorted(found) == sorted(r.key for r in (*records, large[1])), "each of the others once"


def test_mending_says_at_once_which_right_is_missing(
    secured: LocalBroker, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    allow(secured, "desk", topic, ACLOperation.DESCRIBE)
    whole = ResourcePattern(ResourceType.CLUSTER, "kafka-cluster")  # who may delete in all of it may delete any topic
    others = ACL("User:somebody-else", "*", ACLOperation.DELETE, ACLPermissionType.ALLOW, whole)
    began = time.monotonic()
    with KafkaAdminClient(bootstrap_servers=secured.servers) as owner, closing(new_admin(desk(secured))) as admin:
        owner.create_acls([others])
        try:
            with pytest.raises(NotCompactedError, match="give DescribeConfigs"):
                refuse_not_compacted(admin, topic)
            with pytest.raises(TopicAuthorizationFailedError):
                remove_topic(admin, topic)
        finally:
            owner.delete_acls([others])
    assert time.monotonic() - began < 20


def test_topic_that_we_may_not_see_is_not_called_missing(
    secured: LocalBroker, topic: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    allow(secured, "somebody-else", topic, ACLOperation.READ)
    settings = desk(secured)
    for ask in (
        lambda: plan_read(settings, topic, start="earliest", drain=True),
        lambda: read_lag(settings, ["nobody"], [topic]),
        lambda: RecordWriter(settings, topic),
    ):
        with pytest.raises((TopicAuthorizationFailedError, DeliveryError), match=f"no right to see topic {topic}"):
            ask()
    words = [word for option in options("SASL_PLAINTEXT", (Path(), Path())) for word in ("--kafka_config", option)]
    with pytest.raises(SystemExit) as done:
        main(["push", "-", "--topic", topic, "--servers", settings.servers, *words])
    said = capsys.readouterr().err
    assert done.value.code == 1
    assert f"no right to see topic {topic}: give Describe on it" in said
    assert said.count("\n") == 1


def test_writer_names_what_the_broker_says(secured: LocalBroker, topic: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    allow(secured, "desk", topic, ACLOperation.READ)
    writer = RecordWriter(desk(secured), topic)
    began = time.monotonic()
    writer.write(OutRecord(key=b"k", value=b"v"))
    with pytest.raises(DeliveryError, match=rf"key b'k' for {topic} \(2 bytes\): .*TopicAuthorizationFailed"):
        writer.flush()
    writer.close()
    assert time.monotonic() - began < 5


def test_writer_that_cannot_deliver_leaves_no_thread(secured: LocalBroker, topic: str) -> None:
    settings = KafkaSettings(servers=secured.servers, options={"linger_ms": "60000"})
    writer = RecordWriter(settings, topic)
    before = set(threading.enumerate())
    writer.write(OutRecord(key=b"k", value=b"waits for the batch to fill"))
    writer.close()
    assert not [thread for thread in before if thread.name.startswith("kafka-python") and thread.is_alive()]
