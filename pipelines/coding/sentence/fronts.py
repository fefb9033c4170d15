"""What stands before a sentence of news and is no part of it."""

import re
from collections.abc import Sequence
from itertools import islice

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.datelines import CITIES, dateline_end
from pipelines.coding.sentence.phrases import parts_of
from pipelines.coding.wordlists import word_list

_YEAR = re.compile(r"\d{4}\b")
_WORD = re.compile(r"\S+")
_BEFORE_DAY = re.compile(
    r"(?P<heading>[A-Z][\w /&’'-]{2,50}): (?=(?:On|Around|As reported(?: on)?|By|In) (?:\w+ )?\d{1,4}\b)"
)
_BEFORE_DASH = re.compile(r"(?P<heading>(?:\d{4} )?(?:[A-Z][\w’']+ ){1,4}[a-z][\w’']+(?: [a-z’'é]+)?) [–—] (?=[A-Z])")
_LONG_AND_LOW = re.compile(r"\b[a-z]{5}")
_LINKS = word_list("label_links")
_TOPICS = word_list("topics")
_HEADINGS = word_list("headings") | _TOPICS
_OPENERS = word_list("openers")
_SURE_OPENERS = word_list("sure_openers")  # others may belong to a name: "Hepatitis A", "Channel Six"
_CLAUSAL = word_list("clausal") | word_list("speech")
_TIME = word_list("time")
_COUNTRIES = tuple(read_rows(DATA / "actors" / "countries.tsv", 5, 5))
_PEOPLES = frozenset(name for row in _COUNTRIES for cell in row.cells[2:4] for name in parts_of(cell))
_STATES = frozenset(name for row in _COUNTRIES for name in parts_of(row.cells[1]))
_SUBJECTS = word_list("front_subjects") | (word_list("openers") - word_list("label_links"))
_NUMBERS = frozenset("two three four five six seven eight nine ten".split())
_KINDS = frozenset({"islamist", "jihadist", "police", "unidentified", "armed", "unknown"})
_ORDINALS = frozenset({"I", "II", "III", "IV"})
_COMPASS = frozenset("North South East West Central Northern Southern Eastern Western New Saint Greater".split())
_MOST_WORDS = 40
_LONGEST_DATELINE = 60
_LEAST_REST = 20  # characters; where less is left, what stands before is the sentence itself
_ALIKE = 4  # letters that a name shares with the one before it: "COVID-19 in Brazil Brazilian authorities ..."


def front_end(sentence: str) -> int:
    """Where the sentence proper begins: behind a dateline, note or labels ("2022 Tongan election The ..."), else 0."""
    end = dateline_end(sentence) or _heading_end(sentence)
    rest = len(sentence) - end
    if end and (rest < _LEAST_REST or (rest < end and end > _LONGEST_DATELINE)):
        return 0
    return end or (labels if len(sentence) - (labels := _labels_end(sentence)) >= _LEAST_REST else 0)


def _heading_end(sentence: str) -> int:
    """The end of a heading before a day or a dash: "Movement of forces: On 2 May ...", "Chad protests – The ..."."""
    found = _BEFORE_DAY.match(sentence) or _BEFORE_DASH.match(sentence)
    if found is None or any(word in _CLAUSAL for word in found.group("heading").lower().split()):
        return 0
    return found.end()


def _labels_end(sentence: str) -> int:
    """The end of the labels at the front, each of which ends in a word for a topic or before a word that opens."""
    words = ["", *sentence.split(maxsplit=_MOST_WORDS)[:_MOST_WORDS]]
    if len(words) < 2 or words[1].lower() in _OPENERS:
        return 0
    topics = _TOPICS
    end = 0
    dated = False
    for at, (before, word, following) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if _speaks(word):
            break
        if _YEAR.match(word) and before.lower() not in _LINKS:
            topics = _HEADINGS
        dated = dated or _YEAR.match(word) is not None
        name = words[at : at + 2]
        again = at > 1 and name == words[at + 2 : at + 4] and all(part[0].isupper() for part in name)
        part = _parts(before, word, following, topics) or _names_anew(before, word, following, dated)
        if again or part or _ends_long_name(words, at) or _ends_in_year(words, at):
            end = at + 1
    if not end or not _is_running_text(sentence):
        return 0
    return next(islice(_WORD.finditer(sentence), end, None)).start()


def _is_running_text(sentence: str) -> bool:
    """Whether capitals mean something, unlike in a headline that gives them to every word."""
    return len(_LONG_AND_LOW.findall(sentence)) > 1


def _parts(before: str, word: str, following: str, topics: frozenset[str]) -> bool:
    """Whether a label ends with ``word`` and something new begins with ``following``."""
    low = word.lower()
    if low.endswith(":"):
        return low[:-1] in _HEADINGS
    if not following[0].isupper() or not word[-1].isalnum() or following.lower().rstrip(",.") in _TIME:
        return False
    opener = following.lower().rstrip(",")
    if opener in _OPENERS and (word[0].islower() or opener in _SURE_OPENERS):
        return low not in _LINKS
    if word[0].islower() or low in topics:
        return low in topics and following not in _ORDINALS
    return (
        (word == following or before in ("in", "of", "the"))
        and len(word) >= _ALIKE
        and following[:_ALIKE] == word[:_ALIKE]
    )


def _names_anew(before: str, name: str, following: str, dated: bool) -> bool:
    """Whether people or a title follow the name that ends a label: "Siege of Mariupol Russian troops ..."."""
    if dated and before in ("of", "and", "against") and name in _STATES and following[0].isupper():
        return following.lower().rstrip(",.") not in _TIME
    town = name.removeprefix("al-")
    if before not in ("of", "in") or not (town[0] + following[0]).isupper() or not town.isalpha():
        return False
    if name in _COMPASS or name in _PEOPLES:
        return False
    if following in _STATES:
        return name in _STATES or name in CITIES or (name.isupper() and len(name) > 2)
    acronym = following.isupper() and len(following) > 2
    return acronym or following.rstrip(",") in _PEOPLES or following.lower() in _SUBJECTS


def _ends_long_name(words: Sequence[str], at: int) -> bool:
    """Whether people follow a country of two words in a label: "insurgency in Burkina Faso Four civilians ..."."""
    if at < 3 or words[at - 1] not in ("in", "of", "and"):
        return False
    following = words[at + 2].rstrip(",")
    many = following.lower() in _SUBJECTS and (following.lower() in _NUMBERS or following.endswith("s"))
    people = following[:1].isupper() and (following in _PEOPLES or many or following.lower() in _KINDS)
    return people and f"{words[at]} {words[at + 1]}" in _STATES


def _ends_in_year(words: Sequence[str], at: int) -> bool:
    """Whether a title of capitals ends with its year, and another capital follows: "Freedom Convoy 2022 Protesters"."""
    title, year, following = words[1 : at + 1], words[at + 1], words[at + 2]
    capitals = len(title) > 1 and all(word[0].isupper() for word in title) and title[-1].lower() not in _TIME
    return capitals and bool(_YEAR.fullmatch(year)) and following[0].isupper() and following.lower() not in _TIME


def _speaks(word: str) -> bool:
    """Whether a word belongs to a clause, not to a label."""
    low = word.lower().rstrip(",;")
    return word[-1] in '.!?"”' or (word[0].islower() and (low in _CLAUSAL or low.endswith("ed")))
