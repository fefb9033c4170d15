"""Who does what to whom around a word of a parsed sentence."""

from collections.abc import Iterator

from pipelines.coding.sentence.naming import is_named_day
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.sentence.phrases import is_month_may
from pipelines.coding.wordlists import word_list

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_CAPTIVE = frozenset({"hostage", "captive", "prisoner"})  # what somebody is held as: "two men held hostage"
CLAUSES = frozenset({"xcomp", "ccomp", "pcomp"})
_WIELDS = frozenset("use uses used using fire fires fired firing".split())
_RELATIVE = word_list("relatives")
_TIME = word_list("time")
_CHARGES = word_list("charges")
_DOCUMENTS = word_list("documents")
_PARTITIVES = word_list("partitives")
_SHORT_DAYS = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())  # "on Sun."
_BEFORE_DAYS = frozenset("on last next since until by late early from".split())
_STRETCHES = frozenset("minutes hours days weeks months".split())  # "two days of talks"
_WHERE = frozenset({"in", "near", "outside", "around", "inside"})
_HAVING = frozenset({"had", "has", "have", "having"})
_CLIMB = 6  # governors looked at for a missing subject; deeper nesting is a misparse


def with_conjuncts(parse: Parse, token: int) -> list[int]:
    """``token`` and the words co-ordinated with it, in order."""
    found = [token]
    queue = [token]
    while queue:
        current = queue.pop()
        for child in parse.children[current]:
            if parse.deps[child] == "conj":
                found.append(child)
                queue.append(child)
    return sorted(found)


def dependents(parse: Parse, token: int, *labels: str) -> list[int]:
    """The dependents of ``token`` under any of ``labels``."""
    children = parse.children[token]
    return [child for child in children if parse.deps[child] in labels] if children else []


def subtree(parse: Parse, token: int) -> list[int]:
    """A word and all that hangs on it, in order."""
    found, queue = [], [token]
    while queue:
        current = queue.pop()
        found.append(current)
        queue.extend(parse.children[current])
    return sorted(found)


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the subject of ``verb`` suffers it."""
    if any(parse.deps[child] in ("nsubjpass", "auxpass", "agent") for child in parse.children[verb]):
        return True
    if is_caused(parse, verb):
        return True
    if parse.tags[verb] != "VBN" or dependents(parse, verb, "aux", "nsubj"):
        return False
    if parse.deps[verb] == "conj":
        return not _suffering(parse, verb) and is_passive(parse, parse.heads[verb])
    return parse.deps[verb] in ("acl", "amod", "advcl") and not _suffering(parse, verb)


def is_caused(parse: Parse, verb: int) -> bool:
    """Whether somebody had done what ``verb`` says: "had the ship seized", "had his throat cut"."""
    having = parse.heads[verb]
    if parse.tags[verb] not in ("VBN", "VBD") or parse.deps[verb] != "ccomp" or parse.lowers[having] not in _HAVING:
        return False
    subject = dependents(parse, verb, "nsubj")
    return bool(subject) and having < subject[0] and not dependents(parse, verb, "aux", "dobj", "mark")


def _suffering(parse: Parse, verb: int) -> list[int]:
    """The direct objects of a verb, without what somebody is held or taken as."""
    objects = dependents(parse, verb, "dobj")
    objects = [t for t in objects if parse.lowers[t] != "the"] if len(objects) > 1 else objects
    return [t for t in objects if parse.lowers[t] not in _CAPTIVE or any(c < t for c in parse.children[t])]


def _of_auxiliary(parse: Parse, verb: int) -> list[int]:
    """The subjects that hang on a verb's auxiliary, from which something parts it: "Chad had on Friday condemned"."""
    return [t for aux in dependents(parse, verb, "aux", "auxpass") for t in dependents(parse, aux, *SUBJECTS)]


