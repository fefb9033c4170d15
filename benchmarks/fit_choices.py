"""Fits what settles what rules leave open, to written news: ``python -m benchmarks.fit_choices``.

Joins what a reader wants of ``benchmarks/written`` to what the coder tells there: whose an actor is whose own words
name no country, to whom something is done where the sentence does not say, and on which day something was that its
report tells without one. Fits a conditional logit to each in turn, with those before it fitted.
What is of the part ``kept`` measures only. Prints how often choice and rules alone are right for both parts (of
``build`` by weights that have not seen the article); writes ``pipelines/coding/data/choices``.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped, unused-ignore]

from benchmarks.coder_truth import FOREIGN, OURS, is_same_sentence, rows_of, stories
from pipelines.coding.choices import Choice, Evidence
from pipelines.coding.coder import EventCoder
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told
from pipelines.coding.languages import Coders
from pipelines.coding.packages import how_to_install
from pipelines.coding.settling import Settling
from pipelines.coding.when_where import undated
from pipelines.coding.who import belonging, unsaid
from schemas import Actor, Telling

COUNTRY_LEAD, DAY_LEAD, TARGET_LEAD = 1.25, 1.0, 1.5  # an event is of some day, but may be done to nobody
_UNMOVED = ("", "0")  # no country, and the report's own day
_PENALTY = 1.0
_FOLDS = 8
_COUNTRY = re.compile(r"[A-Z]{3}")

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """Something that is left open: the candidates, those that a reader wants, and what rules alone say."""

    article: str
    part: str
    by_rules: str
    evidence: Evidence
    wanted: frozenset[str]


class Pages:
    """A choice of countries that keeps what speaks for each candidate; a country is the number of its page."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Evidence]] = []

    def country(self, actor: Actor, evidence: Callable[[], Evidence]) -> str:
        """The number under which the evidence is kept."""
        self.found.append((actor.country, evidence()))
        return str(len(self.found) - 1)


def homes(name: str, coder: EventCoder) -> Iterator[Example]:
    """The actors of the wanted events of a written set whose country is left open."""
    pages = Pages()
    coder = coder.settled_by(replace(Settling.load(), country=pages, target=Aims()))
    for story, row in zip(stories(name), rows_of(name), strict=True):
        (coding,) = coder.code([story.document])
        for telling in coding.tellings:
            want = _wanted(telling, row["want"])
            if want is None:
                continue
            for side, actors in (("source", telling.sources), ("target", telling.targets)):
                wanted = frozenset(code[:3] for code in want[side] if _COUNTRY.match(code))
                for actor in actors:
                    if wanted and actor.country.isdecimal():
                        country, evidence = pages.found[int(actor.country)]
                        yield Example(f"{name}/{row['id']}", row["part"], country, evidence, wanted)


class Days:
    """A choice of days that leaves each as it is and keeps what speaks for the others."""

    def __init__(self) -> None:
        self.found: dict[int, Evidence] = {}

    def on_its_day(self, telling: Telling, evidence: Evidence) -> Telling:
        """The event as it is, the evidence kept under where its word stands."""
        self.found[telling.trigger_start] = evidence
        return telling


def days(name: str, coder: EventCoder) -> Iterator[Example]:
    """The wanted events of a written set that are told without a day."""
    kept = Days()
    coder = coder.settled_by(replace(Settling.load(), day=kept))
    for story, row in zip(stories(name), rows_of(name), strict=True):
        kept.found.clear()
        (coding,) = coder.code([story.document])
        for telling in coding.tellings:
            evidence = kept.found.get(telling.trigger_start)
            want = _wanted(telling, row["want"])
            if want is not None and evidence is not None and telling.date_basis == "report":
                back = (story.document.published - date.fromisoformat(want["day"])).days
                yield Example(f"{name}/{row['id']}", row["part"], "0", evidence, frozenset({str(back)}))


class Aims:
    """A choice of nobody that keeps what speaks for each candidate."""

    def __init__(self) -> None:
        self.found: list[tuple[Telling, Evidence]] = []

    def target(self, told: Told, evidence: Callable[[], Evidence]) -> str:
        """Nobody; the evidence is kept."""
        self.found.append((told.telling, evidence()))
        return unsaid.NOBODY


def aims(name: str, coder: EventCoder) -> Iterator[Example]:
    """The wanted events of a written set that tell nobody to whom they are done."""
    kept = Aims()
    coder = coder.settled_by(replace(Settling.load(), target=kept))
    for story, row in zip(stories(name), rows_of(name), strict=True):
        kept.found.clear()
        coder.code([story.document])
        for telling, evidence in kept.found:
            want = _wanted(telling, row["want"])
            if want is not None:
                meant = {one for one in evidence if one and _are_meant(one.split(), want["target"])}
                yield Example(f"{name}/{row['id']}", row["part"], unsaid.NOBODY, evidence, frozenset(meant))


