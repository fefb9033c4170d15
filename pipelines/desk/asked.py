"""What an address or a form asks for: days, searches, codes; what asks for nothing sensible is said to, in one line."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request

from pipelines.asking.finding import Search
from pipelines.asking.store import Asked
from pipelines.decoding.times import TimeError, parse_day
from pipelines.deployments.period import Period
from pipelines.desk.wording import countries, text, types
from pipelines.language_names import codes_of

_MONTH: Final = 30
_MOST: Final = 20


def wrong(message: str) -> HTTPException:
    """The answer to an address that asks for what cannot be."""
    return HTTPException(400, message)


def missing(message: str) -> HTTPException:
    """The answer to an address of something that is not there."""
    return HTTPException(404, message)


async def form_of(request: Request, most: int) -> dict[str, list[str]]:
    """What a form of at most so many bytes gives, by name; raises what is to be answered where it is longer."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413)
    return parse_qs(body.decode("utf-8", "replace"))


def day_of(params: QueryParams, name: str, default: date) -> date:
    """A day of the address, as 2022-01-24."""
    given = params.get(name, "").strip()
    try:
        return parse_day(given) if given else default
    except TimeError as error:
        raise wrong(f"{name}: {error}") from error


def period_of(params: QueryParams, last: date, days: int = _MONTH) -> Period:
    """The days ``from`` to ``to`` of the address; by default so many up to ``last``."""
    end = day_of(params, "to", last)
    try:
        least = end - timedelta(days=days - 1)
    except OverflowError:
        least = date.min
    begin = day_of(params, "from", least)
    if begin > end:
        raise wrong(f"from {begin} is after to {end}: exchange them")
    return Period(begin, end)


def code_of(given: str) -> str:
    """The code of a country, in capitals; raises what is to be answered where it is none."""
    code = given.strip().upper()
    if code not in countries():
        raise missing(f"no country {given!r}: its address holds the three letters of ISO 3166-1, as UKR; Kosovo is KOS")
    return code


def search_of(params: QueryParams) -> Search:
    """Which events an address asks for."""
    confidence = params.get("confidence", "").strip()
    try:
        least = float(confidence) if confidence else None
    except ValueError as error:
        raise wrong(f"confidence: {confidence!r} is no number from 0 to 1") from error
    counted = params.get("counted", "")
    if counted not in ("", "yes", "no"):
        raise wrong(f"counted: {counted!r} is neither yes nor no")
    return Search(
        words=params.get("q", ""),
        types=_several(params.getlist("type")),
        actors=_several(params.getlist("actor")),
        countries=_several(params.getlist("country")),
        places=_several(params.getlist("place")),
        publishers=_several(params.getlist("publisher")),
        languages=languages_of(params),
        modalities=_several(params.getlist("modality")),
        min_confidence=least,
        counted=None if not counted else counted == "yes",
        first=day_of(params, "from", date.min),
        last=day_of(params, "to", date.max),
    )


def languages_of(params: QueryParams) -> tuple[str, ...]:
    """The languages that an address asks for, by their codes; none is any."""
    given = _several(one for held in params.getlist("language") for one in held.replace(",", " ").split())
    codes, none = codes_of(given)
    for name in none:
        raise wrong(f"language: {text(name)!r} is none; give its two letters, as es")
    return codes


def _several(given: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(text.strip() for text in given if text.strip())
    if len(wanted) > _MOST:
        raise wrong(f"{len(wanted)} values of one kind are too many: at most {_MOST}")
    return wanted


def last_day(asked: Asked) -> date | None:
    """The last day on which reports were read; None of a deployment that has read none."""
    (row,) = asked.rows("SELECT max(day) AS day FROM daily WHERE series = 'total' AND type = '' AND \"read\" > 0")
    day: date | None = row["day"]
    return day


def type_of(params: QueryParams) -> str:
    """The type of events that an address asks for; "" is any."""
    given = params.get("type", "").strip().upper()
    if given and given not in types():
        raise wrong(f"type: {text(given)!r} is none of {', '.join(types())}")
    return given
