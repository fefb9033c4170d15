"""Reading the alert file (TOML, described in docs/alerts.md): every table's problem at once, with its line."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar, get_args

import msgspec
from msgspec import Meta, Struct

from connectors.http import check_url
from connectors.redacting import SafeError, redacted
from pipelines.alerting.judging import Sensitivity
from pipelines.alerting.rules import Alertmanager, AlertRules, Measure, Mute, Receiver, Rule, Selection, Stdout, Webhook
from pipelines.alerting.toml_lines import TomlLines, TomlPath
from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.event.ontology import Ontology
from pipelines.language_names import codes_of, named
from schemas import Series

Name = Annotated[str, Meta(min_length=1)]
Names = Annotated[frozenset[Name], Meta(min_length=1)]
Positive = Annotated[float, Meta(gt=0, le=sys.float_info.max)]
Kind = Literal["alertmanager", "webhook", "stdout"]

_CHOICES: Final = {"series": get_args(Series), "measure": get_args(Measure), "kind": get_args(Kind)}


class RulesError(SafeError):
    """An alert file that cannot be used; ``problems`` holds a line for each thing wrong, with file and line number."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(map(redacted, problems))
        super().__init__("; ".join(self.problems))


class _Selecting(Struct, kw_only=True, forbid_unknown_fields=True):
    series: Annotated[frozenset[Series], Meta(min_length=1)] | None = None
    sources: Names | None = None
    targets: Names | None = None
    places: Names | None = None
    countries: Names | None = None
    types: Names | None = None
    quad_classes: Annotated[frozenset[Literal[1, 2, 3, 4]], Meta(min_length=1)] | None = None
    unknown_countries: bool = False


class _RuleTable(_Selecting, kw_only=True, forbid_unknown_fields=True):
    name: Name
    measure: Measure = "stories"
    threshold: Positive | None = None
    # Above 0.1 a limit may fall to the mean, and a score means nothing.
    alpha: Annotated[float, Meta(gt=0, le=0.1)] | None = None
    least_count: Positive | None = None
    least_total: Positive | None = None
    least_days: Annotated[int, Meta(ge=2, le=28)] | None = None
    receivers: tuple[Name, ...] = ()
    languages: Names = frozenset()


class _MuteTable(_Selecting, kw_only=True, forbid_unknown_fields=True, rename={"first": "from", "last": "until"}):
    first: date | None = None
    last: date | None = None
    reason: str = ""


class _ReceiverTable(Struct, kw_only=True, forbid_unknown_fields=True):
    name: Name
    kind: Kind
    url: str | None = None
    secret_env: Name | None = None
    secret_file: Name | None = None
    allow_private: bool | None = None


_LONGEST_NAME: Final = 80
_TABLES: Final = ("lists", "rule", "mute", "receiver")
T = TypeVar("T", bound=Struct)


def read_rules(path: Path) -> AlertRules:
    """What the file at ``path`` says; raises RulesError."""
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as e:
        raise RulesError([f"{path}: cannot be read as UTF-8 text ({e})"]) from e
    except tomllib.TOMLDecodeError as e:
        raise RulesError([f"{path}: no TOML: {e}"]) from e
    except RecursionError:
        raise RulesError([f"{path}: no TOML that anybody wrote: nested too deep"]) from None
    reading = _Reading(values, TomlLines(text))
    rules = reading.rules()
    if reading.problems:
        raise RulesError(f"{path}:{line}: {message}" for line, message in sorted(reading.problems))
    return rules


def for_topics(rules: AlertRules) -> AlertRules:
    """The rules, to judge rows of topics by; raises RulesError for those with languages, which these do not tell."""
    named_languages = [rule.name for rule in rules.rules if rule.languages]
    if named_languages:
        told = f"rule {named_languages[0]!r} has languages, which rows of topics do not tell"
        raise RulesError([f"{told}: judge it over a folder that `wirewatch run` or `follow` fills (--out alone)"])
    return rules


