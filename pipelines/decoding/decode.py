"""Raw records to reports."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any, Final, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import schemas
from connectors.lists import reports_in
from connectors.records import RawRecord
from pipelines import identity
from pipelines.decoding.dates import countries_of, noted, take_times
from pipelines.decoding.others import is_table, other_form
from pipelines.decoding.repair import pair_surrogates, repair
from pipelines.decoding.times import TimeError
from pipelines.decoding.words import words_of
from pipelines.normal import normalise
from schemas import Report, SchemaError
from schemas.aliases import (
    INNER,
    LIST_FIELDS,
    RETRACTED,
    SOURCE,
    TEXT_FIELDS,
    TIME_FIELDS,
    WITHDRAWN,
    spelt_otherwise,
)
from schemas.codec import NAMES
from schemas.foreign import AvroDataError, reader_of
from schemas.records import PublishedPrecision

MAX_TEXT: Final = 1_000_000
_DATED_TEXT: Final = re.compile(r"\s*date\s+(\S+)\s+(.*)", re.DOTALL)
_HTML: Final = re.compile(r"\s*(<!doctype\s+html|<html\b|<\?xml\b)", re.IGNORECASE)
_TRACKING: Final = re.compile(r"utm_|fbclid$|gclid$|mc_cid$|mc_eid$")
_LACKING: Final = ("no_date", "no_text")
_PRECISIONS: Final = get_args(PublishedPrecision)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class UnusableError(ValueError):
    """A record that cannot be made a report: a reason code and what was wrong, where, and what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A report and how it was read: the id as it was given, and for each field the other name that it was found by."""

    report: Report
    given: str | None
    names: dict[str, str]
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoder:
    """Decodes raw records; ``zone`` dates times that name no zone, ``max_text`` is the longest text in characters."""

    zone: tzinfo = UTC
    max_text: int = MAX_TEXT
    schema_of_id: Callable[[int], Any] | None = None

    def decode(self, raw: RawRecord) -> Report:
        """The report in ``raw``: JSON, Avro in either framing, or plain text that begins ``date YYYY-MM-DD``.

        Raises UnusableError with the field and the reason.
        """
        return self.explain(raw).report

    def explain(self, raw: RawRecord) -> Explained:
        """The report in ``raw`` as ``decode`` gives it, and how it was read; raises UnusableError."""
        try:
            if raw.problem is not None:
                raise UnusableError(*raw.problem)
            return self._report(self._fields(raw.value))
        except UnusableError as e:
            if e.reason in _LACKING and reports_in(raw.value) is not None:
                e = UnusableError("wrong_type", "a list of reports, not one: send one report a record, as `push` does")
            raise UnusableError(e.reason, pair_surrogates(f"{raw.where}: {e}")) from e
        except RecursionError as e:
            raise UnusableError("bad_json", pair_surrogates(f"{raw.where}: nested too deeply")) from e

    def _fields(self, value: bytes) -> dict[str, Any]:
        if not value.strip():
            raise UnusableError("empty", "nothing in it")
        if value[:2] == b"\xc3\x01" or value[:1] == b"\x00":
            return self._avro(value)
        if other := other_form(value):
            raise UnusableError("binary", other)
        text = _text_of(value)
        if text.lstrip()[:1] in ("{", "["):
            return _object(text)
        if _HTML.match(text):
            raise UnusableError(
                "html", "a page, not a report: extract its text and date first, as `wirewatch push` does"
            )
        dated = _DATED_TEXT.match(text)
        if dated is None and is_table(text):
            raise UnusableError("wrong_type", "a table (CSV): write its rows as JSON lines")
        if dated is None:
            raise UnusableError("no_date", 'plain text without a date: begin it with "date YYYY-MM-DD"')
        return {"date": dated[1], "text": dated[2]}

    def _avro(self, value: bytes) -> dict[str, Any]:
        """The fields as the writer's own schema names them: they are found by their names as those of JSON are."""
        try:
            schema, body = schemas.unframe(NAMES[Report], value, schema_of_id=self.schema_of_id)
        except SchemaError as e:
            raise UnusableError("bad_avro" if value[:1] != b"\x00" else "binary", str(e)) from e
        try:
            datum = reader_of(schema).only(body)
        except AvroDataError as e:
            raise UnusableError(e.reason, f"not a report: {e}") from e
        if not isinstance(datum, dict):
            raise UnusableError("wrong_type", f"an Avro {type(datum).__name__}, not a record: send one report a record")
        return datum

    def _report(self, fields: dict[str, Any]) -> Explained:
        fields, spelt = _in_known_case(_with_source(fields))
        fields = _with_inner(fields)
        left = dict(fields)
        texts = {name: self._take_text(left, name, names) for name, names in TEXT_FIELDS.items()}
        url, source = texts["url"], texts["source"]
        if source and url is None and re.match(r"https?://", source):
            url, source = source, None  # trafilatura names the address so
        host = _host(url)
        try:
            times = take_times(left, self.zone, countries_of(host, texts["language"]))
        except TimeError as e:
            raise UnusableError(e.reason, str(e)) from e
        lists = {name: _take_list(left, names) for name, names in LIST_FIELDS.items()}
        retracted = left.pop(RETRACTED, False) is True or left.get(WITHDRAWN[0]) == WITHDRAWN[1]
        precision = left.pop("published_precision", None)
        raw_time = left.pop("published_raw", None)
        more = left.pop("extra", None)
        extra = noted(_as_given((more if isinstance(more, dict) else {"extra": more}) | left), times.repairs)
        publisher = texts["publisher"] or source or host
        source = source or publisher or "unknown"
        body = texts["text"] or self._brief(texts["title"], texts["summary"])
        given = texts["report_id"] or texts["guid"]
        if retracted and not given:
            raise UnusableError("no_id", "retracted without report_id or guid: which report is taken back?")
        if body is None and not retracted:
            raise UnusableError("no_text", "neither text nor title nor summary")
        canonical = texts["canonical_url"] or _canonical(url)
        published = times.published
        names = {field: held for field, names in (TEXT_FIELDS | LIST_FIELDS).items() if (held := _held(fields, names))}
        if url is not None and texts["url"] is None:
            names["url"] = names.pop("source")
        taken = {"published_at": published, "modified_at": times.modified, "fetched_at": times.fetched}
        names |= {field: time.name for field, time in taken.items() if time}
        report = Report(
            report_id=identity.report_id(source, given=given, canonical_url=canonical, text=body or ""),
            source=source,
            url=url,
            canonical_url=canonical,
            guid=texts["guid"],
            title=texts["title"],
            text=body or "",
            summary=texts["summary"],
            published_at=published.moment,
            published_precision=precision if precision in _PRECISIONS else published.precision,
            published_raw=pair_surrogates(raw_time if isinstance(raw_time, str) else published.raw),
            modified_at=times.modified.moment if times.modified else None,
            fetched_at=(times.fetched or times.modified or published).moment,
            authors=lists["authors"],
            language=texts["language"],
            publisher=publisher,
            agency=texts["agency"],
            section=texts["section"],
            tags=lists["tags"],
            licence=texts["licence"],
            extractor=texts["extractor"],
            scrape_run_id=texts["scrape_run_id"],
            retracted=retracted,
            extra=extra,
        )
        others = {field: held for field, name in names.items() if field != (held := spelt.get(name, name))}
        fields |= {held: fields[name] for name, held in spelt.items()}
        return Explained(report=report, given=texts["report_id"], names=others, fields=fields)

    def _take_text(self, left: dict[str, Any], field: str, names: tuple[str, ...]) -> str | None:
        name, value = _first(left, names)
        words = words_of(value, paragraphs=field == "text")
        if words is not None:
            # Before any repair: a text that is refused shall cost nothing.
            if len(words) > self.max_text:
                raise UnusableError("too_long", f"{name} of {len(words)} characters, more than {self.max_text}: cut it")
            return repair(words) or None
        if value is None:
            return None
        if field in ("text", "title"):
            raise UnusableError("wrong_type", f"{name} is of type {type(value).__name__}: give a string")
        if isinstance(value, int | float) and not isinstance(value, bool) and field != "summary":
            return str(value)
        left[name] = value
        return None

    def _brief(self, title: str | None, summary: str | None) -> str | None:
        """What there is of a report whose text is not given: a summary often says what its title leaves out."""
        if title and summary and normalise(title) not in normalise(summary):
            both = f"{title}\n{summary}"
            return both if len(both) <= self.max_text else title
        return summary or title


