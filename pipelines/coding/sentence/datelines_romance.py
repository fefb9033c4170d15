"""What Spanish and French agencies put before a report: "Managua, 12 ene (EFE).-", "BAMAKO, 14 mai (AMAP) -"."""

import re

from pipelines.coding.sentence.datelines import dateline_end as english_end

_MONTH = (
    r"(?:ene|feb|mar|abr|may|jun|jul|ago|sep|sept|oct|nov|dic|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|setiembre|octubre|noviembre|diciembre|janv|févr|avr|juil|déc|janvier|février|mars|avril|mai|juin|"
    r"juillet|août|septembre|octobre|novembre|décembre)\.?"
)
_DAY = rf"(?i:(?:le )?\d{{1,2}}(?:er|º)? (?:de )?{_MONTH}(?:,? (?:de )?\d{{4}})?)"
_CAPITAL = r"[A-ZÁÉÍÓÚÑÀÂÇÈÊËÎÏÔÛÜŒ]"
_WORD = rf"{_CAPITAL}[\w'’-]+"
_NAME = rf"{_WORD}(?: (?:de |del |la |las |los |el |du |des |d')?{_WORD}){{0,3}}"
_PLACE = rf"{_NAME}(?: \({_NAME}\)|, (?!{_DAY}){_NAME})?"
_AGENCY = rf"\({_CAPITAL}[\w/ .&’'-]{{1,40}}\)"
_DASH = rf"(?:\s?[.:]?\s?[-–—]{{1,2}}\s?|\s?:\s)(?=[\"“‘'«(¡¿]?(?:{_CAPITAL}|[0-9]))"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE},? {_DAY}(?:,? ?{_AGENCY})?{_DASH}",
        rf"{_PLACE},? {_AGENCY}(?:,? {_DAY})?{_DASH}",
        rf"{_PLACE}\s?\.\s?[-–—]{{1,2}}\s(?=[\"“‘'«(¡¿]?{_CAPITAL})",
        rf"{_PLACE}, {_DAY}(?:,? ?{_AGENCY})?\.?\Z",  # a line of its own
    )
)


def dateline_end(sentence: str) -> int:
    """Where the text of an agency's sentence begins; 0 where nothing stands before it."""
    own = max((match.end() for form in _FORMS if (match := form.match(sentence))), default=0)
    return max(own, english_end(sentence))
