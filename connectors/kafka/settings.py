"""How to reach a broker: addresses and kafka-python's own settings, secrets by reference only."""

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.net.sasl.oauth import AbstractTokenProvider

from connectors.kafka.codecs import CODECS
from connectors.kafka.errors import KafkaSettingsError
from connectors.redacting import secret
from connectors.registry import SchemaRegistry

Client = Literal["admin", "consumer", "producer"]

_DEFAULTS: Final[Mapping[Client, Mapping[str, Any]]] = {
    "admin": KafkaAdminClient.DEFAULT_CONFIG,
    "consumer": KafkaConsumer.DEFAULT_CONFIG,
    "producer": KafkaProducer.DEFAULT_CONFIG,
}
_KNOWN: Final[Mapping[str, Any]] = {name: value for known in _DEFAULTS.values() for name, value in known.items()}

_TOKEN: Final = "sasl_oauth_token_provider"  # noqa: S105  the name of a setting
SECRETS: Final = frozenset({"sasl_plain_password", "ssl_password", "proxy_url", "socks5_proxy", _TOKEN})

_OFFSETS_ARE_OURS: Final = "offsets are committed by wirewatch, once results are durable"
_LOSES_RECORDS: Final = "wirewatch writes with acks=all and an idempotent producer, or records could be lost"
REFUSED: Final[Mapping[str, str]] = {
    "bootstrap_servers": "give the brokers' addresses as the servers",
    "group_id": "give the group by its own option",
    "enable_auto_commit": _OFFSETS_ARE_OURS,
    "auto_commit_interval_ms": _OFFSETS_ARE_OURS,
    "auto_offset_reset": "an offset that is out of range is an error; where to start is an option of the read",
    "isolation_level": "wirewatch reads committed records only",
    "allow_auto_create_topics": "topics are made by `wirewatch topics create`",
    "acks": _LOSES_RECORDS,
    "enable_idempotence": _LOSES_RECORDS,
    "retries": _LOSES_RECORDS,
    "transactional_id": "wirewatch does not write in transactions",
}

# Their default is None, which does not tell their type.
_INTEGERS: Final = frozenset({"receive_buffer_bytes", "send_buffer_bytes"})
_OBJECTS: Final = frozenset(
    {
        "key_deserializer",
        "key_serializer",
        "ssl_context",
        "value_deserializer",
        "value_serializer",
    }
)

_FIXED: Final[Mapping[Client, Mapping[str, Any]]] = {
    "admin": {},
    "consumer": {
        "enable_auto_commit": False,
        "auto_offset_reset": "none",
        "isolation_level": "read_committed",
        "allow_auto_create_topics": False,
    },
    "producer": {"acks": "all", "enable_idempotence": True, "allow_auto_create_topics": False},
}
# A broker that comes back is found within a second; a broker that is away is said so before a minute is over.
_PREFERRED: Final[Mapping[Client, Mapping[str, Any]]] = {
    "admin": {"reconnect_backoff_max_ms": 1_000, "bootstrap_timeout_ms": 10_000},
    "consumer": {
        "reconnect_backoff_max_ms": 1_000,
        "bootstrap_timeout_ms": 10_000,
        "metadata_max_age_ms": 30_000,
        "fetch_max_wait_ms": 40,
        "retry_backoff_ms": 20,
        "max_partition_fetch_bytes": 4 << 20,
        "max_poll_records": 2_000,
    },
    "producer": {
        "reconnect_backoff_max_ms": 1_000,
        "bootstrap_timeout_ms": 10_000,
        "max_block_ms": 20_000,
        "compression_type": "gzip",  # the one codec that every client of Kafka reads
        "linger_ms": 20,
        "batch_size": 256 << 10,
        "max_request_size": 9 << 20,
    },
}

_ADDRESS: Final = re.compile(
    r"(?:[A-Z_]+://)?(?:\[[\w:.%]+\]|[\w.-]+|[0-9A-Fa-f:]*::[0-9A-Fa-f:]*)(?::(?P<port>\d{1,5}))?"
)
_LAST_PORT: Final = 65_535


_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "security_protocol": ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
    "sasl_mechanism": ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "GSSAPI", "OAUTHBEARER", "AWS_MSK_IAM"),
    "compression_type": ("none", *CODECS),
}
"""What kafka-python takes; of anything else it says only that no broker was found, or ends in an assertion."""


