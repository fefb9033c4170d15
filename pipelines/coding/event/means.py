"""What violence is done with where its verb does not say: by its doer, or by what stands behind "in" or "with"."""

from functools import cache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.frames import dependents, is_passive, prepositional, subject_of
from pipelines.coding.sentence.parsing import Parse

_BEHIND = frozenset({"in", "by", "with", "during"})


@cache
def _means() -> dict[str, tuple[str, str]]:
    rows = read_rows(DATA / "means.tsv", 3, 3)
    return {word: (row.cells[1], row.cells[2]) for row in rows for word in row.cells[0].split("|")}


def means_of(parse: Parse, trigger: int) -> tuple[str, str] | None:
    """The mode and CAMEO code of a blow by what it is dealt with: "suicide bombings killed 11"."""
    if parse.tags[trigger].startswith("N"):
        nouns = [trigger]
    else:
        subject = None if is_passive(parse, trigger) else subject_of(parse, trigger)
        nouns = [] if subject is None else [subject]
        nouns += [noun for word, noun in prepositional(parse, trigger) if word in _BEHIND]
    known = _means()
    for noun in nouns:
        before = [t for t in dependents(parse, noun, "compound", "amod", "nmod") if t < noun]
        found = next((known[parse.lowers[t]] for t in (*before, noun) if parse.lowers[t] in known), None)
        if found is not None:
            return found
    return None
