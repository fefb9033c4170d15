"""Words whose place in the tree the parser misses: "Meeting in Lima, envoys spoke", "let go 40 men"."""

from collections.abc import Sequence

_BESIDE = frozenset({"neighbouring", "neighboring", "nearby", "rival", "fellow"})
_LETTING = frozenset({"let", "lets"})


def settle_verbs(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Change labels and governors in place."""
    if tags and tags[0] == "VBG" and deps[0] in ("nsubj", "csubj"):
        _open_clause(words, tags, deps, heads)
    for token in range(1, len(words)):
        if words[token] == "go" and words[token - 1].lower() in _LETTING:
            _let_go(deps, heads, token)
        if words[token].lower() in _BESIDE and token > 1 and words[token - 1] == "and":
            _join_neighbour(tags, deps, heads, token)


def _open_clause(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "Meeting in Lima, the envoys spoke": who stands behind the comma is the subject."""
    comma = words.index(",") if "," in words else 0
    behind = [token for token in range(comma + 1, heads[0]) if heads[token] < comma and tags[token][0] == "N"]
    subject = next((token for token in behind if deps[token] in ("conj", "appos")), None)
    if not comma or subject is None or "cc" in deps[:comma]:
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


def _join_neighbour(tags: Sequence[str], deps: list[str], heads: list[int], beside: int) -> None:
    """ "Mali's junta and neighbouring Niger agreed": two parties."""
    first, last = beside - 2, beside + 1
    while last + 1 < len(tags) and tags[last + 1].startswith("NNP"):
        last += 1
    if last >= len(tags) or not tags[last].startswith("NNP") or not tags[first].startswith("N"):
        return
    if heads[first] == last:
        heads[first], deps[first] = (first if heads[last] == last else heads[last]), deps[last]
    for token in range(beside, last):
        heads[token], deps[token] = last, "compound" if tags[token].startswith("NNP") else "amod"
    heads[beside - 1], deps[beside - 1] = first, "cc"
    heads[last], deps[last] = first, "conj"
