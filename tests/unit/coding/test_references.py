"""Whom pronouns and "the ministry" stand for across the sentences of a report: rarely silent, never wrong."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import LexiconError
from pipelines.coding.document import Document
from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.reference_rules import ReferenceRules
from schemas import Actor

REPORTS = Path(__file__).parents[2] / "data" / "coding" / "references.jsonl"
DAY = date(2022, 1, 24)
COUNTRIES = ActorLexicon.load().countries


class Row(TypedDict):
    """A report; the word that tells its event; the codes of who does it, at most a sector where nothing is sure."""

    text: str
    trigger: str
    sources: list[str]


class SayAll:
    """A weigher that leaves nothing out: whom a word stands for is asked here, not how sure the event is."""

    least = 0.0

    def confidence(self, evidence: Mapping[str, float]) -> float:
        return 1.0


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(SayAll())


def rows() -> list[Row]:
    return [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]


def sources(coder: EventCoder, text: str, trigger: str) -> list[Actor]:
    (coding,) = coder.code([Document(text=text, published=DAY)])
    told = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == trigger]
    return [actor for actor in told[-1].sources if actor.code] if told else []


def is_resolved(codes: list[str]) -> bool:
    """Whether codes say more than a sector: "the army" of nowhere is MIL."""
    return any(len(code) > 3 or code in COUNTRIES for code in codes)


def test_nothing_is_resolved_wrongly_and_little_is_left(coder: EventCoder) -> None:
    told = [([actor.code for actor in sources(coder, r["text"], r["trigger"])], r) for r in rows()]
    sure = [(got, r) for got, r in told if is_resolved(r["sources"])]
    assert len(told) >= 60
    assert 0.45 <= len(sure) / len(told) <= 0.55
    assert [r["text"] for got, r in told if is_resolved(got) and got != r["sources"]] == []
    assert sum(got == r["sources"] for got, r in sure) / len(sure) >= 0.95


def test_what_is_resolved_bears_the_words_of_the_actor(coder: EventCoder) -> None:
    (they,) = sources(coder, "Kenyan police raided a market. They arrested 30 traders.", "arrested")
    assert they.text == "Kenyan police"
    (ministry,) = sources(coder, "Kenya's interior ministry spoke. The ministry condemned the raid.", "condemned")
    assert (ministry.text, ministry.country) == ("The ministry", "KEN")


def test_what_follows_changes_nothing(coder: EventCoder) -> None:
    text = "Kenya's interior ministry spoke. The ministry condemned the raid."
    (alone,) = sources(coder, text, "condemned")
    (followed,) = sources(coder, text + " Uganda's interior ministry was silent.", "condemned")
    assert alone == followed


def test_a_sentence_is_resolved_alike_whatever_is_coded_with_it(coder: EventCoder) -> None:
    documents = [Document(text=r["text"], published=DAY) for r in rows()]
    together = coder.code(documents)
    assert together == [coding for document in reversed(documents) for coding in coder.code([document])][::-1]


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "references.tsv"
    path.write_text("ministry\tthem\t-\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"references.tsv:1: pronoun 'them'"):
        ReferenceRules.load(Lexicon.load(), path)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("No talks!\n\n— William Ruto (@williamruto) January 23, 2022\n\nHe condemned Uganda on Monday.", ["KENGOV"]),
        ("He condemned Uganda on Monday.\n\nMarkets were calm.\n\n— William Ruto (@williamruto) January 23, 2022", []),
    ],
)
def test_who_signs_a_post_is_meant_behind_it_and_not_before(coder: EventCoder, text: str, codes: list[str]) -> None:
    assert [actor.code for actor in sources(coder, text, "condemned")] == codes
