"""The desk as an ASGI application: its addresses, its errors, the guard before them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from threading import Thread

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from connectors.duckdb import StoreError
from pipelines.asking.finding import SearchError
from pipelines.asking.store import Store
from pipelines.asking.verdicts import FILE
from pipelines.desk import charts
from pipelines.desk.desk import Desk, desk_of
from pipelines.desk.guard import Guard
from pipelines.desk.verdicts import Verdicts
from pipelines.desk.views import compare, countries, entering, events, evidence, judge, maps, series, today


def make_app(store: Store, token: str | None = None, judged: Path | None = None) -> Guard:
    """The desk over the tables of a store; with a token for whoever has it, else for this machine alone.

    Verdicts are kept in ``judged``, or in the folder of the store.
    """
    file = judged or (store.folder / FILE if store.folder else None)
    pages = Starlette(
        routes=[
            Route("/", today.page, name="today"),
            Route("/events", events.page),
            Route("/series", series.page),
            Route("/countries", countries.index),
            Route("/country/{code}", countries.country),
            Route("/pair/{one}/{other}", countries.pair),
            Route("/map", maps.page),
            Route("/compare", compare.page),
            Route("/event/{event_id}", evidence.event),
            Route("/report/{report_id}", evidence.report),
            Route("/story/{story_id}", evidence.story),
            Route("/judge", judge.page, methods=["GET"]),
            Route("/judge", judge.judge, methods=["POST"]),
            Route("/enter", entering.page, methods=["GET"]),
            Route("/enter", entering.enter, methods=["POST"]),
            Mount("/static", StaticFiles(directory=str(files("pipelines.desk") / "static"))),
        ],
        exception_handlers={HTTPException: _refused, StoreError: _no_store, SearchError: _no_search, 500: _failed},
        lifespan=_begin,
    )
    guard = Guard(pages, token)
    pages.state.desk = Desk(store, Verdicts(file, store))
    pages.state.guard = guard
    return guard


@asynccontextmanager
async def _begin(_: Starlette) -> AsyncIterator[None]:
    Thread(target=charts.warm_up, daemon=True).start()
    yield


def _refused(request: Request, error: Exception) -> Response:
    status, told = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, str(error))
    return desk_of(request).page(request, "error.html", status, told=told)


def _no_store(request: Request, error: Exception) -> Response:
    return desk_of(request).page(request, "error.html", 503, told=str(error))


def _no_search(request: Request, error: Exception) -> Response:
    return desk_of(request).page(request, "error.html", 400, told=str(error))


def _failed(request: Request, _: Exception) -> Response:
    told = "This page failed; what happened stands where the desk was started."
    return desk_of(request).page(request, "error.html", 500, told=told)