def subject_of(parse: Parse, verb: int) -> int | None:
    """The word that is the grammatical subject of ``verb``, its own or the one it shares with a governor."""
    current = verb
    for _ in range(_CLIMB):
        own = dependents(parse, current, *SUBJECTS) or _of_auxiliary(parse, current)
        if own and parse.deps[verb] == "ccomp" and verb < own[0] and dependents(parse, verb, "auxpass"):
            return None  # "within days stations had been burned, troops patrolled"
        if own:
            subject = own[0]
            if parse.lowers[subject] in _RELATIVE and parse.deps[current] == "relcl":
                paper = parse.heads[current]
                if parse.lowers[paper] in _DOCUMENTS and parse.deps[paper] == "dobj":
                    current = parse.heads[paper]
                    continue  # "issued a statement that condemned the raid"
                who = parse.lowers[subject] == "who"
                return _beside_place(parse, parse.heads[current]) if who else parse.heads[current]
            return subject
        label, governor = parse.deps[current], parse.heads[current]
        if governor == current:
            return _headline_subject(parse, current)
        if label in ("acl", "relcl"):
            if label == "acl" and parse.lowers[governor] in _DOCUMENTS and parse.tags[parse.heads[governor]][0] == "V":
                current = parse.heads[governor]
                continue
            return governor if parse.tags[governor].startswith(("N", "P")) else None
        if label == "xcomp":
            controlled = [t for t in dependents(parse, governor, "dobj", "dative") if not parse.words[t][:1].isdigit()]
            wielded = parse.lowers[governor] in _WIELDS  # "used batons to disperse a rally"
            if controlled and not wielded and "to" in (parse.lowers[c] for c in dependents(parse, current, "aux")):
                return controlled[0]
        elif label == "pcomp":
            holder = parse.heads[governor]
            if parse.deps[holder] == "dobj" and parse.lowers[parse.heads[holder]] in _CHARGES:
                return holder  # "accused rebels of shelling a town"
            governor = holder if parse.tags[holder].startswith(("V", "I")) else verb_over(parse, holder)
        elif label not in ("conj", "advcl", "ccomp", "dep", "parataxis"):
            return None
        current = governor
    return None


def _headline_subject(parse: Parse, verb: int) -> int | None:
    """The name right before a finite verb, which the parser takes for a part of it: "President Ruto slams Uganda"."""
    name = verb - 1
    while name >= 0 and parse.heads[name] not in (name, verb):
        name = parse.heads[name]  # "The Court of Justice orders"
    fits = parse.tags[verb] in ("VBZ", "VBP") and name in dependents(parse, verb, "compound", "nmod", "npadvmod")
    named = parse.tags[name].startswith("NNP" if parse.words[-1] == "." else "N")
    return name if fits and named and not is_time(parse, name) else None


def _beside_place(parse: Parse, noun: int) -> int:
    """Whom "who" behind a place means: the rebels in "rebels near Goma, who killed seven"."""
    above = parse.heads[noun]
    if parse.deps[noun] != "pobj" or parse.lowers[above] not in _WHERE or not parse.tags[noun].startswith("NNP"):
        return noun
    holder = parse.heads[above]
    if not parse.tags[holder].startswith("V"):
        return holder
    agent = agent_of(parse, holder)
    found = [agent] if agent is not None else dependents(parse, holder, "dobj")
    return found[0] if found and found[0] < noun else noun


def verb_over(parse: Parse, token: int) -> int:
    """The nearest verb above a word, or where the climb ends."""
    for _ in range(_CLIMB):
        if parse.tags[token].startswith(("V", "MD")):
            return token
        token = parse.heads[token]
    return token


def agent_of(parse: Parse, verb: int) -> int | None:
    """The noun behind ``by`` of a passive verb."""
    for child in dependents(parse, verb, "agent", "prep"):
        if parse.lowers[child] == "by":
            for noun in dependents(parse, child, "pobj"):
                if child > verb or not is_time(parse, noun):  # "by Monday they had been driven out"
                    return noun
    return None


def objects_of(parse: Parse, verb: int) -> list[int]:
    """What suffers ``verb``: direct objects, or the subject of a passive."""
    if is_passive(parse, verb):
        subject = subject_of(parse, verb)
        if subject is not None:
            return [subject]
    found = _suffering(parse, verb)
    if not found and parse.deps[verb] == "conj" and parse.heads[verb] < verb:
        later = dependents(parse, verb, "prep", "ccomp", "xcomp", "prt")
        if not later:
            return []
    return found


