"""How a sentence presents an event: denied, possible, conditional, to come, or inside another word's complement."""

from dataclasses import dataclass

from pipelines.coding.event.generality import is_general, is_topic
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import SUBJECTS, dependents, subject_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_POSSIBLE = word_list("possible")
_FUTURE = word_list("future")
_WOULD = frozenset({"would", "'d", "’d"})
_ATTITUDES = word_list("attitudes")
_NEGATIONS = word_list("negations")
_CONDITIONS = word_list("conditions")
_SPEECH = word_list("speech")
_UNREAL = word_list("unreal")
_PURPOSES = word_list("purposes")
_OWN = frozenset({"it", "he", "she", "they", "we", "i", "its", "his", "her", "their", "our", "my"})
_SELF = frozenset({"we", "i", "our", "my"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_THEIRS = frozenset({"their", "its", "his", "her"})
_FORCES = frozenset("army force forces navy troops military soldiers police militia fighters".split())
_STATESMEN = word_list("statesmen")
_CONFIRMING = frozenset({"confirm", "confirms", "confirmed", "corroborated", "verified"})
_AIMS = word_list("intentions") | frozenset("aim goal idea purpose task job way role duty challenge point".split())
_ROUNDS = frozenset({"round", "rounds"})
_TOLLS = frozenset({"toll", "tolls", "dead", "deaths", "fatalities"})
_ACCOMPANYING = word_list("accompanying")
_GOALS = frozenset("goal goals aim aims hope hopes purpose objective objectives priority dream ambition wish".split())
_ANNOUNCING = frozenset({"announce", "announces", "announced", "announcing"})
_UNMET = frozenset(
    "partner partners interest delay delays difficulty difficulties obstacle hope help challenge".split()
)
_DO_NOT = frozenset({"do", "not", "n't", "n’t", "never"})
_QUOTES = frozenset({'"', "'", "`", "``", "‘", "“"})
_BY = frozenset({"in", "by", "with", "through"})
_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What stands around a word: ``governor`` is the word whose complement it is in.

    ``realised``: the event took place although the governor is no operator (it was said, or is told in passing).
    ``modal`` is future, possible, hypothetical, should or must; ``speaker`` the subject of the verb that reports it;
    ``own`` says that the speaker speaks of itself ("warned that it would ..."), ``general`` that no one event is told.
    """

    governor: int | None = None
    realised: bool = True
    negated: bool = False
    conditional: bool = False
    modal: str | None = None
    speaker: int | None = None
    own: bool = False
    general: bool = False

    @property
    def unreal(self) -> bool:
        """Whether the word is not told as something that once took place."""
        return self.negated or self.conditional or self.general or self.modal is not None


def circumstance(parse: Parse, token: int) -> Circumstance:
    """The circumstance of the event at ``token``, from its auxiliaries and its governors."""
    tag = parse.tags[token]
    if tag.startswith("N"):
        return _of_noun(parse, token)
    if tag.startswith("J") and parse.tags[parse.heads[token]].startswith("V"):
        return _of_verb(parse, parse.heads[token])
    return _of_verb(parse, token)


def takes_place(parse: Parse, token: int) -> bool:
    """Whether nothing around the word of a deed denies it, makes it conditional or only speaks of its kind."""
    place = circumstance(parse, token)
    denied = any(parse.lowers[child] in _NEGATIONS for child in dependents(parse, token, "advmod", "cc", "preconj"))
    return not (denied or place.negated or place.conditional or place.general)


def _of_verb(parse: Parse, token: int) -> Circumstance:
    negated, modal = _auxiliaries(parse, token)
    governor: int | None = None
    realised = True
    current = token
    for _ in range(_CLIMB):
        link, head = parse.deps[current], parse.heads[current]
        if head == current:
            break
        if link == "conj":
            if modal is None and not dependents(parse, current, "nsubj", "nsubjpass") and _continues(parse, current):
                outer_negated, modal = _auxiliaries(parse, head)
                negated = negated or outer_negated
            current = head
            continue
        if link == "xcomp" and _is_to(parse, current, head):
            modal, negated, current = modal or "future", negated or bool(dependents(parse, head, "neg")), head
            continue
        if link == "ccomp" and (unfound := _not_found(parse, head, current)) is not None:
            governor, realised = unfound, False
        elif link in ("xcomp", "ccomp"):
            governor, realised = head, link == "ccomp"
        elif link == "pcomp":
            governor, realised = parse.heads[head], parse.lowers[head] not in ("against", "of", "from", "to", "without")
            negated = negated or parse.lowers[head] == "without"
            realised = realised or parse.lowers[head] == "without"
            realised = realised and not (parse.lowers[head] == "for" and parse.lowers[governor] in _PURPOSES)
            realised = realised and not (parse.lowers[head] == "in" and parse.lowers[governor] in _UNMET)
            if parse.lowers[head] in _BY and parse.tags[governor] == "VB" and modal is None:
                modal = _future(parse, governor)  # "will join the bloc in imposing sanctions"
        elif link == "advcl" and modal is None and parse.lowers[current] in _ACCOMPANYING and current > head:
            modal = _future(parse, head)  # "will travel to Juba, meeting the president"
        elif link in ("acl", "advcl", "relcl") and (_infinitive(parse, current) or _is_content(parse, current)):
            governor, realised = head, _is_confirmed(parse, head)
        break
    speaker = None
    said = governor if governor is not None and parse.deps[current] == "ccomp" else inserted_speech(parse, current)
    if said is not None and parse.lowers[said] in _SPEECH:
        speaker = subject_of(parse, said)
    negated = negated or (governor is not None and _denies_truth(parse, governor))
    if _is_imperative(parse, token):
        modal = "should"
    if modal == "would" and parse.lowers[token] in _ATTITUDES:
        modal = "hypothetical"
    if modal == "would":
        told = speaker is not None or governor is None
        modal = "future" if told and not has_condition(parse, token) else "hypothetical"
    return Circumstance(
        governor=governor,
        realised=realised,
        negated=negated,
        conditional=_inside_condition(parse, token),
        modal=modal,
        speaker=speaker,
        own=speaker is not None and said is not None and speaks_of_itself(parse, token, said),
        general=is_general(parse, token),
    )


def _of_noun(parse: Parse, token: int) -> Circumstance:
    negated = any(parse.lowers[c] in _NEGATIONS for c in dependents(parse, token, "det", "neg"))
    link, head = parse.deps[token], parse.heads[token]
    for _ in range(_CLIMB):
        if link != "conj":
            break
        link, head = parse.deps[head], parse.heads[head]
    if link == "pobj" and parse.lowers[head] == "of" and parse.lowers[parse.heads[head]] in _ROUNDS:
        link, head = parse.deps[parse.heads[head]], parse.heads[parse.heads[head]]  # "a round of talks began"
    conditional = _inside_condition(parse, token)
    if is_topic(parse, token):
        return Circumstance(negated=negated, conditional=conditional, general=True)
    if any(parse.lowers[c] in _UNREAL for c in dependents(parse, token, "amod", "nmod", "compound")):
        return Circumstance(negated=negated, conditional=conditional, modal="hypothetical")
    if parse.tags[head].startswith("V") and link in ("dobj", "nsubjpass"):
        general = link == "nsubjpass" and is_general(parse, head)
        return Circumstance(governor=head, negated=negated, conditional=conditional, general=general)
    if parse.tags[head].startswith("V") and link in ("nsubj", "attr"):
        subject = subject_of(parse, head)
        if link == "attr" and subject is not None and parse.lowers[subject] in _GOALS:
            return Circumstance(negated=negated, conditional=conditional, modal="hypothetical")
        verb = _of_verb(parse, head)
        negated = negated or verb.negated
        governor = verb.governor if link == "nsubj" and verb.realised and parse.deps[head] == "ccomp" else None
        return Circumstance(
            governor=governor, negated=negated, conditional=conditional, modal=verb.modal, general=verb.general
        )
    if link == "pobj" and parse.lowers[head] in ("in", "after") and _counts_dead(parse, parse.heads[head]):
        return Circumstance(negated=negated, conditional=conditional)  # "are among eleven dead after a strike"
    if link == "pobj" and parse.lowers[parse.heads[head]] == "dead" and parse.lowers[head] in ("in", "after"):
        return Circumstance(negated=negated, conditional=conditional)  # "12 dead in an attack"
    if link == "pobj" and parse.lowers[head] in ("in", "from", "of") and parse.lowers[parse.heads[head]] in _TOLLS:
        return Circumstance(negated=negated, conditional=conditional)  # "the toll from Friday's attack rose"
    if link == "pobj" and parse.heads[head] != head:
        return Circumstance(governor=parse.heads[head], realised=False, negated=negated, conditional=conditional)
    return Circumstance(negated=negated, conditional=conditional)


def _counts_dead(parse: Parse, verb: int) -> bool:
    """Whether somebody is said to be among the dead."""
    said = dependents(parse, verb, "acomp", "attr", "prep")
    return parse.lowers[verb] in ("is", "are", "was", "were") and any(parse.lowers[t] == "dead" for t in said)


def _auxiliaries(parse: Parse, verb: int) -> tuple[bool, str | None]:
    negated, modal = False, None
    for child in parse.children[verb]:
        word, label = parse.lowers[child], parse.deps[child]
        if label == "neg" or (label in ("advmod", "preconj") and word in _NEGATIONS):
            negated = True
        elif label == "cc" and word == "nor" and parse.language != ENGLISH and parse.deps[verb] == "conj":
            negated = True  # "no acepta ni aceptará"
        elif label == "aux":
            modal = _modal(word) or modal
        elif label in ("nsubj", "nsubjpass"):
            determiners = dependents(parse, child, "det")
            negated = negated or any(parse.lowers[d] in ("no", "neither") for d in determiners)
            negated = negated or word in ("nobody", "none")
        elif label == "dobj":
            nothing = (d for d in dependents(parse, child, "det") if parse.lowers[d] == "no")
            negated = negated or any(parse.words[d - 1] != '"' for d in nothing)  # not "chanting 'No war'"
    if modal == "would" and any(parse.lowers[t] == "rather" for t in dependents(parse, verb, "advmod")):
        modal = "possible"
    headline = parse.heads[verb] == verb and parse.words[-1] != "." and _infinitive(parse, verb)
    if headline and dependents(parse, verb, *SUBJECTS):
        modal = modal or "future"  # "Kenya to deport refugees"
    if parse.deps[verb] == "xcomp" and _infinitive(parse, verb):
        governor = parse.lowers[parse.heads[verb]]
        if governor in ("has", "have", "had", "need", "needs"):
            modal = modal or "must"
        elif governor == "going":
            modal = modal or "future"
    return negated, modal


def _future(parse: Parse, verb: int) -> str | None:
    """The future of a verb, which what is done by it or with it shares."""
    return "future" if _auxiliaries(parse, verb) == (False, "future") else None


def _modal(word: str) -> str | None:
    if word in _FUTURE:
        return "future"
    if word in _POSSIBLE:
        return "possible"
    if word in _WOULD:
        return "would"
    if word in ("should", "ought"):
        return "should"
    return "must" if word == "must" else None


def _infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.lowers[c] == "to" for c in dependents(parse, verb, "aux"))


def _is_imperative(parse: Parse, verb: int) -> bool:
    """Whether a quotation opens with a verb that tells others what to do: '"Cancel the summit," she said'."""
    helpers = dependents(parse, verb, "aux", "auxpass", "neg")
    spoken = dependents(parse, verb, "nsubj", "nsubjpass", "csubj", "expl")
    if parse.tags[verb] != "VB" or spoken or any(parse.lowers[t] not in _DO_NOT for t in helpers):
        return False
    first = min([verb, *helpers])
    return first > 0 and parse.words[first - 1] in _QUOTES and parse.deps[verb] not in ("xcomp", "conj")


def _is_content(parse: Parse, verb: int) -> bool:
    """Whether a clause on a noun says what the noun is about: "its demand that the army leave"."""
    marks = dependents(parse, verb, "mark")
    return parse.deps[verb] in ("acl", "relcl") and any(parse.lowers[mark] == "that" for mark in marks)


def _not_found(parse: Parse, verb: int, content: int) -> int | None:
    """What there is none of for what is told: "found no evidence yet that troops are massing"."""
    objects = [t for t in dependents(parse, verb, "dobj", "attr", "nsubj") if t < content]
    return next((t for t in objects if any(parse.lowers[d] == "no" for d in dependents(parse, t, "det"))), None)


def _is_to(parse: Parse, verb: int, head: int) -> bool:
    """Whether somebody "is to" do something, unlike a plan that is to do it."""
    subject = subject_of(parse, head)
    told = parse.lowers[head] in ("is", "are") and parse.lowers[head + 1 : head + 2] == ["to"]
    return told and _infinitive(parse, verb) and subject is not None and parse.lowers[subject] not in _AIMS


def _is_confirmed(parse: Parse, noun: int) -> bool:
    """Whether what a noun says is said to be true: "confirmed reports that two died"."""
    confirmed = parse.deps[noun] == "dobj" and parse.lowers[parse.heads[noun]] in _CONFIRMING
    return confirmed and parse.lowers[noun] in ("report", "reports", "news")


def _speaks_for(parse: Parse, subject: int, said: int) -> bool:
    """Whether the speaker is of those spoken of: "doctors will strike, their union warned"."""
    speaker = subject_of(parse, said)
    if speaker is None or subject > said:
        return False
    if any(parse.lowers[t] in _THEIRS for t in dependents(parse, speaker, "poss")):
        return True
    forces = parse.lowers[subject] in _FORCES and parse.lowers[speaker] in _STATESMEN
    return forces and not any(parse.words[t][:1].isupper() for t in parse.children[speaker] if t > said - 8)


def no_longer(parse: Parse, verb: int) -> bool:
    """Whether what is denied was done before: "is no longer sending arms"."""
    return any(parse.lowers[t] == "longer" and parse.lowers[t - 1] == "no" for t in dependents(parse, verb, "advmod"))


def has_condition(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` says what would follow: it governs an if-clause, or is "would have" or "would be"."""
    helpers = {parse.lowers[c] for c in dependents(parse, verb, "aux")}
    announced = parse.deps[verb] == "ccomp" and parse.lowers[parse.heads[verb]] in _ANNOUNCING
    if "have" in helpers or ("be" in helpers and not announced):  # "announced that troops would be leaving"
        return True
    return any(_is_condition(parse, clause) for clause in dependents(parse, verb, "advcl"))


def _inside_condition(parse: Parse, token: int) -> bool:
    current = token
    for _ in range(_CLIMB):
        if _is_condition(parse, current):
            return True
        if parse.deps[current] == "advcl" or parse.heads[current] == current:
            return False
        current = parse.heads[current]
    return False


def _is_condition(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` heads an if-clause, or one by inversion ("Should the army seize ...", "Had they fired ...")."""
    subject = next(iter(dependents(parse, verb, "nsubj", "nsubjpass")), None)
    for child in parse.children[verb]:
        word, label = parse.lowers[child], parse.deps[child]
        if label == "mark" and (word in _CONDITIONS or (word == "though" and parse.lowers[child - 1] == "as")):
            return True
        if word == "either" and label in ("preconj", "cc") and child < verb:
            return True
        if label == "prep" and any(parse.lowers[t] == "case" for t in parse.children[child]) and child < verb:
            return parse.deps[verb] == "advcl"
        if label in ("aux", "auxpass") and word in ("should", "were", "had") and parse.deps[verb] == "advcl":
            return subject is not None and child < subject
    return False


def _continues(parse: Parse, verb: int) -> bool:
    """Whether the second of two verbs shares the auxiliaries of the first: not in "did not agree and left"."""
    if any(parse.tags[t] in _FINITE or parse.tags[t] == "MD" for t in dependents(parse, verb, "aux", "auxpass")):
        return False  # "had not been told and had ordered an inquiry"
    return parse.tags[verb] not in _FINITE or parse.tags[parse.heads[verb]] != "VB"


def inserted_speech(parse: Parse, verb: int) -> int | None:
    """The verb of speech that stands inside or behind what is said: "it will, the minister said, pay"."""
    return next((t for t in dependents(parse, verb, "parataxis") if parse.lowers[t] in _SPEECH), None)


def _denies_truth(parse: Parse, governor: int) -> bool:
    """Whether ``governor`` is "is" of "it is not true that"."""
    true = any(parse.lowers[t] in ("true", "correct", "accurate") for t in dependents(parse, governor, "acomp"))
    return true and bool(dependents(parse, governor, "neg"))


def speaks_of_itself(parse: Parse, verb: int, said: int) -> bool:
    """Whether the subject of ``verb`` is who speaks by the verb ``said``; in direct speech only "we" or "I" are."""
    subject = subject_of(parse, verb)
    if subject is None:
        return False
    if parse.language != ENGLISH and subject == subject_of(parse, said):
        return True  # an ending tells it: "advirtió que irá al paro"
    quoted = any(parse.words[t] == '"' for t in parse.children[said])
    own = _SELF if quoted else _OWN
    if not quoted and _speaks_for(parse, subject, said):
        return True
    return parse.lowers[subject] in own or any(parse.lowers[p] in own for p in dependents(parse, subject, "poss"))
