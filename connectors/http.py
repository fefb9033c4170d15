"""One HTTP post, to an address that was looked at before: no redirects, no proxies, no private networks unasked.

The name is resolved once and the connection goes to the address that was looked at, so that a name which answers
differently a moment later leads nowhere else.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from connectors.redacting import SafeError

TIMEOUT_SECONDS: Final = 10.0
_MOST_READ: Final = 2_000
_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out to be reached from everywhere."""
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses behind a translator (RFC 6052)."""
_PORTS: Final = {"http": 80, "https": 443}


class PostError(SafeError):
    """No answer; the message names the host and never the whole url, which may hold a secret."""


class PrivateAddressError(PostError):
    """A host whose address is not reached from everywhere, where that was not allowed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, how many seconds to wait before another try if the server says so, and how its answer begins."""

    status: int
    retry_after: float | None
    text: str


def check_url(url: str) -> SplitResult:
    """The parts of a url that can be posted to; raises ValueError that says what is wrong and quotes nothing."""
    if not (url.isascii() and url.isprintable()) or " " in url:
        raise ValueError("must be written in ASCII, without spaces: %20 for a space, xn--... for other letters")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:  # its message quotes what may be a password
        raise ValueError("must have a host and a port that is a number") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("must begin with http:// or https:// and name a host")
    if parts.username is not None:
        raise ValueError("must hold no user or password, which logs would show: leave it out")
    return parts


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allow_private: bool,
    timeout: float = TIMEOUT_SECONDS,
) -> Answer:
    """Post and give the answer, whatever its status; ``timeout``: seconds for each step. Raises PostError."""
    parts = check_url(url)
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        plain = connect(host, port, timeout, allow_private=allow_private)
        tls = parts.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if tls else plain
        connection.request("POST", path, body, {"Host": parts.netloc, **headers})
        answer = connection.getresponse()
        text = answer.read(_MOST_READ).decode("utf-8", "replace")
        return Answer(answer.status, _seconds(answer.headers.get("Retry-After")), text)
    except (OSError, UnicodeError, http.client.HTTPException) as error:  # UnicodeError: a host that is no name
        raise PostError(f"{host}:{port}: {error or type(error).__name__}") from error
    finally:
        connection.close()


def connect(host: str, port: int, timeout: float, *, allow_private: bool) -> socket.socket:
    """A connection to a host whose address was looked at; raises PostError for a private one, OSError."""
    found = [str(address[0]) for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    allowed = [address for address in found if allow_private or _is_public(address)]
    if not allowed:
        what = "" if host == found[0] else f"{found[0]}, "
        raise PrivateAddressError(f"{host} is {what}a private address: set allow_private if it is meant")
    return _first_that_answers(allowed, port, timeout)


def _first_that_answers(addresses: list[str], port: int, timeout: float) -> socket.socket:
    for address in addresses[:-1]:
        with contextlib.suppress(OSError):
            return socket.create_connection((address, port), timeout)
    return socket.create_connection((addresses[-1], port), timeout)


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast
    inner = [found for found in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if found is not None]
    if ip in _TRANSLATED:
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    public = ip.ipv4_mapped is not None or ip in _TRANSLATED or (ip.is_global and ip in _UNICAST)
    return public and all(_is_public(str(found)) for found in inner)


def _seconds(text: str | None) -> float | None:
    """A Retry-After in seconds; one that gives a date is left alone."""
    return float(text) if text is not None and text.isascii() and text.isdigit() else None