class _Reading:
    """One pass over a file's tables that notes what is wrong and goes on."""

    def __init__(self, values: dict[str, Any], lines: TomlLines) -> None:
        self.problems: set[tuple[int, str]] = set()
        self._values = values
        self._lines = lines
        self._lists: dict[str, frozenset[str]] = {}
        self._receivers = [table.get("name") for table in self._array("receiver")]

    def rules(self) -> AlertRules:
        for key in self._values:
            if key not in _TABLES:
                self._wrong((key,), f"unknown table {key!r}{_nearest(key, _TABLES)}; known: {', '.join(_TABLES)}")
        if not self._array("rule"):
            self._wrong(("rule",), "there is no [[rule]]: nothing would ever fire")
        self._read_lists()
        self._check_names("rule")
        self._check_names("receiver")
        return AlertRules(
            rules=tuple(self._rule(at, table) for at, table in self._tables("rule", _RuleTable)),
            mutes=tuple(self._mute(at, table) for at, table in self._tables("mute", _MuteTable)),
            receivers=tuple(self._receiver(at, table) for at, table in self._tables("receiver", _ReceiverTable)),
        )

    def _wrong(self, at: TomlPath, message: str) -> None:
        self.problems.add((self._lines.line(at), message))

    def _array(self, key: str) -> list[dict[str, Any]]:
        tables = self._values.get(key, [])
        if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            return tables
        self._wrong((key,), f"{key} is not written as [[{key}]]")
        return []

    def _tables(self, key: str, kind: type[T]) -> Iterator[tuple[TomlPath, T]]:
        """The tables of an array that are well-formed, each with its path."""
        for number, values in enumerate(self._array(key)):
            at = (key, number)
            names = kind.__struct_encode_fields__
            for name in values.keys() - set(names):
                self._wrong((*at, name), f"unknown key {name!r}{_nearest(name, names)}; known: {', '.join(names)}")
            try:
                yield at, msgspec.convert({k: _listed(k, v) for k, v in values.items() if k in names}, kind)
            except msgspec.ValidationError as e:
                self._wrong(*_explained(at, values, str(e)))

    def _read_lists(self) -> None:
        lists = self._values.get("lists", {})
        if not isinstance(lists, dict):
            self._wrong(("lists",), "lists is not written as [lists]")
            return
        for name, codes in lists.items():
            if isinstance(codes, list) and all(isinstance(code, str) for code in codes):
                self._lists[name] = self._countries(("lists", name), codes)
            else:
                self._wrong(("lists", name), f"{name} is not a list of country codes")

    def _check_names(self, key: str) -> None:
        seen: set[object] = set()
        for number, table in enumerate(self._array(key)):
            name = table.get("name")
            if not isinstance(name, str):
                continue
            if name in seen:
                self._wrong((key, number, "name"), f"another {key} is named {name!r} too")
            if key == "receiver" and (not name.strip(".") or len(name.encode()) > _LONGEST_NAME):
                self._wrong((key, number, "name"), f"name is no name of a file: give one of 1 to {_LONGEST_NAME} bytes")
            seen.add(name)

    def _rule(self, at: TomlPath, table: _RuleTable) -> Rule:
        if table.series is None:
            self._wrong(at, f"series is missing: one or more of {', '.join(_CHOICES['series'])}")
        given = {
            key: value
            for key in ("alpha", "least_count", "least_total", "least_days")
            if (value := getattr(table, key)) is not None
        }
        if table.threshold is not None:
            for key in given:
                self._wrong((*at, key), f"{key} has no meaning beside a threshold, which fires by the figure alone")
        for name in table.receivers:
            if name not in self._receivers:
                known = [n for n in self._receivers if isinstance(n, str)]
                self._wrong((*at, "receivers"), f"no [[receiver]] is named {name!r}{_nearest(name, known)}")
        return Rule(
            name=table.name,
            selection=self._selection(at, table),
            measure=table.measure,
            threshold=table.threshold,
            sensitivity=Sensitivity(**given),
            receivers=table.receivers,
            languages=self._languages(at, table.languages),
        )

    def _languages(self, at: TomlPath, given: Iterable[str]) -> frozenset[str]:
        codes, wrong = codes_of(given)
        for name in sorted(wrong):
            self._wrong((*at, "languages"), f"{name!r} is no language{_nearest(name.lower(), named())}")
        return frozenset(codes)

    def _mute(self, at: TomlPath, table: _MuteTable) -> Mute:
        if table.first and table.last and table.last < table.first:
            self._wrong((*at, "until"), f"until {table.last} is before from {table.first}")
        return Mute(selection=self._selection(at, table), first=table.first, last=table.last, reason=table.reason)

    def _selection(self, at: TomlPath, table: _Selecting) -> Selection:
        for name in sorted(table.types or ()):
            if name not in _event_types():
                known = _event_types()
                self._wrong((*at, "types"), f"{name!r} is no event type{_nearest(name, known)}: {', '.join(known)}")
        given = {key: getattr(table, key) for key in ("sources", "targets", "places", "countries")}
        return Selection(
            series=table.series,
            types=table.types,
            quad_classes=table.quad_classes,
            unknown_countries=table.unknown_countries,
            **{k: None if codes is None else self._countries((*at, k), codes) for k, codes in given.items()},
        )

    def _countries(self, at: TomlPath, codes: Iterable[str]) -> frozenset[str]:
        """The codes, with those of each list "@name"."""
        found: set[str] = set()
        for code in codes:
            if code.startswith("@"):
                if code[1:] not in self._lists:
                    self._wrong(at, f"there is no list {code[1:]!r} in [lists]{_nearest(code[1:], self._lists)}")
                found |= self._lists.get(code[1:], frozenset())
            elif code in _country_codes():
                found.add(code)
            else:
                near = _nearest(code, _country_codes())
                self._wrong(at, f"{code!r} is no country code of ISO 3166-1 alpha-3{near}")
        return frozenset(found)

    def _receiver(self, at: TomlPath, table: _ReceiverTable) -> Receiver:
        for key in _RECEIVER_KEYS - _KEYS_OF[table.kind]:
            if getattr(table, key) is not None:
                self._wrong((*at, key), f"{key} has no meaning for a receiver of kind {table.kind}")
        if table.kind == "stdout":
            return Stdout(name=table.name)
        url = table.url or ""
        try:
            check_url(url)
        except ValueError as e:  # the url is not shown: it may be a secret
            self._wrong((*at, "url"), f"url {e}")
        if table.kind == "alertmanager":
            return Alertmanager(name=table.name, url=url)
        if table.secret_env and not _VARIABLE.fullmatch(table.secret_env):
            self._wrong((*at, "secret_env"), "secret_env is no name of a variable: the secret itself stays out of here")
        if table.secret_env and table.secret_file:
            self._wrong((*at, "secret_file"), "give secret_env or secret_file, not both")
        return Webhook(
            name=table.name,
            url=url,
            secret_env=table.secret_env,
            secret_file=table.secret_file,
            allow_private=bool(table.allow_private),
        )


