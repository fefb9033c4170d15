"""Gather the pages of the site: those of ``docs/`` as they are, and those made from the code.

``python -m docs.site.gather FOLDER`` fills FOLDER/docs, which Sphinx reads; files that pages link to lie beside it, as
they do in the repository.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs.site.commands import commands, settings
from docs.site.errors import errors
from docs.site.fields import fields

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
MADE: Final = {"commands": commands, "settings": settings, "fields": fields, "errors": errors}
"""The pages of the reference that are made from the code, by their names."""
_REFERENCE: Final = "## Reference\n\n"
_LINK: Final = re.compile(r"\]\((\.\.?/[^)#]+|[\w./-]+\.md)(#[^)]*)?\)")


def gather(folder: Path) -> None:
    """Fill ``folder``, which is emptied before."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = folder / "docs"
    (pages / "decisions").mkdir(parents=True)
    for page in (*DOCS.glob("*.md"), *DOCS.glob("decisions/*.md")):
        text = page.read_text(encoding="utf-8")
        for path, target in _outside(page, text):
            there = folder / target.relative_to(ROOT)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(target, there)
            text = text.replace(f"]({path})", f"](path:{path})")  # a file to fetch, also where it is Markdown
        (pages / page.relative_to(DOCS)).write_text(text, encoding="utf-8")
    shutil.copytree(DOCS / "images", pages / "images")
    index = pages / "README.md"
    made = "".join(f"- [{name.capitalize()}](reference/{name}.md)\n" for name in MADE)
    index.write_text(index.read_text(encoding="utf-8").replace(_REFERENCE, _REFERENCE + made), encoding="utf-8")
    (pages / "index.md").write_text(index.read_text(encoding="utf-8") + _contents(index), encoding="utf-8")
    index.unlink()
    with (pages / "decisions/README.md").open("a", encoding="utf-8") as decisions:
        decisions.write(_tree("", ["0*"], "glob"))
    (pages / "reference").mkdir()
    for name, make in MADE.items():
        (pages / f"reference/{name}.md").write_text(make(), encoding="utf-8")


def parts(index: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The headings of the index, each with the pages that are listed below it and their words there."""
    for part in index.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, _, listed = part.partition("\n")
        yield (
            heading,
            {name: words for words, name in re.findall(r"^- \[([^]]*)\]\(([^)]+)\.md\)", listed, re.MULTILINE)},
        )


def _contents(index: Path) -> str:
    return "".join(
        _tree(heading, [f"{words} <{name}>" for name, words in pages.items()]) for heading, pages in parts(index)
    )


def _tree(caption: str, pages: list[str], *options: str) -> str:
    said = (
        [f":caption: {caption}"] * bool(caption) + [":hidden:"] * bool(caption) + [f":{option}:" for option in options]
    )
    return "\n".join(["", "```{toctree}", *said, "", *pages, "```", ""])


def _outside(page: Path, text: str) -> Iterator[tuple[str, Path]]:
    """The files outside of docs/ that a page links to, each as it names it."""
    for path, _ in _LINK.findall(text):
        target = (page.parent / path).resolve()
        if target.is_file() and not target.is_relative_to(DOCS):
            yield path, target


if __name__ == "__main__":
    gather(Path(sys.argv[1]))
