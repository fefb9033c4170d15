"""Tags and dependencies of sentences, by spaCy's small English model, as plain lists."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.attrs import DEP, HEAD, TAG
from spacy.tokens import Doc

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.annotating import Annotator
from pipelines.coding.sentence.capitals import readable
from pipelines.coding.sentence.clauses import mend_clauses
from pipelines.coding.sentence.fronts import front_end
from pipelines.coding.sentence.halves import part_halves
from pipelines.coding.sentence.headline_trees import mend_headlines
from pipelines.coding.sentence.headlines import PLAIN_NAME, Headlines, mistaken_name
from pipelines.coding.sentence.heads import Heads
from pipelines.coding.sentence.idioms import as_printed, is_idiomatic, plainly
from pipelines.coding.sentence.loose_verbs import settle_verbs
from pipelines.coding.sentence.mending import Tree
from pipelines.coding.sentence.naming import Names
from pipelines.coding.sentence.parse_cache import ParseCache
from pipelines.coding.sentence.participles import GOING, TAKING, lost_past
from pipelines.coding.sentence.tokenising import Features
from pipelines.coding.sentence.towns import free_towns

BATCH = 128
MOST_WORDS = 200_000
"""Words that the model may come to know, of half a kilobyte each; news brings new ones for ever."""

# The model was trained on plain quotes; curly ones derail its parses.
_PLAIN_QUOTES = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚`´", "'")})


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed sentence; all lists run over its tokens.

    ``starts`` are character offsets into the sentence, ``tags`` Penn Treebank tags, ``deps`` ClearNLP labels,
    ``heads`` indices of governors (a root is its own), ``children`` indices of dependents in order. Of a sentence in
    another ``language`` words and labels are what its grammar made of them; ``printed`` has the words as they stand.
    """

    text: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    language: str = ENGLISH
    printed: Sequence[str] = ()

    def end(self, token: int) -> int:
        """The character offset behind a token."""
        return self.starts[token] + len((self.printed or self.words)[token])