def _are_meant(codes: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(_is_meant(code, wanted) for code in codes)


def _is_meant(code: str, wanted: Sequence[str]) -> bool:
    """Whether a code is that of a party that a reader wants; a state is its government."""
    for one in wanted:
        country, _, kind = one.partition("/")
        if country == "IGO" and code[:3] == "IGO":
            return code[3:5] == kind[:2]
        told, sector = code[:3], code[3:6]
        if told == country and (sector, kind[:3]) in {(kind[:3],) * 2, ("", "GOV"), ("GOV", ""), ("MIL", "")}:
            return True
    return False


def _wanted(telling: Telling, wants: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    for want in wants:
        same = is_same_sentence(telling.sentence, want["sentence"])
        if same and telling.type in (want["type"], *want.get("or", ())):
            return want
    return None


def fit(seen: Sequence[Example]) -> dict[str, float]:
    """The weights under which what is wanted is likeliest; where no candidate is wanted, none of them is."""
    names = sorted({name for one in seen for told in one.evidence.values() for name in told})
    column = {name: k for k, name in enumerate(names)}
    rows: list[dict[int, float]] = []
    right: list[bool] = []
    starts: list[int] = []
    for one in seen:
        meant = [candidate in (one.wanted & one.evidence.keys() or {""}) for candidate in one.evidence]
        if any(meant):
            starts.append(len(rows))
            rows += [{column[name]: value for name, value in told.items()} for told in one.evidence.values()]
            right += meant
    table = np.zeros((len(rows), len(names)))
    for k, row in enumerate(rows):
        table[k, list(row)] = list(row.values())
    chosen = np.array(right)
    example = np.repeat(np.arange(len(starts)), np.diff([*starts, len(rows)]))

    def surprise(weights: Array) -> tuple[float, Array]:
        raised = table @ weights
        raised = np.exp(raised - np.maximum.reduceat(raised, starts)[example])
        likely = raised / np.add.reduceat(raised, starts)[example]
        hit = np.add.reduceat(np.where(chosen, likely, 0), starts)
        slope = _PENALTY * weights + table.T @ (likely - np.where(chosen, likely, 0) / hit[example])
        return _PENALTY * float(weights @ weights) / 2 - float(np.log(hit).sum()), slope

    found = minimize(surprise, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)}


def left_out(seen: Sequence[Example], lead: float) -> Iterator[tuple[Example, Choice]]:
    """Each example with weights that have not seen its article."""
    articles = sorted({one.article for one in seen})
    np.random.default_rng(0).shuffle(articles)
    fold = {article: k % _FOLDS for k, article in enumerate(articles)}
    for k in range(_FOLDS):
        choice = Choice(fit([one for one in seen if fold[one.article] != k]), lead)
        yield from ((one, choice) for one in seen if fold[one.article] == k)


def report(told: Sequence[tuple[Example, Choice]]) -> dict[str, str]:
    """How often rules alone are right, and with the choice: what is open by rules apart from what they settle."""
    found = {}
    for name, settled in (("open", False), ("settled by rules", True)):
        part = [(one, choice.best(one.evidence)) for one, choice in told if (one.by_rules not in _UNMOVED) is settled]
        ruled = sum(one.by_rules in one.wanted for one, _ in part)
        given = [(one, best) for one, best in part if best not in _UNMOVED]
        right = sum(best in one.wanted for one, best in given)
        whole = sum((best or one.by_rules) in one.wanted for one, best in part)
        found[name] = f"{len(part)}: by rules {ruled} right, by choice {whole}; {right} of {len(given)} given are"
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    asked = parser.parse_args()
    coders, every = Coders(), []
    for name in (*OURS, *FOREIGN):
        language = FOREIGN.get(name, ENGLISH)
        coder = coders.of(language)
        if coder is None:
            raise SystemExit(f"{language} is not installed: {how_to_install(language)}")
        every += homes(name, coder)
    settle("country", every, belonging.FILE, COUNTRY_LEAD, dry=asked.dry)
    english = EventCoder.load()
    settle("target", [one for name in OURS for one in aims(name, english)], unsaid.FILE, TARGET_LEAD, dry=asked.dry)
    settle("day", [one for name in OURS for one in days(name, english)], undated.FILE, DAY_LEAD, dry=asked.dry)


def settle(what: str, seen: Sequence[Example], path: Path, lead: float, *, dry: bool) -> None:
    """Fit one choice, print how often it is right, and store it."""
    build = [one for one in seen if one.part == "build"]
    choice = Choice(fit(build), lead)
    kept = [(one, choice) for one in seen if one.part == "kept"]
    figures = {"build, left out": report(list(left_out(build, lead))), "kept": report(kept)}
    print(json.dumps({what: figures, "weights": choice.weights}, indent=1))
    if not dry:
        stored = {"lead": lead, "weights": choice.weights}
        path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
