"""That the mutations still fit code and documentation; whether they turn red is run by hand, it takes minutes."""

import importlib

import pytest

from claims.mutations import MUTATIONS, ROOT, Mutation

PAGE = (ROOT / "docs/guarantees.md").read_text("utf-8")


def test_every_guarantee_has_a_mutation() -> None:
    assert {mutation.invariant for mutation in MUTATIONS} == {1, 2, 3, 4, 5, 6, 7}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_mutation_applies_and_is_documented(mutation: Mutation) -> None:
    assert (ROOT / mutation.file).read_text("utf-8").count(mutation.old) == 1
    file, test = mutation.test.split("::")
    module = importlib.import_module(file.removeprefix("tests/").removesuffix(".py").replace("/", "."))
    assert callable(getattr(module, test))
    assert f"`{file.split('/')[-1]}::{test}` | {mutation.name} (`{mutation.file}`)" in PAGE
