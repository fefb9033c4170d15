"""A schema registry over its documented HTTP API: look schemas up, add new ones, never change or delete any.

Credentials are read when a call is made, on the machine that makes it, and stand in no object, log or error.
"""

import base64
import json
import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

import fastavro
from fastavro.schema import SchemaParseException
from fastavro.types import Schema

from connectors.redacting import SafeError, secret
from schemas import SchemaError, versions

AUTH: Final = "WIREWATCH_REGISTRY_AUTH"
"""`user:password` for a schema registry, or `file:PATH` of a file that holds it."""
CA: Final = "WIREWATCH_REGISTRY_CA"
"""A PEM file of the authorities to trust instead of the system's, for a schema registry."""
CERT: Final = "WIREWATCH_REGISTRY_CERT"
"""A PEM file with our own certificate and its key, for a schema registry."""

_MEDIA_TYPE: Final = "application/vnd.schemaregistry.v1+json"
_TIMEOUT_SECONDS: Final = 10.0
_INCOMPATIBLE: Final = 409
_NO_SUBJECT, _NO_SCHEMA = 40401, 40403
_NO_AVRO: Final = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    SchemaParseException,
)
"""What comes of a schema that is none, which fastavro does not check."""
_AT_PRESENT: Final = ("5", "408", "429")
"""How codes of HTTP and of the registry begin that say: not now."""


class RegistryError(SafeError, RuntimeError):
    """The registry refuses or does not answer: a broken system, never bad data."""


class RegistryUnavailableError(RegistryError):
    """The registry does not answer, or says that it cannot at present: asking again later may help."""


class IncompatibleSchemaError(RegistryError):
    """The registry says that readers of a subject could not read what we would write."""


class RegistrySettingsError(SafeError, ValueError):
    """An address or a credential that cannot be used."""


