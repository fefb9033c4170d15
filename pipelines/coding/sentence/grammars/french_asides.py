"""What stands aside in a French sentence by its words: who says it, adverbs inside a verb, a doer taken up again."""

import re
from collections.abc import Iterator

from pipelines.coding.sentence.parted import Part

_HELPERS = "a|ont|avait|avaient|est|sont|était|étaient|aura|auront"
# Who tells it all, behind it: ", a confirmé samedi l'Élysée."
_SAID = (
    "annoncé|appris|indiqué|affirmé|déclaré|confirmé|précisé|assuré|rapporté|ajouté|expliqué|souligné|constaté|"
    "raconté|relaté|fait savoir|détaillé|révélé|informé|écrit|noté|dit|convenu|prévenu|averti|estimé|jugé|regretté|"
    "martelé|tranché|répondu|insisté|plaidé|conclu|déploré|dénoncé|réagi|admis|reconnu|signalé|observé|fustigé|promis"
)
_TELLER = re.compile(
    rf"(?<=[\w)\"%]), (?:a|ont|avait|avaient)(?:-t-on|-t-il|-t-elle|-ils|-elles)?"
    rf"(?: aussi| également| encore| par ailleurs| en outre)? (?:{_SAID})(?=[ .,])[^;:\"]{{0,140}}$"
)
# What may stand between an auxiliary and its participle, where small parsers take it for the verb's matter.
_MEANWHILE = (
    "de son côté|de leur côté|pour sa part|pour leur part|à son tour|à leur tour|par ailleurs|en revanche|en outre|"
    "d'ores et déjà|de nouveau|à nouveau|une nouvelle fois|une fois de plus|à plusieurs reprises|quant à lui|"
    "quant à elle|quant à eux|quant à elles|dans la foulée|du même coup|au passage|ce faisant|aussitôt|également|"
    "notamment|en même temps|sans surprise|de fait|en effet|entre-temps|enfin|tout de suite|dès lors"
)
_INSIDE = re.compile(rf"\b(?:{_HELPERS})(?P<how>,? (?:{_MEANWHILE}),?)(?= [a-zéèêâîûç'])")
# A doer taken up again by a pronoun or set off: "L'opposition, elle, exige".
_AGAIN = re.compile(
    rf"(?<=[\w)\"])(?P<how>, (?:lui|elle|eux|elles|lui aussi|elle aussi|eux aussi|elles aussi|{_MEANWHILE}|toutefois|"
    r"cependant|pourtant|en tout cas|semble-t-il|au contraire|à l'inverse),)(?= \w)"
)
# How something was done, in quotation marks: "rappeler « avec effet immédiat » son ambassadeur".
_MANNER = re.compile(
    r"(?<=\w )(?P<how>\" ?(?:(?:avec|sans|jusqu'à|sine die|de manière|de façon)(?: [^\"]{2,60}?)?|[a-zéèêâîûç]{4,}ment)"
    r" ?\")(?= \w|[,.;])"
)
# For how long or from when: "versera, sur trois ans, 40 millions".
_STRETCH = re.compile(
    r"(?<=[\w)])(?P<how>, (?:sur|pendant|durant|d'ici|à compter de|à partir de|dès|depuis|en) [\w' ]{2,30}?,)"
    r"(?= [\w\"])"
)
_LEAST = 20  # characters of what is told before who tells it


def asides_of(text: str, start: int) -> Iterator[Part]:
    """The parts of a sentence from ``start`` on that say who tells it, or how and in whose turn it was done."""
    teller = _TELLER.search(text, start)
    if teller is not None and teller.start() - start >= _LEAST and text.count('"', start, teller.start()) % 2 == 0:
        yield Part(teller.start(), teller.end(), "parataxis", to_root=True)
    for pattern in (_INSIDE, _AGAIN, _MANNER, _STRETCH):
        yield from (Part(m.start("how"), m.end("how"), "advmod") for m in pattern.finditer(text, start))
