"""Where the token is given, once for each browser."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipelines.desk.asked import form_of
from pipelines.desk.desk import desk_of
from pipelines.desk.guard import COOKIE, Guard

_MOST: int = 4_096


def page(request: Request) -> Response:
    """The form."""
    return desk_of(request).page(request, "enter.html", wrong=False)


async def enter(request: Request) -> Response:
    """Give whoever has the token the cookie that stands for it."""
    given = (await form_of(request, _MOST)).get("token", [""])[0].strip()
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
