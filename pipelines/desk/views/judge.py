"""Judging a random sample one by one, by keys or by hand, and what was judged so far."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipelines.asking.evidence import events_named
from pipelines.asking.judging import sampled
from pipelines.asking.store import Record
from pipelines.asking.verdicts import COLUMNS, Verdict, VerdictError
from pipelines.desk.asked import form_of, missing, search_of, wrong
from pipelines.desk.desk import Desk, desk_of

KEYS: Final[Mapping[str, str]] = dict(zip("etmsgdpn", COLUMNS, strict=True))
"""Those of ``wirewatch judge``."""
_ASKED: Final[tuple[str, ...]] = ("reader", "type", "publisher", "language", "from", "to", "seed", "skip")
_MOST: Final = 16_384
_SKIPPED_MOST: Final = 1_000
_AROUND: Final = 400


def page(request: Request) -> Response:
    """The next event that the reader has not judged; without a reader the question who it is."""
    desk, params = desk_of(request), request.query_params
    reader, skipped = params.get("reader", "").strip(), _number(params, "skip", _SKIPPED_MOST)
    search, seed = search_of(params), _number(params, "seed", 2**31)
    event, left = None, 0
    if reader and desk.verdicts.file is not None:
        with desk.asked() as asked:
            drawn = sampled(asked, search, desk.verdicts.held(), number=skipped + 1, reader=reader, seed=seed)
        event = drawn[skipped] if len(drawn) > skipped else None
        left = len(drawn)
    own = sum(verdict.reader == reader for verdict in desk.verdicts.held())
    found, left_out = desk.verdicts.measured()
    return desk.page(
        request,
        "judge.html",
        reader=reader,
        search=search,
        seed=seed,
        skipped=skipped,
        event=event,
        around=_around(event) if event else ("", ""),
        left=left,
        own=own,
        keys=KEYS,
        found=found,
        left_out=left_out,
        unread=desk.verdicts.unread(),
        can_judge=desk.verdicts.file is not None,
        hidden=[(name, value) for name in _ASKED for value in params.getlist(name) if value],
    )


async def judge(request: Request) -> Response:
    """Keep a verdict and go on to the next event."""
    given = await form_of(request, _MOST)
    named = {name: given[name] for name in _ASKED if name in given}
    await run_in_threadpool(_keep, desk_of(request), given, named)
    root = request.scope.get("root_path", "")
    return RedirectResponse(f"{root}/judge?{urlencode(named, doseq=True)}", 303)


def _keep(desk: Desk, given: Mapping[str, list[str]], named: Mapping[str, list[str]]) -> None:
    if desk.verdicts.file is None:
        raise wrong("there is no file for verdicts: start the desk with --file")
    event = _event(desk, given.get("event_id", [""])[0])
    marked, is_right = given.get("wrong", []), given.get("verdict", [""])[0] == "right"
    if is_right == bool(marked):  # neither by a slip: a press of the wrong button is no verdict
        raise wrong("a verdict is either that all is right, or what of it is wrong")
    at = datetime.now(UTC).replace(microsecond=0)
    try:
        verdict = Verdict.on(event, marked, reader=given.get("reader", [""])[0], at=at, sample=_sample(named))
    except VerdictError as error:
        raise wrong(str(error)) from error
    try:
        desk.verdicts.add(verdict)
    except OSError as error:
        raise HTTPException(503, f"{desk.verdicts.file}: {error.strerror}; the verdict was not kept") from error


def _event(desk: Desk, event_id: str) -> Record:
    with desk.asked() as asked:
        found = [row for row in events_named(asked, event_id) if row["event_id"] == event_id] if event_id else []
        if not found:
            raise missing("the event that was judged is not here any more: go on to the next")
        language = asked.rows("SELECT language FROM reports WHERE report_id = $id", id=found[0]["report_id"])
    return found[0] | {"language": language[0]["language"] if language else None}


def _sample(given: Mapping[str, list[str]]) -> str:
    """What a verdict says of how its event was drawn, as the terminal writes it."""
    days = f"{given.get('from', [''])[0]}..{given.get('to', [''])[0]}"
    chosen = {name: given.get(name, []) for name in ("type", "publisher", "language")}
    told = [f"{name}={','.join(values)}" for name, values in chosen.items() if values]
    seed = given.get("seed", ["0"])[0]
    return " ".join([f"seed={seed}", *told, *([f"days={days}"] if days != ".." else [])])


def _number(params: QueryParams, name: str, most: int) -> int:
    given = params.get(name) or "0"
    if not given.isascii() or not given.isdigit() or int(given[:12]) > most:
        raise wrong(f"{name}: {given[:40]!r} is no number up to {most:,}")
    return int(given)


def _around(event: dict[str, Any]) -> tuple[str, str]:
    """What the report says before and after the sentence."""
    text = event["text"] or ""
    start, end = event["sentence_start"], event["sentence_end"]
    return text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
