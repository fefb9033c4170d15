"""Times that Spanish only points back to: "aquella noche", "en aquel entonces", "años atrás"."""

from pipelines.coding.sentence.frames import subtree
from pipelines.coding.sentence.parsing import Parse

_LANGUAGE = "es"
_HELD = frozenset({"prep", "npadvmod", "advmod", "dep"})
_OVER = ("aquel", "aquella", "aquellos", "aquellas")
_TIMES = frozenset(
    "noche tarde mañana madrugada día días noches tardes año años tiempo tiempos época entonces verano invierno".split()
)
_LONG = frozenset({"años", "tiempo", "décadas", "siglos", "meses"})
_FEW = 4


def is_bygone(parse: Parse, token: int) -> bool:
    """Whether the adjunct at ``token`` names such a time."""
    if parse.language != _LANGUAGE or parse.deps[token] not in _HELD:
        return False
    words = [parse.printed[t].lower() for t in subtree(parse, token)[:_FEW]]
    if words[:1] and words[0] in _LONG:
        return words[1:2] == ["atrás"]
    named = words[1:] if words[:1] and words[0] in ("en", "por", "durante") else words
    return bool(named) and named[0] in _OVER and not _TIMES.isdisjoint(named[1:])
