"""A past tense that was taken for a participle: "youths erected barricades", "clashes flared in Najaf"."""

from collections.abc import Sequence

from pipelines.coding.wordlists import word_list

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_OBJECTS = _NOUNS | {"DT", "JJ", "PRP$"}
_NEVER_PASSIVE = word_list("never_passive")
_QUALIFYING = word_list("hyphenated")  # "rebel held areas"
_GIVING = word_list("giving")  # what follows their participle may be what was got: "soldier awarded medal"
_TIME = word_list("time")
_FALLING = (("set", "upon"),)  # "masked men set upon a clerk", not "men set upon by rebels"
TAKING, GOING = "took", "came"  # verbs that a parser knows for a past tense, with an object and without


def lost_past(
    words: Sequence[str], tags: Sequence[str], labels: Sequence[str], heads: Sequence[int]
) -> tuple[int, str] | None:
    """The token of a sentence without a main verb that must be its past tense, and a verb to parse in its stead."""
    root = next((i for i, head in enumerate(heads) if head == i and labels[i] == "ROOT"), None)
    if root is None or tags[root] not in _NOUNS:
        return None
    for i in range(1, len(words) - 1):
        word = words[i].lower()
        if tags[i] == "VBD" and labels[i] == "acl" and heads[i] == root and tags[i + 1] in _OBJECTS:
            return i, TAKING  # "The premier called Chad's offer "a trap""
        if tags[i] == "VBN" and heads[i] == root and words[i - 1] == "," and _is_main(i, root, tags, labels, heads):
            return i, TAKING
        if tags[i] != "VBN" or tags[i - 1] not in _NOUNS or word in _QUALIFYING:
            continue
        upon = (word, words[i + 1].lower()) in _FALLING and tags[i + 2 : i + 3] != ["IN"]
        if labels[i] == "acl" and heads[i] == root and (word in _NEVER_PASSIVE or upon):
            return i, GOING
        before_object = tags[i + 1] in _OBJECTS and words[i + 1].lower() not in _TIME
        if labels[i] == "amod" and heads[i] > i and before_object and word not in _GIVING:
            return i, TAKING
    return None


def _is_main(verb: int, name: int, tags: Sequence[str], labels: Sequence[str], heads: Sequence[int]) -> bool:
    """Whether a participle behind what a name is has an object: "Ruiz, who fled, deplored the raid"."""
    apposed = any(labels[i] in ("appos", "relcl") and heads[i] == name for i in range(name + 1, verb))
    suffered = any(labels[i] in ("dobj", "ccomp") and heads[i] == verb for i in range(verb + 1, len(tags)))
    return labels[verb] == "acl" and tags[name] == "NNP" and apposed and suffered
