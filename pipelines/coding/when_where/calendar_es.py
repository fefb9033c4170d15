"""The words of the Spanish calendar, and what stands around them."""

from collections.abc import Sequence
from datetime import date

from pipelines.coding.when_where.calendar import year_number


def _numbered(names: str) -> dict[str, int]:
    return {name: i for i, group in enumerate(names.split()) for name in group.split("|")}


WEEKDAYS = _numbered("lunes martes miércoles|miercoles jueves viernes sábado|sabado domingo")
MONTHS = {
    name: i + 1
    for name, i in _numbered(
        "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre"
    ).items()
}
SEASONS = {"primavera": 3, "verano": 6, "otoño": 9, "invierno": 12}
COUNTS = _numbered(
    "cero un|una|uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
) | {"veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "cien": 100}
DECADES = {
    "veinte": 1920, "treinta": 1930, "cuarenta": 1940, "cincuenta": 1950, "sesenta": 1960, "setenta": 1970,
    "ochenta": 1980, "noventa": 1990,
}  # fmt: skip
ROMAN = {"xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20}
FEASTS = {
    ("nochebuena",): (12, 24),
    ("nochevieja",): (12, 31),
    ("día", "de", "navidad"): (12, 25),
    ("día", "de", "año", "nuevo"): (1, 1),
    ("día", "del", "trabajo"): (5, 1),
    ("día", "del", "trabajador"): (5, 1),
    ("día", "de", "la", "mujer"): (3, 8),
}
BACK = frozenset({"pasado", "pasada", "último", "última", "anterior"})
ON = frozenset({"próximo", "próxima", "siguiente", "entrante"})
THIS = frozenset({"este", "esta"})
PARTS = frozenset("mañana tarde noche madrugada mediodía".split())
THE = frozenset({"el", "la", "los", "las", "del", "al"})
BOUNDS = frozenset({"desde", "hasta", "antes"})
LINKS = frozenset(
    {"de", "del", "el", "la", "los", "las", "a", "finales", "principios", "mediados", "fines", "mes", "año"}
)
YEAR_LEADERS = frozenset("en durante desde hasta entre y tras el año a de".split())
DAYS_OF = {"día": 1, "semana": 7, "quincena": 15}
YEARS_OF = {"año": 1, "década": 10, "siglo": 100, "lustro": 5, "generación": 30, "generacione": 30}
SOME = frozenset("unos unas varios varias algunos algunas pocos pocas muchos muchas".split())
AHEAD = frozenset(
    "previsto prevista previstos previstas programado programada programados programadas convocado convocada próximo "
    "próxima planea planean prevé prevén espera esperan anunció convocó convocaron llamó".split()
)
REACH = 14
NO_COUNTS = frozenset("personas soldados policías civiles manifestantes muertos heridos trabajadores hombres".split())


def looks_ahead(lowers: Sequence[str], i: int) -> bool:
    """Whether the nearest word before ``i`` that decides it speaks of the future: "se reunirán el viernes"."""
    for j in range(i - 1, max(i - REACH, 0) - 1, -1):
        word = lowers[j]
        if (
            word in AHEAD
            or word.endswith(("rá", "rán", "remos"))
            or list(lowers[j : j + 2]) in (["va", "a"], ["van", "a"])
        ):
            return True
        if word.endswith(("ó", "aron", "ieron", "yeron")) and word not in ("anunciaron", "convocaron"):
            return False
    return False


def word_at(lowers: Sequence[str], i: int) -> str:
    return lowers[i] if 0 <= i < len(lowers) else ""


def count_of(word: str) -> int | None:
    return int(word) if word.isdecimal() and word.isascii() and len(word) < 4 else COUNTS.get(word)


def day_number(word: str) -> int | None:
    if word in ("primero", "1º", "1o", "1°"):
        return 1
    number = int(word) if word.isdecimal() and word.isascii() and len(word) <= 2 else COUNTS.get(word, 0)
    return number if 1 <= number <= 31 else None


def year_behind(lowers: Sequence[str], i: int, published: date) -> tuple[int | None, int]:
    """The year at ``i`` behind "de", "del", a comma or nothing, and where it ends."""
    for words, step in (("pasado", -1), ("actual", 0), ("próximo", 1)):
        if list(lowers[i : i + 3]) in (["del", "año", words], ["de", "este", "año"]):
            return published.year + (0 if lowers[i + 1] == "este" else step), i + 3
    j = i
    while j < len(lowers) and j < i + 2 and lowers[j] in (",", "de", "del", "año"):
        j += 1
    year = year_number(word_at(lowers, j)) if word_at(lowers, j) else None
    return (year, j + 1) if year is not None else (None, i)


def turned(lowers: Sequence[str], i: int, unit: int) -> tuple[int, int]:
    """Whether the words around the unit at ``unit`` turn it back (-1) or on (1), else 0, and where it ends."""
    before, behind = word_at(lowers, unit - 1) if unit > i else "", word_at(lowers, unit + 1)
    if before in BACK or behind in BACK:
        return -1, unit + 1 + (behind in BACK)
    if before in ON or behind in ON:
        return 1, unit + 1 + (behind in ON)
    if list(lowers[unit + 1 : unit + 3]) == ["que", "viene"]:
        return 1, unit + 3
    return 0, unit + 1


def decade_of(word: str, published: date) -> int | None:
    if word in DECADES:
        return DECADES[word]
    if word.isdecimal() and word.isascii() and word.endswith("0"):
        number = int(word) + (1900 if len(word) == 2 else 0)
        return number if 1800 <= number <= published.year else None
    return None
