"""Words of the code as Markdown."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_CODE: Final = re.compile(r"(``?)(.+?)\1")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a row's words are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def code(text: str) -> str:
    """Words that are shown as they are."""
    return f"`{text}`" if text else ""


def plain(text: str) -> str:
    """Prose of a docstring or a help text: what stands in backquotes is code, nothing else is markup."""
    found = []
    end = 0
    for match in _CODE.finditer(text):
        found += [_escaped(text[end : match.start()]), code(match[2])]
        end = match.end()
    return " ".join("".join([*found, _escaped(text[end:])]).split())


def block(text: str) -> str:
    """Lines that are shown as they are."""
    return f"```none\n{text.strip()}\n```\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_<>\[\]{}])", r"\\\1", text)
