"""The bars on real syndicated copy: 612 articles on one summit, the truth by brute force."""

import sys
from importlib import util
from pathlib import Path
from textwrap import fill
from types import ModuleType
from typing import Any

import pytest

QUALITY = Path(__file__).parents[3] / "benchmarks/dedup_quality.py"


def load_quality() -> ModuleType:
    spec = util.spec_from_file_location("dedup_quality", QUALITY)
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


quality = load_quality()
pytestmark = pytest.mark.skipif(
    not quality.HELSINKI.exists(), reason="needs the articles of ../shared/data/news, which are not part of the project"
)


@pytest.fixture(scope="module")
def articles() -> list[Any]:
    return list(quality.read_articles(quality.HELSINKI))


@pytest.fixture(scope="module")
def truth(articles: list[Any]) -> Any:
    return quality.truth([article.text for article in articles])


@pytest.mark.slow
def test_links_find_both_kinds_of_copies_and_hardly_anything_else(articles: list[Any], truth: Any) -> None:
    links = quality.links([article.text for article in articles])
    assert len(truth.jaccard_alike) >= 500
    assert len(truth.containment_alike) >= 870
    assert len(links & truth.jaccard_alike) >= 0.995 * len(truth.jaccard_alike)
    assert len(links & truth.containment_alike) >= 0.97 * len(truth.containment_alike)
    assert truth.unlike(links) <= len(links) / 200


@pytest.mark.slow
def test_stories_on_arrival_hold_hardly_any_unlike_pair(articles: list[Any], truth: Any) -> None:
    pairs = quality.same_story(quality.stories_on_arrival(articles))
    assert truth.unlike(pairs) <= 0.02 * len(pairs)
    assert len(pairs & truth.containment_alike) >= 700


@pytest.mark.slow
def test_stories_of_a_cell_hold_few_unlike_pairs(articles: list[Any], truth: Any) -> None:
    pairs = quality.same_story(quality.stories_in_cell(articles))
    assert truth.unlike(pairs) <= 0.10 * len(pairs)
    assert len(pairs & truth.containment_alike) >= 650


@pytest.mark.slow
def test_few_texts_are_lost_when_their_lines_are_wrapped(articles: list[Any]) -> None:
    missed = 0
    for article in articles:
        wrapped = "\n\n".join(fill(paragraph, 72) for paragraph in article.text.split(" ### "))
        missed += not quality.linked(quality.fingerprint(article.text), quality.fingerprint(wrapped))
    assert missed <= 0.05 * len(articles)
