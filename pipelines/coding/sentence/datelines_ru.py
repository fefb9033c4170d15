"""What Russian agencies put before the first words of a report: "МОСКВА, 14 мая (Рейтер) -", "Киев. 14 мая. ТАСС -"."""

import re

_MONTH = "(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
_DAY = rf"\d{{1,2}} {_MONTH}(?: \d{{4}}(?: ?г\.?(?:ода)?)?)?"
_PLACE = r"[А-ЯЁ][А-Яа-яЁё-]+(?:[ -][А-ЯЁ][А-Яа-яЁё-]+){0,2}"
_AGENCY = (
    r"(?:РИА [«\"]?Новости[»\"]?|ТАСС|ИТАР-ТАСС|Интерфакс[\w-]*|Рейтер|Reuters|Синьхуа|БелТА|БЕЛТА|УНИАН|Укринформ|"
    r"Регнум|ИА REGNUM|REGNUM|АПА|Тренд|Trend|КазТАГ|Казинформ|АКИpress|Кабар|Спутник|Sputnik|АФП|AFP|AP)"
)
_NAMED = rf"[/(]?(?:Корр\. )?{_AGENCY}[/)]?"
_DASH = r"\s?[-–—:.]+\s+"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE}[,.]? \(?{_DAY}\)?[,.]?(?: ?[-–—/(]* ?{_NAMED})?{_DASH}(?=[«\"А-ЯЁ])",
        rf"{_DAY}[,.]? {_PLACE}[,.]?(?: ?[-–—/(]* ?{_NAMED})?{_DASH}(?=[«\"А-ЯЁ])",
        rf"{_PLACE}[,.]? {_NAMED}{_DASH}(?=[«\"А-ЯЁ])",
        rf"{_PLACE}[,.]? \(?{_DAY}\)?(?:[,.]? [-–—/(]*{_NAMED})?\.?\Z",  # a line of its own
        rf"{_NAMED}{_DASH}(?=[«\"А-ЯЁ])",
        r"(?:[*•‣▪●◦·]|\d{1,2}[.)]|[-–—])\s+(?=[«\"А-ЯЁ])",
    )
)


def dateline_end(sentence: str) -> int:
    """Where the text of an agency's sentence begins; 0 where nothing stands before it."""
    return max((match.end() for form in _FORMS if (match := form.match(sentence))), default=0)
