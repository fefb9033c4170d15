"""Signs that a reader does not see are read through, and offsets stay those of the printed text."""

import random
import time
from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.sentence.reading import read_text
from pipelines.coding.sentence.sentences import split_sentences

DAY = date(2024, 5, 15)
PLAIN = "Police in Tunis arrested 12 protesters on Monday. The Kenyan army bombed a camp near Kismayo."


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("ar\u00adrested 12 pro\u00adtest\u00aders", "arrested 12 protesters"),
        ("the \ufeffar\u200bmy of \u202aMali\u202c", "the army of Mali"),
        ("\ufb01red at the o\ufb03ce", "fired at the office"),
        ("arrest-\ned 12 protest-\r\n ers", "arrested 12 protesters"),
        ("Iran-\nbacked rebels", "Iran-backed rebels"),
        ("**Israel** bombed _a camp_ in *Homs*.", "Israel bombed a camp in Homs."),
        ("***Breaking***: an attack", "Breaking: an attack"),
        ("5 * 3 and snake_case and 2*4", "5 * 3 and snake_case and 2*4"),
        ("the [**army**](https://example.org/a_b) said", "the army said"),
        ("![a map](https://example.org/m.png) The army", " The army"),
        ("[sic] and (so)", "[sic] and (so)"),
        ("AT&amp;T, &quot;no&quot;, ar&shy;my, a&amp;nbsp;b", 'AT&T, "no", army, a\u00a0b'),
        ("R&D; costs", "R&D; costs"),
        ("<b>Two</b> died<br/>One <a href='x'>fled</a>", "Two died\nOne fled"),
        ("&lt;A HREF=&quot;http://x.org&quot;&gt;Ito&lt;/A&gt; left&lt;br&gt;<B>now</B>", "Ito left\nnow"),
        ("losses < a gain > none", "losses < a gain > none"),
        ("# A heading\n> a quotation", "A heading\na quotation"),
        ("Co\u0302te", "Côte"),
        ("non\u2011stop", "non-stop"),
    ],
)
def test_what_a_reader_sees(printed: str, read: str) -> None:
    assert read_text(printed).text == read


@pytest.mark.parametrize("seed", range(8))
def test_signs_inside_words_change_nothing_but_offsets(coder: EventCoder, seed: int) -> None:
    rng = random.Random(seed)
    signs = ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202a", "\u202c", "&shy;", "**"]
    printed = "".join(c + (rng.choice(signs) if c.isalpha() and rng.random() < 0.3 else "") for c in PLAIN)
    printed = printed.replace("fi", "\ufb01")
    plain, marked = coder.code([Document(text=text, published=DAY) for text in (PLAIN, printed)])
    assert [e.event_id for e in plain.tellings] == [e.event_id for e in marked.tellings]
    assert len(plain.tellings) == 2
    for seen, kept in zip(plain.tellings, marked.tellings, strict=True):
        assert printed[kept.sentence_start : kept.sentence_end] == kept.sentence
        trigger = printed[kept.trigger_start : kept.trigger_end]
        assert read_text(trigger).text == PLAIN[seen.trigger_start : seen.trigger_end]
        assert [a.text for a in seen.sources] == [a.text for a in kept.sources]
    for one, other in zip(plain.sentences, marked.sentences, strict=True):
        assert read_text(printed[other.start : other.end]).text == PLAIN[one.start : one.end]


@pytest.mark.parametrize(
    "run",
    [
        " ",
        "\n",
        "\u200b",
        "*",
        "_",
        "[",
        "&",
        "<",
        "a\n",
        ". ",
        "; A",
        "U.S. ",
        "(",
        "a-\n",
        "`",
        "- ",
        "&lt;a ",
        "<a ",
    ],
)
def test_long_runs_take_linear_time(run: str) -> None:
    start = time.process_time()
    split_sentences(read_text("Police." + run * 10_000 + "The army left.").text)
    assert time.process_time() - start < 2
