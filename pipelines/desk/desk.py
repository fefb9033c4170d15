"""What every page has at hand: the tables, the templates with the desk's words, the explainer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from connectors.lasting import lasting
from pipelines.asking.store import Asked, Store
from pipelines.desk import wording
from pipelines.desk.explaining import Explainer
from pipelines.desk.marking import marked
from pipelines.desk.templating import templates_of
from pipelines.desk.verdicts import Verdicts

PAGES: Final = (
    ("Series", "/series"),
    ("Countries", "/countries"),
    ("Map", "/map"),
    ("Compare", "/compare"),
    ("Judge", "/judge"),
)
"""Those that every page leads to beside the first two."""
_FILTERS: Final = {
    "shown": wording.text,
    "lines": wording.lines,
    "country": wording.country,
    "quad": wording.quad,
    "region": wording.region,
    "reason": wording.reason,
    "basis": wording.basis,
    "long_day": wording.long_day,
    "moment": wording.moment,
    "second": wording.second,
    "lasting": lasting,
    "number": wording.number,
    "outside": wording.outside,
    "marked": marked,
}


def templates() -> Environment:
    """The desk's templates with its words."""
    made = templates_of("pipelines.desk")
    made.filters |= _FILTERS
    made.globals |= {
        "pages": PAGES,
        "quads_named": wording.QUADS,
        "types": wording.types,
        "countries_named": wording.countries,
    }
    return made


@dataclass(frozen=True, slots=True)
class Desk:
    """The tables of one deployment as pages."""

    store: Store
    verdicts: Verdicts
    env: Environment = field(default_factory=templates)
    explainer: Explainer = field(default_factory=Explainer)

    @contextmanager
    def asked(self) -> Iterator[Asked]:
        """The tables, open for the questions of one page."""
        with self.store.asked() as asked:
            yield asked

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of its template."""
        root = request.scope.get("root_path", "")
        path = request.url.path.removeprefix(root)
        at = partial(_at, root)
        shown = {"at": at, "path": path, "here": partial(_here, request, root, path), "query": request.query_params}
        found = self.verdicts.measured() if status < 400 else self.verdicts.measured_last()
        shown |= {"measured": found.precision}
        return HTMLResponse(self.env.get_template(name).render(shown | {"status": status} | values), status)


def desk_of(request: Request) -> Desk:
    """The desk that the request came to."""
    desk: Desk = request.app.state.desk
    return desk


def _at(root: str, path: str, /, **given: object) -> str:
    """The address of a page; a name that Python keeps for itself ends in an underscore."""
    return wording.address(root, path, {name.removesuffix("_"): value for name, value in given.items()})


def _here(request: Request, root: str, path: str, /, **changed: object) -> str:
    """The address of this view with something else asked for."""
    query = request.query_params
    given: dict[str, object] = {name: query.getlist(name) for name in query if name not in ("after", "part")}
    given |= {name.removesuffix("_"): value for name, value in changed.items()}
    return wording.address(root, path, given)