def _text_of(value: bytes) -> str:
    encoding = "utf-16" if value[:2] in _UTF16 else "utf-8-sig"
    try:
        text = value.decode(encoding)
    except UnicodeDecodeError as e:
        # Old feeds still send Windows-1252; anything with control bytes is no text at all.
        if sum(b < 9 or 13 < b < 32 for b in value[:4096]) * 100 > len(value[:4096]):
            raise UnusableError("binary", f"neither text nor Avro: byte {value[e.start]:#04x} at {e.start}") from e
        text = value.decode("cp1252", "replace")
    if text.count("\0") * 100 > len(text):
        raise UnusableError("binary", f"neither text nor Avro: {text.count(chr(0))} NUL bytes")
    return text


def _object(text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text.replace("\0", ""))
    except ValueError as e:
        raise UnusableError("bad_json", f"broken JSON: {e}") from e
    if not isinstance(parsed, dict):
        raise UnusableError("wrong_type", f"a JSON {type(parsed).__name__}, not an object: send one report a record")
    return parsed


def _first(left: dict[str, Any], names: tuple[str, ...]) -> tuple[str, Any]:
    """The first of ``names`` that holds something, taken out of ``left``; empty ones before it go too."""
    for name in names:
        if name in left:
            value = left[name]
            if value not in (None, "", [], {}):
                return name, left.pop(name)
            del left[name]
    return names[0], None


