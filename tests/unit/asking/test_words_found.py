"""Words are found as people mean them, in any script; nothing that is typed is a pattern."""

import duckdb
import pytest

from pipelines.asking.dialects import DUCKDB, word_patterns


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("Police", "police arrested 30", True),
        ("polic", "police arrested 30", False),
        ("polic*", "police arrested 30", True),
        ("30", "police arrested 30.", True),
        ("3", "police arrested 30.", False),
        ("arrested police", "police arrested 30", True),
        ('"arrested police"', "police arrested 30", False),
        ('"police  arrested"', "police\narrested 30", True),
        ("U.S.", "the U.S. said", True),
        ("U.S", "the UXS said", False),
        ("$5", "paid $5 to", True),
        ("don't", "they don’t go", True),
        ("so-called", "a so‑called deal", True),
        ("протест*", "ПРОТЕСТЫ в Минске", True),
        ("протест", "ПРОТЕСТЫ в Минске", False),
        ("élysée", "L’ÉLYSÉE a dit", True),
        ("中国", "他在中国说", True),
        ("दिल्ली", "नई दिल्ली में", True),
        ("दिल्", "नई दिल्ली में", False),
        (".*", "anything", None),
        ("a(b", "a(b", True),
        ("[x]", "x", True),
        ("\\d", "7", False),
        ("«война»", "слово война тут", True),
        ("(?i)x", "x", False),
    ],
)
def test_words(words: str, text: str, found: bool | None) -> None:
    patterns = word_patterns(words, DUCKDB.letter)
    if found is None:
        assert patterns == []
        return
    assert patterns
    query = f"SELECT {DUCKDB.matches.format(text='$text', value='$value')}"
    answers = [duckdb.execute(query, {"text": text, "value": pattern}).fetchall()[0][0] for pattern in patterns]
    assert all(answers) == found, patterns
