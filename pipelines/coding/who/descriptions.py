"""Where a report says what a name is: "Renewal, the opposition party", "rebel group Iron Path (IP)", "UF rebels"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.wordlists import word_list

BODIES = word_list("described_bodies")  # whose noun alone says what they are
GROUPS = word_list("described_groups")  # of which a word in front does: "a rebel group"
PLURALS = frozenset({"rebels", "guerrillas", "insurgents", "separatists"})
NAMES = word_list("body_names")  # with which names of bodies end: "United Front"
_TELLING = word_list("described_by")  # between a name and such a noun: "Iron Path rebel group"
_SIDES = {"opposition": "opposition party", "ruling": "ruling party", "rebel": "rebels", "separatist": "separatists"}
_COMMON = frozenset({"party", "union", "newspaper", "airline", "company", "firm", "bank"})  # behind a name of one word
# What is no name before one of these: "the Communist party", "a Sunni party".
_ADJECTIVE = re.compile(
    r"(?:ist|ian|ean|ish|ese|ic|al|ive|can|crat|Green|Labou?r|Sunni|Shia|Shiite|Druze|Sikh|Muslim|Hindu|Tory|Kurd|Tamil"
    r"|Left|Right|Centre|Center)$"
)
_WORD = r"[A-ZÀ-Þ](?:[\w&-]{0,40}\w)?"
_WHOSE = r"(?:(?<=s)['’]|(?<=People)['’]s|(?<=men)['’]s|(?<=Lord)['’]s)?"  # "People's", "Workers'"
_NAME = rf"(?<![\w-]){_WORD}(?:{_WHOSE} (?:(?:of|for|and|de|du|des|del) (?:the |la )?)?{_WORD}){{0,9}}"
_SHORT = r"[A-Z][\w-]{1,15}"
_BRACKET = rf"(?: \((?P<short>{_SHORT})\))?"
_OPEN = r"(?P<words>(?:an?|the|[\w-]{1,30}['’]s) [^,.;:()]{3,70}?)"
_BEYOND = "that which who whom whose where of in into on at to from for by with against over under based linked led"
_END = rf"(?=[.;:!?)]|,(?! (?:and|or)\b)|$| (?:{'|'.join(_BEYOND.split())})\b)"
_KNOWN = "|".join(sorted(BODIES | GROUPS, key=len, reverse=True))
_ASIDE = re.compile(rf"(?P<name>{_NAME}){_BRACKET}(?:, (?:which is )?| is (?:now )?){_OPEN}{_END}")
_BEHIND = re.compile(
    rf"(?<![\w-])(?P<words>(?:[\w’'-]{{1,30}} ){{0,4}}(?:{_KNOWN})) (?:called |named |known as )?(?:the )?[\"“]?"
    rf"(?P<name>{_NAME}){_BRACKET}"
)
_PLAIN = r"(?!(?:of|for|from|at|in|by|to|and)\b)[\w’'-]{1,30}"
# Not "the leader of the ruling party, Ana Ruiz,".
_HELD = re.compile(
    r"(?<!of )(?<!for )(?<!from )(?<!at )(?<!in )"
    rf"(?P<words>(?:[Aa]n?|[Tt]he|[\w-]{{1,30}}['’]s) (?:{_PLAIN} ){{0,4}}(?:{_KNOWN})), (?:the )?"
    rf"(?P<name>{_NAME}){_BRACKET},(?! (?:and|or)\b)"
)
_FRONT = re.compile(
    rf"\b[Tt]he (?P<most>main |largest |biggest )?(?P<side>{'|'.join(_SIDES)}) (?P<name>{_NAME})"
    rf"{_BRACKET}(?P<noun> (?:party|movement|alliance|coalition|bloc|front|group)\b)?"
)
_CALLED = re.compile(
    rf"(?P<the>\b[Tt]he )?(?P<name>{_NAME}){_BRACKET} (?P<words>(?:[a-z]{{3,15}} )?(?:{_KNOWN}))\b(?! [A-Z])"
)
_FULL = re.compile(rf"(?P<name>{_NAME}) \((?P<short>{_SHORT})\)")
_UNIT = re.compile(r"\b\d{1,3}(?:st|nd|rd|th) (?:IB|ID|MIB|BN)\b")
_SAYS = re.compile(rf"\b(?:{'|'.join(sorted(BODIES | GROUPS | {*_SIDES}))})\b")
_LETTERS = re.compile(r"[A-Z][A-Z-]*[A-Z]")


@dataclass(frozen=True, slots=True)
class Description:
    """A name, the short form in brackets behind it, and the words that say what it is, if any do."""

    name: str
    short: str | None
    words: str


def descriptions(text: str) -> Iterator[Description]:
    """What a sentence says that names are, as it says it."""
    if "(" in text:
        for found in _FULL.finditer(text):
            if _spelled(found["name"], found["short"]):
                yield _described(found, "")
    for found in _UNIT.finditer(text):
        yield Description(found[0], None, "battalion")
    if _SAYS.search(text) is None:
        return
    for found in (*_ASIDE.finditer(text), *_HELD.finditer(text)):
        if _is_told(found["words"]):
            yield _described(found, found["words"])
    for found in _BEHIND.finditer(text):
        yield _described(found, found["words"])
    for found in _FRONT.finditer(text):
        body = found["name"].rpartition(" ")[2].lower() in NAMES
        if body or found["most"] or found["short"] or found["noun"]:
            yield _described(found, _SIDES[found["side"]])
    for found in _CALLED.finditer(text):
        if _is_called(found):
            yield _described(found, found["words"])


def _described(found: re.Match[str], words: str) -> Description:
    name, short = found["name"], found["short"]
    full = _spelled(name, short) if short else ""
    return Description(full or name, short if full else None, words)


def _is_told(words: str) -> bool:
    """Whether an aside describes, and is no part of a list: not "Renewal, the union, ..."."""
    article, *rest = words.lower().split()
    if not rest or "and" in rest or (len(rest) == 1 and article == "the"):
        return False
    return rest[-1] in BODIES or rest[-1] in GROUPS


def _is_called(found: re.Match[str]) -> bool:
    """Whether a name stands before the noun for what it is: "UF rebels", "the Renewal party"."""
    before, _, noun = found["words"].rpartition(" ")
    name = found["name"]
    if before and before not in _TELLING:
        return False  # "Ruiz attacked rebels"
    if _LETTERS.fullmatch(name):
        return True
    if " " not in name and (_ADJECTIVE.search(name) or not (before or noun in _COMMON)):
        return False
    return bool(before or found["the"])


def _spelled(name: str, short: str) -> str:
    """As much of a name as letters stand for, in its order: "Union of Peoples (UP)", behind "Ana Ruiz of the"."""
    words = name.split()
    for start, word in enumerate(words[:-1]):
        letters = iter("".join(words[start:]).lower())
        if word[0] == short[0] and all(c in letters for c in short.lower() if c.isalnum()):
            return " ".join(words[start:])
    return ""
