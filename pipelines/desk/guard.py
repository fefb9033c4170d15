"""Who may see the desk and what its pages may do: Host check, token, headers, as plain ASGI around the pages.

A page on the web can make a browser ask for addresses of this machine, under a name of its own that it lets point here
(DNS rebinding). On the loopback only its names are answered; where there is a token, only who has it, and the cookie
that stands for it is sent by the browser to the name alone that it was given under.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE: Final = "wirewatch_desk"
ENTER: Final = "/enter"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_READING: Final = frozenset({"GET", "HEAD"})
_OPEN: Final = ("/static/",)
_HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none a browser sends our own forms as if from nowhere
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """The pages of ``app`` for whoever may see them; without a token those who ask this machine by its own names."""

    app: ASGIApp
    token: str | None = field(default=None, repr=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = self._refused(scope)
        await (refused or self.app)(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        if self.token is None and _name(headers.get("host", "")) not in _LOOPBACK:
            return PlainTextResponse("This desk answers to localhost alone; start it with a token for others.\n", 421)
        if scope["method"] not in _READING and not _same_origin(headers):
            return PlainTextResponse("Sent from another site.\n", 403)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if self.token is None or path == ENTER or path.startswith(_OPEN) or self._is_known(headers):
            return None
        if scope["method"] in _READING and "text/html" in headers.get("accept", ""):
            return RedirectResponse(scope.get("root_path", "") + ENTER, 303)
        return PlainTextResponse("The token is missing: send it as `Authorization: Bearer ...`.\n", 401)

    def _is_known(self, headers: Headers) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self.fits(given.strip())
        try:
            held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return held is not None and hmac.compare_digest(held.value.encode(), self.pass_of_token().encode())

    def fits(self, given: str) -> bool:
        """Whether it is the token, in a time that does not tell how much of it is."""
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def pass_of_token(self) -> str:
        """What the cookie holds: it stands for the token and does not give it away."""
        return hmac.new((self.token or "").encode(), b"cookie of the desk", sha256).hexdigest()


def _name(host: str) -> str:
    """The name of a Host header without its port."""
    end = host.rfind("]") + 1
    return host[:end] if end else host.partition(":")[0].lower()


def _same_origin(headers: Headers) -> bool:
    """Whether a browser sent it from one of our own pages; what is no browser says neither."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")
