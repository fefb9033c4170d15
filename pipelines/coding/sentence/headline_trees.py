"""Repairs of the trees of headlines, which leave small words out: "Opposition leader jailed", "Mali expels envoy"."""

from collections.abc import MutableSequence, Sequence

from pipelines.coding.sentence.heads import is_below
from pipelines.coding.wordlists import word_list

_BEFALLING = word_list("befalling")  # verbs that are never without an object, so that without one they are passive
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_RULED_OUT = frozenset(
    "dobj ccomp xcomp dative aux auxpass neg attr nsubjpass prt agent relcl".split()
)  # what only an active verb has, or what tells the passive already
_CLAUSES = frozenset({"ROOT", "advcl", "conj", "parataxis", "ccomp", "dep"})
_FINITE = frozenset({"VBZ", "VBD", "VBP"})
_LOOSE = frozenset({"amod", "compound", "nmod", "npadvmod", "dep"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "attr", "oprd"})
_TIME = word_list("time") | frozenset("morning afternoon evening night noon midnight home".split())
_ENDS = frozenset('. ! ? ” "'.split())


def mend_headlines(
    words: Sequence[str], tags: MutableSequence[str], deps: MutableSequence[str], heads: MutableSequence[int]
) -> None:
    """Change tags, labels and governors in place."""
    if len(words) < 3 or words[-1] in _ENDS:
        return
    _lead_on(tags, deps, heads, words)
    for verb in (t for t in range(1, len(words) - 1) if tags[t] in _FINITE and heads[t] == t):
        _name_sides(words, tags, deps, heads, verb)
    for verb, word in enumerate(words):
        dead = word == "shot" and words[verb + 1 : verb + 2] == ["dead"]
        befalls = word.lower() in _BEFALLING and tags[verb] in ("VBD", "VBN")
        if (befalls or dead) and deps[verb] in _CLAUSES:
            _make_passive(words, tags, deps, heads, verb)


def _lead_on(
    tags: Sequence[str], deps: MutableSequence[str], heads: MutableSequence[int], words: Sequence[str]
) -> None:
    """ "EU to impose sanctions": who is named is the subject of what is to come."""
    root = next((t for t, head in enumerate(heads) if head == t), 0)
    to = root + 1
    if not tags[root].startswith("N") or to >= len(words) or words[to] != "to" or deps[to] != "aux":
        return
    verb = heads[to]
    if tags[verb] == "VB" and heads[verb] == root and deps[verb] in ("acl", "relcl", "xcomp"):
        heads[verb], deps[verb] = verb, "ROOT"
        heads[root], deps[root] = verb, "nsubj"


def _name_sides(
    words: Sequence[str], tags: Sequence[str], deps: MutableSequence[str], heads: MutableSequence[int], verb: int
) -> None:
    """ "Mali expels envoy", "US shoots down balloon": who is named before does it, to what stands behind."""
    own = [t for t, head in enumerate(heads) if head == verb and t != verb]
    if verb == 1 and tags[0].startswith("NNP") and heads[0] == 1 and not any(deps[t] in _SUBJECTS for t in own):
        deps[0] = "nsubj" if deps[0] in _LOOSE else deps[0]
    if any(deps[t] in _OBJECTS for t in own):
        return
    particle = next((t for t in own if deps[t] == "prt" and t == verb + 1), None)
    behind = verb if particle is None else particle
    label = "npadvmod" if particle is None else "pobj"
    loose = next((t for t, head in enumerate(heads) if head == behind and deps[t] == label and t > behind), None)
    if loose is None or tags[loose] not in _NOUNS or words[loose].lower() in _TIME:
        return
    if all(is_below(heads, t, loose) for t in range(behind + 1, loose)):
        heads[loose], deps[loose] = verb, "dobj"


def _make_passive(
    words: Sequence[str], tags: MutableSequence[str], deps: MutableSequence[str], heads: Sequence[int], verb: int
) -> None:
    """ "Opposition leader jailed for 12 years": the leader did nothing."""
    own = [t for t, head in enumerate(heads) if head == verb and t != verb]
    subject = next((t for t in own if deps[t] == "nsubj" and t < verb), None)
    if subject is None or any(deps[t] in _RULED_OUT for t in own) or tags[subject] in ("WDT", "WP"):
        return
    joined = [t for t in own if deps[t] == "conj" and tags[t] in ("VBD", "VBN")]
    if any(heads[t] in joined and deps[t] in ("dobj", "ccomp", "xcomp") for t in range(len(words))):
        return  # "Police arrested and charged a man"
    tags[verb], deps[subject] = "VBN", "nsubjpass"