def _with_source(fields: dict[str, Any]) -> dict[str, Any]:
    """The document itself with what a search engine says of it; its own fields count."""
    source = fields.get(SOURCE)
    if not isinstance(source, dict):
        return fields
    return {name: value for name, value in fields.items() if name != SOURCE} | source


def _in_known_case(fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields by the letter case in which their names are known, and how those were spelt that were not."""
    meant = spelt_otherwise(fields)
    if not meant:
        return fields, {}
    return {meant.get(name, name): value for name, value in fields.items()}, {m: name for name, m in meant.items()}


def _with_inner(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with those that a report has within its ``fields``, as the Guardian's interface has its texts."""
    inner = fields.get(INNER)
    if not isinstance(inner, dict):
        return fields
    inner, _ = _in_known_case(inner)
    lacking = [names for names in (TEXT_FIELDS | TIME_FIELDS | LIST_FIELDS).values() if _held(fields, names) is None]
    taken = {name: inner[name] for names in lacking for name in names if name in inner}
    return fields | taken | {INNER: {name: value for name, value in inner.items() if name not in taken}}


def _held(fields: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The name that ``_first`` takes."""
    return next((name for name in names if fields.get(name) not in (None, "", [], {})), None)


def _take_list(left: dict[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    _, value = _first(left, names)
    values = value if isinstance(value, list | tuple) else [value]
    if isinstance(value, str):
        values = re.split(r"[;,]", value)
    named = [v.get("name") or v.get("term") if isinstance(v, dict) else v for v in values]
    return tuple(repaired for v in named if isinstance(v, str) and (repaired := repair(v)))


def _as_given(fields: dict[str, Any]) -> dict[str, str]:
    """What no field of a report has a place for, not repaired: nothing but JSON where it is no string."""
    given = {
        k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False, default=str)
        for k, v in fields.items()
        if v not in (None, "", [], {})
    }
    return {pair_surrogates(k): pair_surrogates(v) for k, v in given.items()}


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def _canonical(url: str | None) -> str | None:
    """The address without fragment and tracking parameters, scheme and host in lower case."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        query = urlencode([(k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.match(k)])
        return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, ""))
    except ValueError:
        return url