class Parser:
    """The tagger and the parser, loaded once for a process."""

    def __init__(self, headlines: Headlines | None = None) -> None:
        self._annotator = Annotator()
        self._headlines = headlines
        self._names: dict[int, str] = {}
        self._cache = ParseCache()

    def parse(self, sentences: Iterable[str]) -> Iterator[Parse]:
        """The parses of ``sentences``, in order; each depends on its own sentence only.

        A dateline or labels of the topic in front are left out, and so are tokens of white space; offsets are those of
        the whole sentence.
        """
        for chunk in _chunks(sentences):
            if len(self._annotator.nlp.vocab) > MOST_WORDS:
                self._annotator = Annotator()
            fronts = [front_end(sentence) for sentence in chunk]
            texts = [_plain_text(sentence, front) for sentence, front in zip(chunk, fronts, strict=True)]
            words, starts, features = zip(*self._annotator.tokeniser.read(texts), strict=True)
            spelt = [[_spelt_plainly(word) for word in tokens] for tokens in words]
            seen = [
                read if plain == tokens else None for read, plain, tokens in zip(features, spelt, words, strict=True)
            ]
            tables = self._read_headlines(self._tables(spelt, seen), spelt)
            for table, *rest in zip(tables, chunk, words, starts, fronts, strict=True):
                yield self._plain(table, *rest)

    def words(self, sentence: str) -> list[str]:
        """The words of a sentence as its parse has them."""
        return self._annotator.tokeniser.words(_plain_text(sentence, front_end(sentence)))

    def _tables(self, words: Sequence[list[str]], features: Sequence[Features | None]) -> list[list[int]]:
        """The table of each sentence: tags, labels, and heads as offsets; copies are parsed once."""
        vocab = self._annotator.nlp.vocab
        seen = [
            self._annotator.features(Doc(vocab, words=tokens)) if read is None else read
            for tokens, read in zip(words, features, strict=True)
        ]
        keys = [self._cache.key(read) for read in seen]
        found = {key: table for key in keys if (table := self._cache.get(key)) is not None}
        new = {key: at for at, key in enumerate(keys) if key not in found}
        docs = {key: Doc(vocab, words=words[at]) for key, at in new.items()}
        if new:
            self._annotator.annotate(list(docs.values()), [seen[at] for at in new.values()])
        for key, doc in docs.items():
            found[key] = array("q", doc.to_array([TAG, DEP, HEAD]).astype("int64").T.ravel().tolist())
            self._cache.put(key, found[key])
        return [found[key].tolist() for key in keys]

    def _read_headlines(self, tables: list[list[int]], words: Sequence[Sequence[str]]) -> list[list[int]]:
        """The tables, where a headline's verb was taken for a noun those of a parse with its past tense there."""
        if self._headlines is None:
            return tables
        hidden = {}
        for at, (table, tokens) in enumerate(zip(tables, words, strict=True)):
            count = len(tokens)
            tags = [self._name(key) for key in table[:count]]
            found = mistaken_name(tokens, tags) or self._headlines.hidden_verb(tokens, tags)
            if found is None and ("VBN" in tags or "VBD" in tags):
                labels = [self._name(key) for key in table[count : 2 * count]]
                found = lost_past(tokens, tags, labels, [i + off for i, off in enumerate(table[2 * count :])])
            if found is not None:
                hidden[at] = found
        told = [[*words[at][:verb], past, *words[at][verb + 1 :]] for at, (verb, past) in hidden.items()]
        tables_told = self._tables(told, [None] * len(told))
        for (at, (verb, past)), table in zip(hidden.items(), tables_told, strict=True):
            tag = self._name(table[verb])
            if tag in ("VBD", "VBN", "VBP"):
                table[verb] = self._annotator.nlp.vocab.strings.add(_tense(words[at][verb], past))
            if tag in ("VBD", "VBN", "VBP") or (past == PLAIN_NAME and tag == "NNP"):
                tables[at] = table
        return tables

    def _plain(self, table: list[int], text: str, words: list[str], starts: list[int], front: int) -> Parse:
        count = len(words)
        tags, deps, offsets = table[:count], table[count : 2 * count], table[2 * count :]
        heads = Heads(i + offset for i, offset in enumerate(offsets))
        names, labels = list(map(self._name, tags)), list(map(self._name, deps))
        free_towns(words, names, labels, heads)
        settle_verbs(words, names, labels, heads)
        part_halves(words, names, labels, heads)
        Names(words, names, labels, heads).mend()
        Tree(words, names, labels, heads).mend()
        mend_clauses(words, names, labels, heads)
        mend_headlines(words, names, labels, heads)
        for i in (i for i, head in enumerate(heads) if head == i):
            labels[i] = "ROOT"  # what climbs by labels ends there
        children: list[list[int]] = [[] for _ in words]
        for i, head in enumerate(heads):
            if head != i:
                children[head].append(i)
        return Parse(
            text=text,
            words=words,
            lowers=list(map(str.lower, words)),
            starts=[start + front for start in starts] if front else starts,
            tags=names,
            deps=labels,
            heads=heads,
            children=children,
            printed=as_printed(text[front:], starts, words) if is_idiomatic(text) else (),
        )

    def _name(self, key: int) -> str:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self._annotator.nlp.vocab.strings[key % (1 << 64)] if key else ""
        return name


def _plain_text(sentence: str, skipped: int) -> str:
    """A sentence behind its first ``skipped`` characters as the parser was trained to read it, no longer or shorter."""
    return plainly(readable(sentence[skipped:])).translate(_PLAIN_QUOTES)


def _tense(word: str, past: str) -> str:
    """The tag of a verb in whose stead the parser read ``past``: what is no present tense is a past."""
    if past in (TAKING, GOING):
        return "VBD"
    return "VBZ" if word.endswith("s") else "VBP"


def _spelt_plainly(word: str) -> str:
    """A name without the apostrophe inside that the parser was not trained on: "Sana'a", "d'Ivoire"."""
    if "'" not in word or len(word) <= 3 or not any(map(str.isupper, word)):
        return word
    return word.replace("'", "").capitalize()


def _chunks(sentences: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sentences)
    while chunk := list(islice(rest, BATCH)):
        yield chunk
