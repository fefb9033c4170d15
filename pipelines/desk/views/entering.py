"""Where the token is given, once for each browser."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipelines.desk.desk import desk_of
from pipelines.desk.guard import COOKIE, Guard

_MOST: int = 4_096


def page(request: Request) -> Response:
    """The form."""
    return desk_of(request).page(request, "enter.html", wrong=False)


async def enter(request: Request) -> Response:
    """Give whoever has the token the cookie that stands for it."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST:
            return Response(status_code=413)
    given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0].strip()
    guard: Guard = request.app.state.guard
    if not guard.fits(given):
        return desk_of(request).page(request, "enter.html", 403, wrong=True)
    root = request.scope.get("root_path", "")
    response = RedirectResponse(f"{root}/", 303)
    secure = request.url.scheme == "https"
    response.set_cookie(
        COOKIE, guard.pass_of_token(), path=root or "/", httponly=True, samesite="strict", secure=secure
    )
    return response