class _Secret(str):
    """A secret that clients can use and that their debug logs, which print all their settings, do not show."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class _GivenToken(AbstractTokenProvider):
    """The token of OAUTHBEARER, looked up anew for each connection: whoever renews it writes it to the file."""

    def __init__(self, reference: str) -> None:
        self._reference = reference

    def token(self) -> str:
        return str(_resolve(_TOKEN, self._reference))


@dataclass(frozen=True, slots=True, kw_only=True)
class KafkaSettings:
    """The brokers' addresses (``host:port,host:port``) and settings of kafka-python by name.

    A value ``env:NAME`` or ``file:PATH`` stands for what is in that variable or file, looked up when a client is made:
    a secret must be given so, and therefore never stands in this object, a job description, a log or an error.
    ``registry``: where the schemas of our Avro values are kept; without one they are found by their fingerprints.
    Raises KafkaSettingsError for an unknown, unsafe or wrongly typed setting.
    """

    servers: str
    options: Mapping[str, str] = field(default_factory=dict)
    registry: SchemaRegistry | None = None

    def __post_init__(self) -> None:
        if not self.servers.strip(" ,"):
            raise KafkaSettingsError("no broker address: give host:port, several separated by commas")
        for server in filter(None, (server.strip() for server in self.servers.split(","))):
            address = _ADDRESS.fullmatch(server)
            if address is None or int(address["port"] or 0) > _LAST_PORT:
                raise KafkaSettingsError(f"{server!r} is no broker address: give host:port, without login and path")
        for name, value in self.options.items():
            _check(name, value)

    @property
    def identity(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Equal for settings that reach the same brokers in the same way; hashable."""
        return self.servers, tuple(sorted(self.options.items()))

    def for_client(self, client: Client) -> dict[str, Any]:
        """The keyword arguments for one of kafka-python's clients, secrets looked up; settings of others left out."""
        known = _DEFAULTS[client]
        given = {name: _value(name, text) for name, text in self.options.items() if name in known}
        servers = [server.strip() for server in self.servers.split(",") if server.strip()]
        return {"bootstrap_servers": servers, **_PREFERRED[client], **given, **_FIXED[client]}


def read_settings(servers: str, given: Iterable[str] = (), registry: SchemaRegistry | None = None) -> KafkaSettings:
    """Settings from ``key=value`` pairs and names of files that hold such pairs, one a line; later ones win.

    In a file, ``#`` begins a comment line. Raises KafkaSettingsError, also for a file that cannot be read.
    """
    options: dict[str, str] = {}
    for text in given:
        if "=" in text:
            options.update([_pair(text)])
        else:
            options.update(_pair(line, text) for line in _lines(Path(text)))
    return KafkaSettings(servers=servers, options=options, registry=registry)


def _lines(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KafkaSettingsError(f"a Kafka setting is key=value or a file of such lines; {file} is neither") from error
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _pair(text: str, file: str | None = None) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:  # the line is not shown: it may be a secret
        raise KafkaSettingsError(f"the Kafka settings file {file} has a line that is not key=value")
    return name.strip(), value.strip()


def _check(name: str, value: str) -> None:
    if name in REFUSED:
        raise KafkaSettingsError(f"the Kafka setting {name} cannot be given: {REFUSED[name]}")
    if name not in _KNOWN:
        near = difflib.get_close_matches(name.replace(".", "_"), _KNOWN, n=1)
        hint = f"; did you mean {near[0]}?" if near else "; see kafka-python's documentation for the names"
        raise KafkaSettingsError(f"there is no Kafka setting {name}{hint}")
    if name in SECRETS:
        if not value.startswith(("env:", "file:")):
            raise KafkaSettingsError(f"the Kafka setting {name} is a secret: give env:NAME or file:PATH, not its value")
    elif not value.startswith(("env:", "file:")):
        _convert(name, value)


def _value(name: str, text: str) -> Any:
    resolved = _resolve(name, text)
    return _GivenToken(text) if name == _TOKEN else _convert(name, resolved)


def _resolve(name: str, text: str) -> str:
    """What ``text`` stands for; errors name the reference and never what was found there."""
    if text.startswith("env:"):
        variable = text.removeprefix("env:")
        if variable not in os.environ:
            raise KafkaSettingsError(f"the Kafka setting {name} is {text}, and that variable is not set")
        return _found(name, text, os.environ[variable])
    if text.startswith("file:"):
        try:
            return _found(name, text, Path(text.removeprefix("file:")).read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise KafkaSettingsError(f"the Kafka setting {name} is {text}, and that file cannot be read") from error
    return text


def _found(name: str, reference: str, text: str) -> _Secret:
    return _Secret(secret(text, reference) if name in SECRETS else text)


def _convert(name: str, text: str) -> str | int | float | bool | tuple[int, ...] | None:
    """The text as the type that kafka-python's default for this setting has."""
    default = _KNOWN[name]
    try:
        if isinstance(default, bool):
            return {"true": True, "false": False}[text.lower()]
        if isinstance(default, int) or name in _INTEGERS:
            return int(text)
        if isinstance(default, float):
            return float(text)
        if name == "api_version":
            return tuple(int(part) for part in text.split("."))
    except (ValueError, KeyError):  # not chained: it shows the text, which may have been looked up
        kind = "true or false" if isinstance(default, bool) else "a version" if name == "api_version" else "a number"
        raise KafkaSettingsError(f"the Kafka setting {name} must be {kind}, not {text!r}") from None
    if text not in _CHOICES.get(name, (text,)):  # a word that was looked up is not shown
        raise KafkaSettingsError(f"the Kafka setting {name} must be one of {', '.join(_CHOICES[name])}, not {text!r}")
    if name == "compression_type":
        return _codec(text)
    if isinstance(default, str) or (default is None and name not in _OBJECTS):
        return text
    raise KafkaSettingsError(f"the Kafka setting {name} cannot be given as text")


def _codec(name: str) -> str | None:
    """The codec as kafka-python takes it, which can be written here."""
    if name == "none":
        return None
    has, package = CODECS[name]
    if not has():
        raise KafkaSettingsError(f"compression_type={name} needs what is not installed: pip install {package}")
    return name
