"""Headlines whose verb looks like a noun, for want of small words ("Police arrest 40"), or whose name like a verb."""

from collections.abc import Sequence

from pipelines.coding.event.inflection import forms, irregular_forms
from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.sentence.hidden_verbs import verb_in_full
from pipelines.coding.wordlists import word_list

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_OBJECTS = _NOUNS | {"CD", "JJ", "JJS", "JJR", "DT", "PRP$", "$"}
_PARTS = frozenset({",", ";", ":", "–", "—", "-", "as", "after", "amid", "while", "when", "before", "over", "despite"})
_LISTED = frozenset({"NNP", "NNPS", "NNS"})
_PLURAL = word_list("plural")
_EACH = frozenset({"each", "both", "all"})  # "Chad and Niger each expel two diplomats"
_MATTERS = word_list("matters")  # what a noun before them is of: "sanctions relief", "strikes threat"
_PAPERS = frozenset("warrant warrants ban bans order orders notice notices subpoena subpoenas alert alerts".split())
_MOST_WORDS = 28
_VOTING, _ON = frozenset({"vote", "votes"}), frozenset({"for", "against", "to"})

_VERBAL_NAMES = frozenset({"Trump", "Truss", "Pence"})
PLAIN_NAME = "Obama"
"""What the parser knows for a name, to be read in the place of one that it takes for a verb."""


def mistaken_name(words: Sequence[str], tags: Sequence[str]) -> tuple[int, str] | None:
    """The name that the parser took for a verb or an exclamation, and a plain one: "Trump again blamed Chad"."""
    found = (i for i, word in enumerate(words) if word in _VERBAL_NAMES and tags[i] in ("VB", "VBP", "JJ", "UH"))
    return next(((i, PLAIN_NAME) for i in found), None)


class Headlines:
    """Finds the word of a headline that is its verb, and the past tense that a parser knows for a verb."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._past: dict[str, str] = {}
        for (form, pos), lemma in lexicon.lemmas.items():
            if pos == "v" and (form, pos) in lexicon.entries and form in (lemma, _third(lemma)):
                self._past[form] = _past(lemma)

    def hidden_verb(self, words: Sequence[str], tags: Sequence[str]) -> tuple[int, str] | None:
        """The token that must be the verb of a sentence without one, and its past tense."""
        found = self._of_headline(words, tags)
        if found is not None and words[found[0]].islower():
            return found
        return verb_in_full(words, tags, self._past, _PLURAL) or found  # "Men in Kebbi State attack a convoy"

    def _of_headline(self, words: Sequence[str], tags: Sequence[str]) -> tuple[int, str] | None:
        shot = next((i for i in range(1, len(words) - 1) if words[i] == "shot" and words[i + 1] == "dead"), 0)
        if shot and tags[shot] == "NN" and tags[shot - 1] in _NOUNS | {"CD"}:
            return shot, "killed"  # "Five shot dead"
        if ";" in words:
            words = words[: words.index(";")]
            tags = tags[: len(words)]
        if not 3 <= len(words) <= _MOST_WORDS:
            return None
        listed = _listed_names(words, tags)
        parts = (i for i, word in enumerate(words) if word.lower() in _PARTS and tags[i] != "HYPH")
        end = next((i for i in parts if i > listed), len(words))
        strikes = next((i for i in range(1, end - 2) if tags[i] == "VBZ" and tags[i + 1] in ("VBP", "VB", "NN")), None)
        if strikes is not None and self._is_base(words[strikes + 1]) and tags[strikes + 2] in _OBJECTS:
            return strikes + 1, self._past[words[strikes + 1].lower()]  # "Israel strikes kill 20"
        issues = next((i for i in range(1, end - 2) if words[i] == "issues" and words[i + 2] in _PAPERS), None)
        if issues is not None and tags[issues] == "NNS" and tags[issues - 1] in _NOUNS:
            return issues, "issued"  # "Court issues arrest warrant"
        if any(tag in _FINITE for tag in tags[:end]) or tags[0] not in _OBJECTS:
            return None
        fitting = [i for i in range(1, end - 1) if self._fits(words, tags, i, listed)]
        if not fitting:
            return None
        verb = fitting[0]
        if verb + 1 in fitting and words[verb].endswith("s") and not words[verb + 1].endswith("s"):
            verb += 1  # "US strikes target militants"
        return verb, self._past[words[verb].lower()]

    def _is_base(self, word: str) -> bool:
        return word in self._past and not word.endswith("s")

    def _fits(self, words: Sequence[str], tags: Sequence[str], i: int, listed: int) -> bool:
        """Whether token ``i`` agrees as a verb with what stands before it and has an object behind it."""
        word, after = words[i].lower(), words[i + 1].lower()
        if word not in self._past or words[i] == words[i].upper() or tags[i] not in _NOUNS | {"VB", "VBN", "JJ"}:
            return False
        each = words[i - 1].lower() in _EACH and i > 1
        behind = tags[i + 1] in _OBJECTS or (word in _VOTING and after in _ON)
        if not behind or after in _MATTERS or tags[i - 1 - each] not in _NOUNS:
            return False
        link = next((t for t in range(1, i) if tags[t] == "IN"), i)
        subject, tag = words[link - 1].lower(), tags[link - 1]
        plural = subject in _PLURAL or tag in ("NNS", "NNPS") or 0 < listed < i or each
        if word.endswith("s") and not word.endswith("ss"):
            return tag in ("NN", "NNP", "NNPS") and subject not in _PLURAL
        return plural


def _listed_names(words: Sequence[str], tags: Sequence[str]) -> int:
    """The last comma of a list of names that opens a headline: "Congo, Rwanda trade blame"; 0 where none does."""
    last = 0
    for i, word in enumerate(words[:-2]):
        if word == "," and i and tags[i - 1] in _LISTED and tags[i + 1] == "NNP":
            last = i
        elif tags[i] not in _LISTED and tags[i] != "POS":
            break
    return last


def _third(lemma: str) -> str:
    """The form of the third person of a verb."""
    return next((form for form in forms(lemma, "v") if form != lemma and form.endswith("s")), lemma)


def _past(lemma: str) -> str:
    irregular = irregular_forms().get((lemma, "v"))
    if irregular is not None:
        return irregular[0]
    return max((form for form in forms(lemma, "v") if form.endswith("ed")), key=lambda f: (-len(f), f), default=lemma)
