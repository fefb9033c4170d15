"""The page of errors: each kind of error of the code, with what its class says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs.site.markdown import code, plain, table

_ROOT: Final = Path(__file__).parents[2]
_CODE: Final = ("pipelines", "connectors", "schemas", "deploy")
_RAISED: Final = re.compile(r"^class \w+\(.*(Error|Exception)", re.MULTILINE)


def errors() -> str:
    """All errors by name, and where the reasons of records are told."""
    rows = [(code(name), plain(words), code(where)) for name, where, words in sorted(classes())]
    return "\n".join(
        (
            "# Errors\n",
            "Commands print one line and end with 1, or with 2 where they were called wrongly; the environment variable"
            " `WIREWATCH_TRACEBACK` adds where it was raised. In Python, and in the logs of a job, these are the kinds."
            " A record that cannot be used raises nothing: its dead letter holds"
            " [a reason](../reports.md#what-is-rejected), and a sentence that tells nothing"
            " [another one](../coder.md).\n",
            table(("error", "means", "module"), rows),
        )
    )


def classes() -> Iterator[tuple[str, str, str]]:
    """Name, module and words of each public error."""
    for file in (file for top in _CODE for file in (_ROOT / top).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        module = ".".join(file.relative_to(_ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(text).body if _RAISED.search(text) else ():
            if isinstance(node, ast.ClassDef) and _is_error(node) and not node.name.startswith("_"):
                yield node.name, module, (ast.get_docstring(node) or "").partition("\n\n")[0]


def _is_error(node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base) for base in node.bases}
    return any(base.endswith(("Error", "Exception")) for base in bases)
