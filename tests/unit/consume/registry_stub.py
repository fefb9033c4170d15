"""A schema registry on the loopback that keeps to the documented API, in memory, for tests.

Subjects and versions, schemas by id, compatibility, config; error codes 40101, 40401, 40402, 40403, 409 and 42201.
Whether a schema is compatible is answered by the package avro. Nothing can be deleted.
"""

import base64
import json
import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from avro.compatibility import ReaderWriterCompatibilityChecker, SchemaCompatibilityType
from avro.errors import SchemaParseException
from avro.schema import Schema, parse

MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"


class ApiError(Exception):
    """An answer that is an error, as the documentation lists them."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass
class RegistryStub:
    """A registry for as long as a ``with`` block lasts; ``auth`` is what it asks of callers, ``user:password``.

    ``port`` 0 is a free one.
    """

    auth: str | None = None
    port: int = 0
    tls: ssl.SSLContext | None = None
    schemas: list[str] = field(default_factory=list)
    """By id, from 1."""
    subjects: dict[str, list[int]] = field(default_factory=dict)
    """Ids by version, from 1."""
    levels: dict[str, str] = field(default_factory=dict)
    """Compatibility by subject; BACKWARD where none is set."""
    fails: ApiError | None = None
    """The answer to every request, where there is one."""
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of every request so far."""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_Handler, self))
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=partial(self._server.serve_forever, poll_interval=0.02))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self._server.server_port}"

    def lookup(self, subject: str, body: dict[str, Any]) -> dict[str, Any]:
        """``POST /subjects/{subject}``: whether this schema is a version of the subject."""
        schema = _parsed(body)
        for version, found in enumerate(self._versions(subject), start=1):
            if parse(self.schemas[found - 1]) == schema:
                return self._version(subject, version)
        raise ApiError(404, 40403, "Schema not found")

    def add(self, subject: str, body: dict[str, Any]) -> dict[str, Any]:
        """``POST /subjects/{subject}/versions``: the schema as a new version, or the version that it is already."""
        schema = _parsed(body)
        ids = self.subjects.get(subject, [])
        for found in ids:
            if parse(self.schemas[found - 1]) == schema:
                return {"id": found}
        messages = self._objections(subject, schema, ids[-1:])
        if messages:
            raise ApiError(
                409, 409, f"Schema being registered is incompatible with an earlier schema for subject {subject!r}"
            )
        if body["schema"] not in self.schemas:
            self.schemas.append(body["schema"])
        new = self.schemas.index(body["schema"]) + 1
        self.subjects[subject] = [*ids, new]
        return {"id": new}

    def check(self, subject: str, version: str, body: dict[str, Any], *, verbose: bool) -> dict[str, Any]:
        """``POST /compatibility/subjects/{subject}/versions/{version}``."""
        schema = _parsed(body)
        messages = self._objections(subject, schema, [self.version(subject, version)["id"]])
        return {"is_compatible": not messages} | ({"messages": messages} if verbose else {})

    def version(self, subject: str, version: str) -> dict[str, Any]:
        """``GET /subjects/{subject}/versions/{version}``."""
        ids = self._versions(subject)
        number = len(ids) if version == "latest" else int(version)
        if not 1 <= number <= len(ids):
            raise ApiError(404, 40402, f"Version {version} not found.")
        return self._version(subject, number)

    def by_id(self, schema_id: str) -> dict[str, Any]:
        """``GET /schemas/ids/{id}``."""
        if not 1 <= int(schema_id) <= len(self.schemas):
            raise ApiError(404, 40403, f"Schema {schema_id} not found")
        return {"schema": self.schemas[int(schema_id) - 1]}

    def config(self, subject: str, body: dict[str, Any]) -> dict[str, Any]:
        """``PUT /config/{subject}``."""
        self.levels[subject] = body["compatibility"]
        return body

    def _versions(self, subject: str) -> list[int]:
        if subject not in self.subjects:
            raise ApiError(404, 40401, f"Subject {subject!r} not found.")
        return self.subjects[subject]

    def _version(self, subject: str, version: int) -> dict[str, Any]:
        found = self.subjects[subject][version - 1]
        return {"subject": subject, "version": version, "id": found, "schema": self.schemas[found - 1]}

    def _objections(self, subject: str, new: Schema, ids: list[int]) -> list[str]:
        level = self.levels.get(subject, "BACKWARD")
        messages: list[str] = []
        for old in (parse(self.schemas[found - 1]) for found in ids):
            pairs = {"BACKWARD": [(new, old)], "FORWARD": [(old, new)], "FULL": [(new, old), (old, new)], "NONE": []}
            for reader, writer in pairs[level]:
                result = ReaderWriterCompatibilityChecker().get_compatibility(reader, writer)
                if result.compatibility is not SchemaCompatibilityType.compatible:
                    messages += result.messages
        return messages


def _parsed(body: dict[str, Any]) -> Schema:
    try:
        return parse(body["schema"])
    except (SchemaParseException, KeyError, TypeError) as error:
        raise ApiError(422, 42201, f"Invalid schema: {error}") from error


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, stub: RegistryStub, *arguments: Any) -> None:
        self._stub = stub
        super().__init__(*arguments)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_GET  # noqa: N815

    def _answer(self) -> None:
        stub, parts = self._stub, urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        stub.calls.append((self.command, parts.path))
        verbose = parse_qs(parts.query).get("verbose") == ["true"]
        routes: dict[str, Callable[..., dict[str, Any]]] = {
            r"GET /schemas/ids/(\d+)": stub.by_id,
            r"GET /subjects/([^/]+)/versions/([^/]+)": stub.version,
            r"POST /subjects/([^/]+)": lambda subject: stub.lookup(subject, body),
            r"POST /subjects/([^/]+)/versions": lambda subject: stub.add(subject, body),
            r"POST /compatibility/subjects/([^/]+)/versions/([^/]+)": lambda subject, version: stub.check(
                subject, version, body, verbose=verbose
            ),
            r"PUT /config/([^/]+)": lambda subject: stub.config(subject, body),
        }
        try:
            if stub.fails is not None:
                raise stub.fails
            self._authorise()
            for route, call in routes.items():
                match = re.fullmatch(route, f"{self.command} {parts.path}")
                if match:
                    return self._send(200, call(*map(unquote, match.groups())))
            raise ApiError(404, 404, "HTTP 404 Not Found")
        except ApiError as error:
            return self._send(error.status, {"error_code": error.code, "message": str(error)})

    def _authorise(self) -> None:
        wanted = self._stub.auth
        if wanted is not None:
            basic = "Basic " + base64.b64encode(wanted.encode()).decode()
            if self.headers.get("Authorization") != basic:
                raise ApiError(401, 40101, "Unauthorized")

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", MEDIA_TYPE)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
