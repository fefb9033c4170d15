"""Verbs whose place in the tree the parser misses: "Meeting in Lima, envoys spoke", "let go 40 men"."""

from collections.abc import Sequence

_LETTING = frozenset({"let", "lets"})


def settle_verbs(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Change labels and governors in place."""
    if tags and tags[0] == "VBG" and deps[0] == "nsubj":
        _open_clause(words, tags, deps, heads)
    for token in range(1, len(words)):
        if words[token] == "go" and words[token - 1].lower() in _LETTING:
            _let_go(deps, heads, token)


def _open_clause(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "Meeting in Lima, the envoys spoke": who stands behind the comma is the subject."""
    own = [token for token in range(1, len(words)) if heads[token] == 0]
    subject = next((token for token in own if deps[token] == "conj" and tags[token][0] == "N"), None)
    if subject is None or "," not in words[:subject] or any(deps[token] == "cc" for token in own):
        return
    heads[subject], deps[subject] = heads[0], "nsubj"
    deps[0] = "advcl"


def _let_go(deps: list[str], heads: list[int], token: int) -> None:
    """ "Let go 40 men" frees them: "go" belongs to "let"."""
    verb = token - 1
    if deps[verb] == "aux" and heads[verb] == token:
        heads[verb], deps[verb] = (verb if heads[token] == token else heads[token]), deps[token]
        for child, head in enumerate(heads):
            if head == token and child not in (token, verb):
                heads[child] = verb
    if heads[verb] != token:
        heads[token], deps[token] = verb, "prt"
