"""What a speaker says that somebody, or somebody's deed, is: "the decree is an outrage", said the opposition."""

from collections.abc import Collection

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.matching import Match
from pipelines.coding.sentence.frames import dependents, prepositional, subject_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_BEING = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s", "'re", "’re"})
_POINTING = frozenset({"it", "this", "that", "these", "those", "which", "what"})
_ACTS = _POINTING | word_list("steps") | word_list("state_acts")  # of those who govern, whoever they are
_DENYING = frozenset({"not", "no", "nothing", "nobody", "neither", "none"})
_OWNING = ("poss", "compound", "amod", "nmod", "appos")


def judged(parse: Parse, match: Match) -> tuple[list[int], list[int]] | None:
    """Who says what a match says of somebody, and of whom; None where nobody does."""
    if not _is_verdict(parse, match):
        return None
    speaker, subject = circumstance(parse, match.token).speaker, subject_of(parse, match.token)
    if speaker is None or subject is None:
        return None
    named = [] if parse.lowers[subject] in _POINTING else with_conjuncts(parse, subject)
    return with_conjuncts(parse, speaker), named


def blames_nobody(parse: Parse, match: Match, able: Collection[int]) -> bool:
    """Whether what is said of something blames nobody: nobody says it, or it is of no party's, or it is not so.

    ``able`` are the words that name who can act.
    """
    if match.entry.outcome != "ACCUSE" or not _is_verdict(parse, match):
        return False
    place, subject = circumstance(parse, match.token), subject_of(parse, match.token)
    said = match.filled("attr")
    if said is not None and parse.tags[said].startswith("V"):
        return True  # "that is how a body can lie there"
    if place.speaker is None or place.own or place.negated or place.modal is not None or subject is None:
        return True
    first = min([subject, *parse.children[subject]])
    if any(parse.lowers[t] in _DENYING for t in range(first, match.token)):
        return True  # "not every bribe is a crime"
    owners = [subject, *dependents(parse, subject, *_OWNING)]
    owners += [noun for word, noun in prepositional(parse, subject) if word in ("of", "by")]
    return parse.lowers[subject] not in _ACTS and not any(t in able for t in owners)


def _is_verdict(parse: Parse, match: Match) -> bool:
    """Whether a match is of what somebody or something is."""
    spoken = match.entry.outcome in ("ACCUSE", "REJECT") and match.entry.label != "allege"
    return spoken and match.filled("attr") is not None and parse.lowers[match.token] in _BEING
