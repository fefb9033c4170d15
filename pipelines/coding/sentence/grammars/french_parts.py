"""Which parts of a French sentence are parsed for themselves."""

import re
from collections.abc import Iterator, Sequence

from pipelines.coding.sentence.grammars.french_asides import asides_of
from pipelines.coding.sentence.parted import Part

_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_TIMES = "matin|soir|midi|après-midi|dernier|prochain|matinée"
# A day without a preposition or an article, which small parsers take for an object: "ont conspué jeudi la réforme".
_DAY = re.compile(
    rf"(?<=[\w\"'»] )(?<!\bde )(?<!\ble )(?<!\bce )(?<!\bdu )(?<!\bau )(?<!\bdès )(?<!\bles )(?<!\bdepuis )(?<!\bà )"
    rf"(?<!\bavant )(?<!\bet )(?<!\bentre )(?<!\bjusqu'à )(?<!\bce même )(?<!\baprès )(?<!\bd'ici )(?<!\bchaque )"
    rf"(?<!\bun )(?<!\bque )(?<!\bou )"
    rf"(?:{_DAYS})(?: (?:{_TIMES}))?(?: (?:1er|\d{{1,2}})(?: (?:{_MONTHS})(?: \d{{4}})?)?)?(?= |[,.;:]|$)"
    rf"(?! (?:et|à|ou) (?:{_DAYS}))"
)
_NIGHT = re.compile(
    rf"(?<=\w )dans la nuit(?: de| du)? (?:{_DAYS})(?: \d{{1,2}})?"
    rf"(?: (?:à|au|et) (?:{_DAYS})(?: \d{{1,2}})?)?(?=[ ,.;])"
)
_SOURCE = re.compile(r", (?P<said>(?:selon|d'après|dixit) [^,;:()]{2,70}), ?(?=\S)")
_BRACKET = re.compile(r"(?<=\S )\([^()]{2,70}\)(?=[ ,.;:])")
_DASHED = re.compile(r"(?<=\S )(?P<dash>[-–—]) [^-–—;]{3,120} (?P=dash)(?= \S)")
_FRONT = re.compile(
    r"(?P<front>[\"A-ZÉÈÀÂÊÎÔÛÇ0-9][^:;!?]{1,90}?)(?: ?: | [-–—] |\.- ?)(?=[\"A-Za-zÉÈÀÂÊÎÔÛÇéèàâêîôûç0-9])"
)
# An adverb inside a passive, which small parsers take for its participle: "a été grièvement blessé".
_MANNER = re.compile(
    r"(?i)\b(?:a|ont|est|sont|était|étaient|été|avait|avaient|fut|furent) (?P<how>[a-zéèêâîûç]{3,}ment)"
    r"(?= [a-zéèêâîûç]+(?:[éiu]|it|rt|ert|is)e?s?\b)"
)
_LATER = re.compile(r" ;(?= )")
# As printed: "A Goma" and "Est de la RDC" hold no verb, nor does "dans l'est".
_FINITE = re.compile(
    r"(?:^|[ '])(?:a|(?<![dl]')est|(?i:ont|avait|avaient|sont|était|étaient|va|vont|n'|ne|se|s'|qui|que|qu'|dit|"
    r"affirme|déclare|estime|assure|annonce|prévient|accuse|promet|répond|raconte|explique))(?=[ '])"
)
_MOST_WORDS = 9
_MOST_BEFORE_DASH = 4
_LINKS = frozenset("de du des la le les et d' l' en au aux sur".split())
_LEAST_REST = 20


def parts_of(text: str) -> Sequence[Part]:
    """The front, the asides, the days and the later clauses of a sentence, none of which overlaps another."""
    found: list[Part] = []
    taken = 0
    front = _front(text)
    if front is not None:
        found.append(front)
        taken = front.end
    for part in sorted(_inner(text, taken), key=lambda part: (part.start, -part.end)):
        if part.start >= taken:
            found.append(part)
            taken = part.end
    return found


def _front(text: str) -> Part | None:
    """What stands before a colon or a dash and has no verb of its own: a place or a topic."""
    match = _FRONT.match(text)
    if match is None or len(text) - match.end() < _LEAST_REST:
        return None
    front, rest = match.group("front"), text[match.end() :]
    dashed = match.group().rstrip()[-1] in "-–—"
    if (
        len(front.split()) > (_MOST_BEFORE_DASH if dashed else _MOST_WORDS)
        or front.count('"') % 2
        or _FINITE.search(front)
    ):
        return None
    if rest.startswith('"') and " " in rest and not _FINITE.search(rest.partition('"')[2].partition('"')[2]):
        return None  # who says something
    if dashed and re.search(r" [-–—] ", rest[:120]) and front[:1].isupper() and not front.istitle():
        return None
    named = all(word[:1].isupper() or word in _LINKS for word in front.replace("/", " ").split())
    return Part(0, match.end(), "obl" if named else "parataxis", to_root=True)


def _inner(text: str, start: int) -> Iterator[Part]:
    for pattern in (_NIGHT, _DAY):
        yield from (Part(m.start(), m.end(), "obl") for m in pattern.finditer(text, start))
    yield from (Part(m.start("how"), m.end("how"), "advmod") for m in _MANNER.finditer(text, start))
    for match in _SOURCE.finditer(text, start):
        yield Part(match.start(), match.end("said") + 1, "dep")
    yield from (Part(m.start(), m.end(), "dep") for m in _BRACKET.finditer(text, start))
    yield from (Part(m.start(), m.end(), "dep") for m in _DASHED.finditer(text, start))
    yield from asides_of(text, start)
    last = _LATER.search(text, start)
    if last is not None and len(text) - last.end() > _LEAST_REST:
        yield Part(last.start(), len(text), "parataxis", to_root=True)
