"""On which line of a TOML file a key or table stands: ``tomllib`` does not tell."""

import re
from collections import Counter
from typing import Final

TomlPath = tuple[str | int, ...]
"""Keys from the root on, and the position in an array of tables from 0: ``("rule", 2, "series")``."""

_HEADER: Final = re.compile(r"\s*(?P<array>\[)?\[\s*(?P<name>[^\[\]]+?)\s*\]")
_KEY: Final = re.compile(r"""\s*(?P<name>"[^"]*"|'[^']*'|[\w-]+)\s*=""")
_LONG_QUOTE: Final = re.compile(r'"""|\'\'\'')


class TomlLines:
    """The lines of a TOML text whose keys stand at the beginning of lines; what stands elsewhere has its table's."""

    def __init__(self, text: str) -> None:
        self._lines: dict[TomlPath, int] = {}
        table: TomlPath = ()
        seen = Counter[str]()
        quoted = False
        for number, line in enumerate(text.splitlines(), 1):
            was_quoted = quoted
            quoted ^= len(_LONG_QUOTE.findall(line)) % 2 == 1
            if was_quoted:
                continue
            if header := _HEADER.match(line):
                name = _bare(header["name"])
                table = (name, seen[name]) if header["array"] else (name,)
                seen[name] += 1
                self._lines.setdefault(table, number)
                self._lines.setdefault((name,), number)
            elif key := _KEY.match(line):
                self._lines.setdefault((*table, _bare(key["name"])), number)

    def line(self, path: TomlPath) -> int:
        """The line of what stands at ``path``, else of the nearest table around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def _bare(name: str) -> str:
    return name.strip("\"'")