def sides_of(parse: Parse, verb: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who does what a verb says, and to whom, by its syntax alone."""
    doer = agent_of(parse, verb) if is_passive(parse, verb) else subject_of(parse, verb)
    doers = () if doer is None else tuple(with_conjuncts(parse, doer))
    return doers, tuple(noun for noun in objects_of(parse, verb)[:1] if noun not in doers)


def prepositional(parse: Parse, token: int) -> Iterator[tuple[str, int]]:
    """(preposition, noun) for each prepositional phrase on ``token``, also through a second preposition ("out of")."""
    for child in parse.children[token]:
        if parse.deps[child] not in ("prep", "agent", "dative") or parse.lowers[child] == "according":
            continue
        for noun in parse.children[child]:
            if parse.deps[noun] == "pobj":
                yield parse.lowers[child], noun
            elif parse.deps[noun] == "prep":
                for inner in dependents(parse, noun, "pobj"):
                    yield parse.lowers[noun], inner


def is_time(parse: Parse, noun: int) -> bool:
    """Whether ``noun`` names a day, month, year or other stretch of time."""
    word = parse.lowers[noun]
    if word == "may" and parse.tags[noun].startswith("NNP"):
        return is_month_may(parse.words, noun) or parse.deps[noun] in ("npadvmod", "nmod")
    if is_named_day(parse.words, noun) or parse.words[noun] == "march":
        return False
    if word in _SHORT_DAYS and parse.words[noun][:1].isupper() and parse.lowers[noun - 1] in _BEFORE_DAYS:
        return True
    return word in _TIME or (word.isdigit() and len(word) in (1, 2, 4)) or (len(word) == 5 and word[:4].isdigit())


def noun_words(parse: Parse, noun: int) -> Iterator[tuple[str, bool]]:
    """The words by which ``noun`` is recognised, and whether each is a head (True) or only qualifies one.

    Heads are the noun, its conjuncts, and what stands behind the ``of`` of an amount ("dozens of protesters").
    """
    heads = with_conjuncts(parse, noun)
    for head in heads:
        if parse.lowers[head] in _PARTITIVES or parse.lowers[head] in _STRETCHES:
            heads = heads + [inner for word, inner in prepositional(parse, head) if word == "of"]
    for head in heads:
        yield parse.lowers[head], True
    for head in heads:
        for child in parse.children[head]:
            if parse.deps[child] in ("compound", "amod", "nmod", "nummod") and not _is_opposed(parse, child):
                yield parse.lowers[child], False
                for inner in dependents(parse, child, "compound", "conj", "amod"):
                    yield parse.lowers[inner], False


def _is_opposed(parse: Parse, word: int) -> bool:
    """Whether a qualifier is what something is against: "anti-war banners" are no war."""
    return word > 1 and parse.words[word - 1] == "-" and parse.lowers[word - 2] == "anti"


# What is left out of a party's name: clauses, asides, and phrases that tell when or how.
_CUT = frozenset({"relcl", "acl", "advcl", "punct", "cc", "conj", "parataxis", "mark", "preconj", "ccomp"})
_CHARGED_WITH = frozenset({"of", "for", "on", "with"})
_HEADING = word_list("headed_by_of")  # whose "of" says what they head: "the minister of defence"
_NAME_PREPOSITIONS = frozenset(
    {"of", "in", "for", "on", "from", "at", "to", "against", "with", "by", "between", "near"}
)


def _is_charge(parse: Parse, preposition: int) -> bool:
    """Whether a phrase on somebody accused says of what: "accused the army of massacres"."""
    behind = dependents(parse, preposition, "pobj")
    if not behind:
        return True
    plain = parse.tags[behind[0]] in ("NN", "NNS") and parse.lowers[preposition] in _CHARGED_WITH
    return plain and parse.lowers[parse.heads[preposition]] not in _HEADING


def phrase(parse: Parse, noun: int) -> tuple[int, int]:
    """The tokens (start, end) of the phrase of ``noun``, without clauses, asides and what is co-ordinated with it."""
    start = end = noun
    charged = parse.deps[noun] in ("dobj", "nsubjpass") and parse.lowers[parse.heads[noun]] in _CHARGES
    queue = [(noun, True)]
    while queue:
        current, top = queue.pop()
        start, end = min(start, current), max(end, current)
        for child in parse.children[current]:
            label = parse.deps[child]
            joined = label == "conj" and current != noun
            if label in _CUT and not joined and not (label == "punct" and parse.words[child] in ("-", "“", '"')):
                continue
            if label == "appos" and child > current + 1 and parse.words[child - 1] == ",":
                continue
            if label == "appos" and any(parse.words[t] in (",", ";") for t in range(current + 1, child)):
                continue
            if label == "prep" and top and parse.lowers[child] not in _NAME_PREPOSITIONS:
                continue
            if label == "prep" and (dependents(parse, child, "pcomp") or (charged and _is_charge(parse, child))):
                continue
            if label == "prep" and any(is_time(parse, n) for n in dependents(parse, child, "pobj")):
                continue
            if label in ("npadvmod", "advmod") and current == noun and child > noun:
                continue
            queue.append((child, current == noun or top))
    while start < noun and parse.words[start] in (",", "-", '"', "“", "'", "`", "``"):
        start += 1
    while end > noun and parse.lowers[end] in ("with", "together", "along", ","):
        end -= 1  # "Spain, together with Portugal"
    if end > noun and parse.lowers[end] in ("'s", "'") and parse.deps[end] == "case" and parse.heads[end] == noun:
        end -= 1
    return start, end + 1