_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RECEIVER_KEYS: Final = frozenset({"url", "secret_env", "secret_file", "allow_private"})
_KEYS_OF: Final[dict[Kind, frozenset[str]]] = {
    "alertmanager": frozenset({"url"}),
    "webhook": _RECEIVER_KEYS,
    "stdout": frozenset(),
}


def _listed(key: str, value: object) -> object:
    """A value that stands alone where there may be several, as a list."""
    several = key in (
        "series",
        "sources",
        "targets",
        "places",
        "countries",
        "types",
        "quad_classes",
        "receivers",
        "languages",
    )
    return [value] if several and not isinstance(value, list) else value


def _explained(at: TomlPath, values: dict[str, Any], message: str) -> tuple[TomlPath, str]:
    """Where in the file an error of msgspec is, and what it says, in the words of the file."""
    what, _, where = message.partition(" - at `$.")
    key = re.split(r"[.\[`]", where)[0]
    if not key:
        return at, what.replace("Object missing required field", "missing key")
    near = ""
    if key in _CHOICES:
        given = values[key] if isinstance(values[key], str) else ""
        near = f"{_nearest(given, _CHOICES[key])}; known: {', '.join(_CHOICES[key])}"
    shown = "" if key in _RECEIVER_KEYS else f" = {values[key]!r}"  # of a receiver it may be a secret
    return (*at, key), f"{key}{shown}: {what[0].lower()}{what[1:]}{near}"


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


@cache
def _event_types() -> tuple[str, ...]:
    return tuple(dict.fromkeys(event_type for event_type, _ in Ontology.load().kinds))


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(row.cells[0] for row in read_rows(DATA / "actors" / "countries.tsv", 5, 5))
