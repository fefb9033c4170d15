"""Texts that no reporter writes and feeds hold all the same, of whatever length is asked for."""

from collections.abc import Callable
from functools import partial
from typing import Final

UNITS: Final = {
    "blank lines": "\n",
    "blank lines with spaces": " \n",
    "carriage returns": "\r\n",
    "spaces": " ",
    "tabs": "\t",
    "spaces and full stops": ".   ",
    "quotes": '"',
    "single quotes": "' ",
    "round brackets": "(",
    "all brackets": "([{<",
    "closing brackets": ")]}",
    "tags never closed": "<p ",
    "escaped tags": "&lt;a ",
    "entities": "&amp;",
    "full stops": ".",
    "dotted letters": "A.",
    "words without spaces": "Ab.",
    "initials": "J. ",
    "digits": "1",
    "grouped digits": "1,",
    "results": "1-1 ",
    "days": "12 May ",
    "one long word": "a",
    "one long capital": "A",
    "short words": "a ",
    "names": "Ab ",
    "names in a list": "Peru, ",
    "commas": ", ",
    "semicolons": "Ab; ",
    "hyphens": "-",
    "hyphens at line ends": "a-\n",
    "bullets": " * a",
    "paragraph marks": " ###",
    "markdown links": "![a](/",
    "underscores": "_a",
    "accents apart": "e\u0301",
    "invisible signs": "\u200b",
    "mojibake": "â€™ ",
    "bylines": "By AP ",
    "questions": "Who? ",
    "no end of a sentence": "Police killed two men and ",
    "sentences": "Police killed two men in Lima on Monday. ",
    "the same actor": "The group killed two men. ",
    "other names": "Garcia said the ministry would attack. ",
    "pronouns": "They killed two men in the capital. ",
    "bodies of a country": "The army of Peru attacked rebels. The army attacked rebels. ",
    "bare surnames": "Garcia attacked rebels in Lima. ",
    "two leaders": "The two leaders met in Lima. ",
    "dates over lines": "May 3\nPolice killed two men.\n",
    "blows without a doer": "A grenade hit soldiers. It was thrown by rebels. ",
}


def of(unit: str, length: int) -> str:
    """``unit`` again and again, ``length`` characters or a few less."""
    return unit * max(1, length // len(unit))


SHAPES: Final[dict[str, Callable[[int], str]]] = {name: partial(of, unit) for name, unit in UNITS.items()}
