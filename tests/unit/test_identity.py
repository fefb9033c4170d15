"""Ids and hashes against vectors that an implementation in any language can be checked with."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import identity
from pipelines.dedup.fingerprint import fingerprint
from pipelines.normal import normalise

VECTORS = [
    json.loads(line) for line in (Path(__file__).parents[1] / "data/identity.jsonl").read_text("utf-8").splitlines()
]


def _event_id(event_date: str, **fields: Any) -> str:
    return identity.event_id(**fields, event_date=date.fromisoformat(event_date))


FUNCTIONS: dict[str, Callable[..., object]] = {
    "normalise": normalise,
    "content_hash": identity.content_hash,
    "report_id": identity.report_id,
    "event_id": _event_id,
    "fingerprint": lambda text: list(fingerprint(text)),
}


def test_every_function_has_its_vectors() -> None:
    counts = Counter(vector["function"] for vector in VECTORS)
    assert counts == {"normalise": 20, "content_hash": 6, "report_id": 11, "event_id": 13, "fingerprint": 6}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v['function']}-{VECTORS.index(v)}")
def test_vector(vector: dict[str, Any]) -> None:
    assert FUNCTIONS[vector["function"]](**vector["input"]) == vector["expected"]


def test_fields_do_not_run_into_each_other() -> None:
    assert identity.digest("k", "ab", "c") != identity.digest("k", "a", "bc") != identity.digest("k", "a", "b", "c")
    assert identity.digest("k", "1:a,") != identity.digest("k", "a")


def test_explicit_id_outweighs_url_and_text() -> None:
    first = identity.report_id("s", given="1", canonical_url="u", text="a")
    assert first == identity.report_id("s", given="1", canonical_url="v", text="b")
    assert first != identity.report_id("t", given="1", canonical_url="u", text="a")


def test_url_alone_is_no_identity() -> None:
    texts = ("Ruritania attacked.", "Ruritania met Graustark.")
    assert len({identity.report_id("s", given=None, canonical_url="u", text=text) for text in texts}) == 2


def test_same_verb_twice_in_a_sentence_is_two_events() -> None:
    sentence = "Graustark attacked Hentzau and attacked Strelsau."
    ids = {
        identity.event_id(
            sentence,
            trigger_start=start,
            event_date=date(2022, 1, 20),
            event_type="ASSAULT",
            source_codes=["GRAGOV"],
            target_codes=[],
        )
        for start in (sentence.index("attacked"), sentence.rindex("attacked"))
    }
    assert len(ids) == 2


def test_codes_count_as_sets() -> None:
    orders = (["A", "B"], ["B", "A"], ["A", "B", "A"])
    ids = {
        identity.event_id(
            "A and B met.",
            trigger_start=8,
            event_date=date(2022, 1, 20),
            event_type="CONSULT",
            source_codes=codes,
            target_codes=[],
        )
        for codes in orders
    }
    assert len(ids) == 1