class _RefusedError(Exception):
    """An answer that is an error, with the registry's own code and words."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class _StayHere(HTTPRedirectHandler):
    """Follows no redirection: the credentials are for this host only."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class SchemaRegistry:
    """A registry at ``url`` (http or https, without credentials); can be sent to workers, what it learnt stays behind.

    Raises RegistrySettingsError for an address that is none.
    """

    url: str

    def __post_init__(self) -> None:
        wrong = RegistrySettingsError(f"the schema registry {self.url!r} is no address: give http(s)://host:port")
        if not (self.url.isascii() and self.url.isprintable()) or " " in self.url:
            raise wrong
        try:
            parts = urlsplit(self.url)
            _ = parts.port
        except ValueError:
            raise wrong from None
        if parts.username is not None or parts.password is not None:
            raise RegistrySettingsError(f"the schema registry's address must hold no password: set {AUTH}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise wrong

    def id_of(self, subject: str, name: str) -> int:
        """The id of our newest schema ``name`` under ``subject``, which is added there if it is missing.

        Raises IncompatibleSchemaError when the registry's rule for the subject does not allow it, RegistryError when
        it does not answer. Asked once in a process.
        """
        return _id_of(self, subject, name)

    def schema_of_id(self, schema_id: int) -> Schema:
        """The Avro schema of an id; raises SchemaError when there is none, RegistryError. Asked once in a process."""
        return _schema_of_id(self, schema_id)

    def _add(self, subject: str, name: str) -> int:
        body = {"schema": _text(name)}
        path = f"/subjects/{quote(subject, safe='')}"
        try:
            return _id_in(self._ask(path, body))
        except _RefusedError as refused:
            if refused.code not in (_NO_SUBJECT, _NO_SCHEMA):
                raise self._failed(f"look up {subject}", refused) from refused
        try:
            return _id_in(self._ask(f"{path}/versions", body))
        except _RefusedError as refused:
            if refused.code == _INCOMPATIBLE:
                raise self._incompatible(subject, name, body, refused) from refused
            raise self._failed(f"add {name} v{versions(name)[-1]} to {subject}", refused) from refused

    def _incompatible(
        self, subject: str, name: str, body: Mapping[str, str], refused: _RefusedError
    ) -> IncompatibleSchemaError:
        path = f"/compatibility/subjects/{quote(subject, safe='')}/versions/latest?verbose=true"
        try:
            reasons = self._ask(path, body).get("messages") or [str(refused)]
        except _RefusedError:
            reasons = [str(refused)]
        return IncompatibleSchemaError(
            f"{self.url} does not take {name} v{versions(name)[-1]} for {subject}: {'; '.join(map(str, reasons))}; "
            "read the topic with the wirewatch that writes it, or write to new topics (--topic_prefix)"
        )

    def _schema(self, schema_id: int) -> Schema:
        try:
            answer = self._ask(f"/schemas/ids/{schema_id}")
        except _RefusedError as refused:
            if refused.code == _NO_SCHEMA:
                raise SchemaError(f"schema id {schema_id} is not in the registry {self.url}") from refused
            raise self._failed(f"look up schema id {schema_id}", refused) from refused
        if answer.get("schemaType", "AVRO") != "AVRO" or answer.get("references"):
            raise SchemaError(f"schema id {schema_id} of {self.url} is not one self-contained Avro schema")
        try:
            return fastavro.parse_schema(json.loads(answer["schema"]), named_schemas={})
        except _NO_AVRO as error:
            raise SchemaError(f"schema id {schema_id} of {self.url} is no Avro schema: {error!r}") from error

    def _ask(self, path: str, body: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The answer to a GET, or with a body to a POST; raises _RefusedError for an answer that is an error."""
        headers = {"Accept": _MEDIA_TYPE, "Content-Type": _MEDIA_TYPE, **_authorisation()}
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url.rstrip("/") + path, data=data, headers=headers)  # noqa: S310 - http(s), see above
        opener = build_opener(HTTPSHandler(context=_tls()), _StayHere())
        try:
            with opener.open(request, timeout=_TIMEOUT_SECONDS) as response:
                answer = json.load(response)
        except HTTPError as error:
            raise _refusal(error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise RegistryUnavailableError(f"the schema registry {self.url} does not answer as one: {error}") from error
        if not isinstance(answer, dict):
            raise RegistryError(f"the schema registry {self.url} does not answer as one: {str(answer)[:100]}")
        return answer

    def _failed(self, what: str, refused: _RefusedError) -> RegistryError:
        hint = f"; set {AUTH}" if refused.code in (401, 403, 40101, 40301) else ""
        kind = RegistryUnavailableError if str(refused.code).startswith(_AT_PRESENT) else RegistryError
        return kind(f"cannot {what} in {self.url}: {refused.code} {refused}{hint}")


@cache
def _id_of(registry: SchemaRegistry, subject: str, name: str) -> int:
    return registry._add(subject, name)


@cache
def _schema_of_id(registry: SchemaRegistry, schema_id: int) -> Schema:
    return registry._schema(schema_id)


def _text(name: str) -> str:
    """The newest schema as it ships, on one line."""
    shipped = (files("schemas") / name / f"v{versions(name)[-1]}.avsc").read_text(encoding="utf-8")
    return json.dumps(json.loads(shipped))


def _id_in(answer: Mapping[str, Any]) -> int:
    found = answer.get("id")
    if not isinstance(found, int):
        raise RegistryError(f"the schema registry gives no id: {str(answer)[:100]}")
    return found


def _refusal(error: HTTPError) -> _RefusedError:
    """The registry's code and words; those of HTTP where the body is not the registry's."""
    try:
        told = json.load(error)
        return _RefusedError(int(told["error_code"]), str(told["message"]))
    except (OSError, HTTPException, ValueError, TypeError, KeyError):
        return _RefusedError(error.code, str(error.reason))


def _authorisation() -> dict[str, str]:
    given = os.environ.get(AUTH)
    if given is None:
        return {}
    if given.startswith("file:"):
        given = _read(Path(given.removeprefix("file:"))).strip()
    if ":" not in given:
        raise RegistrySettingsError(f"{AUTH} is not user:password")
    secret(given)
    secret(given.partition(":")[2])
    return {"Authorization": "Basic " + base64.b64encode(given.encode()).decode()}


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistrySettingsError(f"{AUTH} names the file {file}, which cannot be read") from error


def _tls() -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=os.environ.get(CA))
        if CERT in os.environ:
            context.load_cert_chain(os.environ[CERT])
    except OSError as error:
        raise RegistrySettingsError(f"{CA} or {CERT} is no readable PEM file: {error}") from error
    return context
