"""The words of the French calendar, and what stands around them."""

from collections.abc import Sequence
from datetime import date

from pipelines.coding.when_where.calendar import year_number


def _numbered(names: str) -> dict[str, int]:
    return {name: i for i, group in enumerate(names.split()) for name in group.split("|")}


WEEKDAYS = _numbered("lundi mardi mercredi jeudi vendredi samedi dimanche")
MONTHS = {
    name: i + 1
    for name, i in _numbered(
        "janvier|janv. février|fevrier|févr. mars avril mai juin juillet|juil. août|aout septembre|sept. octobre|oct. "
        "novembre|nov. décembre|decembre|déc."
    ).items()
}
SEASONS = {"printemps": 3, "été": 6, "automne": 9, "hiver": 12}
COUNTS = _numbered(
    "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
) | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100}
DECADES = {"vingt": 1920, "trente": 1930, "quarante": 1940, "cinquante": 1950, "soixante": 1960}
CENTURIES = {"xvie": 16, "xviie": 17, "xviiie": 18, "xixe": 19, "xxe": 20}
FEASTS = {
    ("noël",): (12, 25),
    ("la", "saint-sylvestre"): (12, 31),
    ("le", "jour", "de", "l'", "an"): (1, 1),
    ("fête", "du", "travail"): (5, 1),
    ("14-juillet",): (7, 14),
}
BACK = frozenset({"dernier", "dernière", "passé", "passée", "précédent", "précédente", "écoulé", "écoulée"})
ON = frozenset({"prochain", "prochaine", "suivant", "suivante"})
THIS = frozenset({"ce", "cet", "cette"})
PARTS = frozenset("matin soir nuit après-midi midi matinée soirée minuit".split())
THE = frozenset({"le", "la", "l'", "les", "du", "au"})
BOUNDS = frozenset({"depuis", "jusqu'", "jusque", "dès", "avant"})
LINKS = frozenset({"de", "du", "d'", "le", "la", "l'", "les", "à", "au", "en", "fin", "début", "mi", "mois", "année"})
YEAR_LEADERS = frozenset("en depuis jusqu' entre et dès vers après avant l' à de d' fin début mi".split())
FROM_ANOTHER = {"veille": -1, "avant-veille": -2, "lendemain": 1, "surlendemain": 2}
DAYS_OF = {"jour": 1, "semaine": 7, "quinzaine": 15}
YEARS_OF = {"an": 1, "année": 1, "décennie": 10, "siècle": 100, "génération": 30}
SOME = frozenset("quelques plusieurs nombreux nombreuses".split())
AHEAD = frozenset(
    "prévu prévue prévus prévues programmé programmée programmés programmées convoqué convoquée prochain prochaine "
    "prévoit prévoient envisage compte comptent entend entendent appelle appellent appelé doit doivent devrait "
    "devraient attendu attendue attendus attendues sera aura fera".split()
)
REACH = 14
NO_COUNTS = frozenset(
    "personnes soldats policiers civils manifestants morts blessés travailleurs hommes militaires".split()
)
_FUTURE = tuple("era ira dra vra rra aura clura ttra îtra ompra incra rons rez ront".split())
_PAST = frozenset("a ont est sont avait avaient était étaient".split())
# Told of the past by verbs in -rer, which others' futures look like.
_NO_FUTURE = frozenset(
    "tira retira attira étira soutira vira chavira admira inspira expira respira aspira conspira déchira désira empira "
    "soupira livra délivra enterra serra resserra barra démarra encadra engendra effondra instaura restaura".split()
)


def looks_ahead(lowers: Sequence[str], i: int) -> bool:
    """Whether the nearest word before ``i`` that decides it speaks of the future: "se réuniront vendredi"."""
    for j in range(i - 1, max(i - REACH, 0) - 1, -1):
        word = lowers[j]
        if word in AHEAD or (word in ("va", "vont") and word_at(lowers, j + 1).endswith(("er", "ir", "re"))):
            return True
        if len(word) > 4 and word.endswith(_FUTURE) and word not in _NO_FUTURE:
            return True
        if word in _PAST:
            return False
    return False


def word_at(lowers: Sequence[str], i: int) -> str:
    return lowers[i] if 0 <= i < len(lowers) else ""


def count_of(word: str) -> int | None:
    return int(word) if word.isdecimal() and word.isascii() and len(word) < 4 else COUNTS.get(word)


def day_number(word: str) -> int | None:
    if word in ("1er", "premier"):
        return 1
    number = int(word) if word.isdecimal() and word.isascii() and len(word) <= 2 else 0
    return number if 1 <= number <= 31 else None


def year_behind(lowers: Sequence[str], i: int, published: date) -> tuple[int | None, int]:
    """The year at ``i``, perhaps behind a comma or "de l'an dernier", and where it ends."""
    for words, step in (
        (("de", "l'", "an", "dernier"), -1),
        (("de", "l'", "année", "dernière"), -1),
        (("de", "cette", "année"), 0),
    ):
        if tuple(lowers[i : i + len(words)]) == words:
            return published.year + step, i + len(words)
    j = i + 1 if word_at(lowers, i) == "," else i
    year = year_number(word_at(lowers, j)) if word_at(lowers, j) else None
    return (year, j + 1) if year is not None else (None, i)


def turned(lowers: Sequence[str], i: int, unit: int) -> tuple[int, int]:
    """Whether the words around the unit at ``unit`` turn it back (-1) or on (1), else 0, and where it ends."""
    before, behind = word_at(lowers, unit - 1) if unit > i else "", word_at(lowers, unit + 1)
    if before in BACK or behind in BACK:
        return -1, unit + 1 + (behind in BACK)
    if before in ON or behind in ON:
        return 1, unit + 1 + (behind in ON)
    return 0, unit + 1


def decade_of(word: str, published: date) -> int | None:
    if word in DECADES:
        return DECADES[word]
    if word.isdecimal() and word.isascii() and word.endswith("0"):
        number = int(word) + (1900 if len(word) == 2 else 0)
        return number if 1800 <= number <= published.year else None
    return None
