"""What is wrong with the event lexicon although it loads: entries that never win, codes that nobody knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.coding.event.compositions import DENIED, SAME, Composition, Compositions
from pipelines.coding.event.lexicon import OPERATORS, SILENT, Entry, Lexicon
from pipelines.coding.event.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to put right: ``origin`` is file and line."""

    origin: str
    message: str


def check_lexicon(lexicon: Lexicon, compositions: Compositions, ontology: Ontology) -> list[Problem]:
    """The problems of the lexicon, by file and line; each once."""
    found = [*_unreachable(lexicon), *_unknown_codes(lexicon, ontology)]
    found += [*_unknown_operators(lexicon, compositions), *_bad_outcomes(compositions, ontology)]
    return sorted(dict.fromkeys(found), key=lambda problem: (problem.origin.split(":")[0], problem.message))


def _entries(lexicon: Lexicon) -> Iterator[Entry]:
    for group in lexicon.entries.values():
        yield from group


def _unreachable(lexicon: Lexicon) -> Iterator[Problem]:
    """Entries that ask for the same as an earlier one at every form of every word."""
    winners: dict[str, Entry | None] = {}
    for group in lexicon.entries.values():
        first: dict[frozenset[object], Entry] = {}
        for entry in group:
            earlier = first.setdefault(frozenset(entry.slots), entry)
            if earlier is entry:
                winners[entry.origin] = None
            else:
                winners.setdefault(entry.origin, earlier)
    by_origin = {entry.origin: entry for entry in _entries(lexicon)}
    for origin, earlier_entry in winners.items():
        if earlier_entry is not None:
            pattern = by_origin[origin].pattern
            yield Problem(origin, f"{pattern!r} never wins: {earlier_entry.origin} asks for the same; remove one")


def _unknown_codes(lexicon: Lexicon, ontology: Ontology) -> Iterator[Problem]:
    for entry in _entries(lexicon):
        if entry.outcome in (OPERATORS, SILENT):
            continue
        if (entry.outcome, entry.label) not in ontology.kinds:
            yield Problem(entry.origin, f"{entry.outcome} has no mode {entry.label!r}; see ontology/types.tsv")
        if entry.cameo is not None and not _is_cameo(entry.cameo, ontology):
            yield Problem(entry.origin, f"{entry.cameo!r} is no CAMEO code; see ontology/goldstein.tsv")


def _is_cameo(code: str, ontology: Ontology) -> bool:
    return code.isdigit() and 2 <= len(code) <= 4 and code[:2] in {known[:2] for known in ontology.goldstein_scores}


def _unknown_operators(lexicon: Lexicon, compositions: Compositions) -> Iterator[Problem]:
    known = {operator for operator, _ in compositions.rows}
    for entry in _entries(lexicon):
        if entry.outcome == OPERATORS and entry.label not in known:
            yield Problem(entry.origin, f"operator {entry.label!r} has no row in compositions.tsv")


def _bad_outcomes(compositions: Compositions, ontology: Ontology) -> Iterator[Problem]:
    rows: Mapping[tuple[str, str], Composition] = compositions.rows
    for (operator, inner), composition in rows.items():
        if composition.outcome in (SILENT, SAME, DENIED):
            continue
        if (composition.outcome, composition.label) not in ontology.kinds:
            kind = f"{composition.outcome}/{composition.label}"
            yield Problem("compositions.tsv", f"{operator} with {inner}: {kind} is no type and mode of the ontology")
