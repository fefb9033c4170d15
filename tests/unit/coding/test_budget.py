"""A report that takes too long is given up between two sentences, and no other with it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from pipelines.coding import budget as module
from pipelines.coding.budget import Budget
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Coding, Document

DAY = date(2022, 3, 1)
PLAIN = Document(text="Soldiers of Peru attacked rebels in Lima on Monday.", published=DAY)
COSTLY = Document(text="Soldiers of Chile attacked rebels on Monday. " * 5, published=DAY)


def test_budget_counts_what_is_spent_inside_and_leaves_once_it_is_overspent() -> None:
    now = iter([0.0, 50.0, 1000.0, 1010.2, 1010.2])
    budget = Budget(100, clock=lambda: next(now))
    with budget:
        pass
    assert (budget.spent, budget.overspent) == (50.0, False)
    with budget:
        budget.check()
        pytest.fail("60.2 s is more than a minute and 0.1 s")  # pragma: no cover
    assert budget.overspent


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), Budget(0):
        raise ZeroDivisionError


@pytest.mark.parametrize("stage", ["_analyse", "_begin", "_tell"])
def test_costly_report_is_given_up_and_the_others_are_coded(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    coder = EventCoder.load()
    (alone,) = coder.code([PLAIN])
    assert alone.tellings
    spent = SimpleNamespace(seconds=0.0)
    monkeypatch.setattr(Budget.__init__, "__defaults__", (lambda: spent.seconds,))
    shipped = getattr(coder, stage)

    def dear(subject: object, *rest: object) -> object:
        if "Chile" in repr(getattr(subject, "text", "")) + repr(getattr(subject, "document", "")):
            spent.seconds += module.SECONDS / 4
        return shipped(subject, *rest)

    def dearest(subject: object, *rest: object) -> object:
        spent.seconds += module.SECONDS * 2 if "Chile" in repr(subject) else 0
        return shipped(subject, *rest)

    monkeypatch.setattr(coder, stage, dear if stage == "_analyse" else dearest)
    before, given_up, after = coder.code([PLAIN, COSTLY, PLAIN])
    assert before == after == alone
    assert given_up == Coding(sentences=(), tellings=(), given_up=given_up.given_up)
    assert given_up.given_up
    assert given_up.given_up > module.SECONDS


def test_explaining_is_given_up_as_coding_is(monkeypatch: pytest.MonkeyPatch) -> None:
    coder = EventCoder.load()
    spent = SimpleNamespace(seconds=0.0)
    monkeypatch.setattr(Budget.__init__, "__defaults__", (lambda: spent.seconds,))
    shipped, looked_at = coder._analyse, []

    def dear(subject: Any, *rest: Any) -> Any:
        looked_at.append(subject)
        spent.seconds += module.SECONDS / 2 if "Chile" in subject.text else 0
        return shipped(subject, *rest)

    monkeypatch.setattr(coder, "_analyse", dear)
    assert "Soldiers -> rebels" in str(coder.explain(PLAIN))
    given_up = coder.explain(COSTLY)
    assert isinstance(given_up, float)
    assert given_up > module.SECONDS
    assert len(looked_at) < 1 + 5, "the rest is not looked at"
