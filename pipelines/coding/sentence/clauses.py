"""Repairs of clauses that the parser hangs on a verb of speech that only stands in between."""

from collections.abc import Sequence

from pipelines.coding.wordlists import word_list

_SPEECH = word_list("speech")
_OUTCOMES = word_list("outcomes")


def mend_clauses(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Change labels and governors in place."""
    for token in range(1, len(words)):
        if deps[token] == "pobj" and deps[heads[token]] == "mark":
            _free_subject(deps, heads, token)
    for token in range(2, len(words)):
        if tags[token] == "VBN" and deps[token] == "acl" and deps[heads[token]] == "conj":
            _join_passive(tags, deps, heads, token)
    if "," not in words:
        return
    for token in range(2, len(words)):
        said = heads[token]
        if words[token - 1] != "," or said >= token or words[said].lower() not in _SPEECH:
            continue
        told = _told_before(deps, heads, said)
        if told is None:
            continue
        if tags[token] == "VBG" and deps[token] == "advcl" and words[token].lower() in _OUTCOMES:
            heads[token] = told  # "Rebels fired rockets, the army said, killing three"
        elif words[token].lower() == "by" and deps[token] in ("prep", "agent"):
            done = _participle_before(words, tags, said)
            if done is not None:
                heads[token], deps[token] = done, "agent"  # "a bomb planted, police said, by rebels"
                if deps[done] == "advcl" and done and tags[done - 1].startswith("N"):
                    heads[done], deps[done] = done - 1, "acl"


def _free_subject(deps: list[str], heads: list[int], noun: int) -> None:
    """ "Recalls its envoy after Chad threatened to": who stands behind the word that opens a clause is its subject."""
    verb = heads[heads[noun]]
    if not any(heads[t] == verb and deps[t] in ("nsubj", "nsubjpass") for t in range(verb)):
        heads[noun], deps[noun] = verb, "nsubj"


def _join_passive(tags: Sequence[str], deps: list[str], heads: list[int], participle: int) -> None:
    """ "Two were killed and six injured by shells": the second half is a passive of its own."""
    noun = heads[participle]
    verb = heads[noun]
    passive = tags[verb] == "VBN" and any(heads[t] == verb and deps[t] == "auxpass" for t in range(noun))
    if passive and verb < noun < participle and tags[noun] in ("NN", "NNS", "NNP", "NNPS", "CD"):
        heads[participle], deps[participle] = verb, "conj"
        heads[noun], deps[noun] = participle, "nsubjpass"


def _told_before(deps: Sequence[str], heads: Sequence[int], said: int) -> int | None:
    """The verb of what is said, where it stands before the verb of speech."""
    if deps[said] == "parataxis" and heads[said] < said:
        return heads[said]
    return next((t for t in range(said) if heads[t] == said and deps[t] == "ccomp"), None)


def _participle_before(words: Sequence[str], tags: Sequence[str], said: int) -> int | None:
    """The participle right before the comma that opens the aside of a verb of speech."""
    comma = next((t for t in range(said - 1, -1, -1) if words[t] == ","), 0)
    return comma - 1 if comma and tags[comma - 1] in ("VBN", "VBD") else None
