"""Whether a sentence leaves open on which day an event of it took place, so that the report's own is not assumed."""

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import SUBJECTS, dependents, is_time, subject_of, subtree
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.clauses import Clause, adjuncts, auxiliaries, clauses_of, is_met, is_verb
from pipelines.coding.wordlists import word_list

_HABITS = word_list("habits")
_LASTING = word_list("lasting")
_ARRANGED = word_list("arranged")
_PRESENT = frozenset({"ACCUSE", "REQUEST", "CONSULT", "PROTEST", "RETREAT"})  # told in the present wherever it stands
_HOSTILE = frozenset({"ASSAULT", "ACCUSE", "COERCE", "SANCTION"})
_COMING = frozenset({"will", "would", "could", "may", "might", "can", "must", "is", "are"})
_RELATIVE = word_list("relatives")
_SPOTS = word_list("spots")
_ATTACKS = word_list("means") | word_list("attacks")
_LONG = word_list("long_doers")
_LATER = frozenset({"subsequently", "initially", "earlier"})
_LASTING_TYPES = frozenset({"SUPPORT", "COOPERATE", "REJECT"})
_IS = frozenset({"is", "are", "'s", "'re"})
_HAVE = frozenset({"has", "have", "'ve"})
_STILL = frozenset({"still", "currently", "already", "long"})
_ONGOING = frozenset({"ASSAULT", "PROTEST", "CONSULT", "AGREE"})  # news while it goes on
_SUSPECTED = frozenset({"accused", "suspected", "charged"})
_BEGAN = frozenset({"began", "begun", "started", "erupted", "broke"})
_LINGERING = frozenset("it crisis dispute row standoff stand-off unrest violence impasse quarrel rift campaign".split())
_HELP = frozenset({"AID", "COOPERATE"})
_DURING = frozenset({"during", "after", "before", "amid", "despite", "since", "throughout"})
_MEETING = frozenset("met meets phoned telephoned hosted received visited talks conversation meeting call".split())
_CLIMB = 5  # words from somebody up to the meeting
_LIST = 4  # verbs joined under one perfect that make a list of what somebody has ever done
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def comes_in_advance(parse: Parse, verb: int) -> bool:
    """Whether a deed is told to have been before what it is about: "condemned in advance"."""
    told = [next(iter(dependents(parse, t, "pobj")), t) for t in dependents(parse, verb, "prep", "advmod")]
    return any(parse.lowers[t] in ("advance", "beforehand") and not dependents(parse, t, "prep") for t in told)


def leaves_open(parse: Parse, proposal: Proposal, lead: bool) -> bool:
    """Whether an event without a date is told as standing, as a habit, or in passing."""
    trigger = proposal.trigger
    if not is_verb(parse, trigger):
        known = proposal.nominal or parse.deps[trigger] in ("nsubj", "pobj")  # "his plan to lift the ban worried Oslo"
        return known and _in_passing(parse, trigger)
    if parse.lowers[trigger] in _ARRANGED and proposal.trigger != proposal.core:
        return True
    if not lead and _is_of_list(parse, trigger):
        return True
    for clause in clauses_of(parse, trigger):
        if any(parse.lowers[t] in _HABITS for t in adjuncts(parse, clause.verb)):
            return True
        if parse.tags[clause.verb] == "VBD" and any(
            t and parse.lowers[t] in _LATER for t in adjuncts(parse, clause.verb)
        ):
            return True
        if not lead and clause.link == "advcl" and _is_of_beginning(parse, clause):
            return True
        if any(parse.lowers[t] == "since" and not parse.children[t] for t in dependents(parse, clause.verb, "advmod")):
            return True  # "has since agreed"
        if clause.link == "xcomp" and parse.lowers[clause.above] in _LASTING and proposal.type in _LASTING_TYPES:
            return proposal.deed is None
        if clause.link not in ("conj", "xcomp"):
            break
    return not lead and _stands(parse, proposal)


def _is_of_list(parse: Parse, verb: int) -> bool:
    """Whether a deed is one of a list under a perfect: "has raised taxes, expelled envoys, built roads and sued"."""
    while parse.deps[verb] == "conj" and is_verb(parse, parse.heads[verb]):
        verb = parse.heads[verb]
    if auxiliaries(parse, verb).isdisjoint(_HAVE):
        return False
    joined, last = 1, verb
    while (after := next((t for t in dependents(parse, last, "conj") if is_verb(parse, t)), None)) is not None:
        joined, last = joined + 1, after
    return joined >= _LIST


def _is_of_beginning(parse: Parse, clause: Clause) -> bool:
    """Whether a clause tells how something long began: "the crisis began when soldiers arrested"."""
    begun = subject_of(parse, clause.above)
    when = any(parse.lowers[t] == "when" for t in parse.children[clause.verb] if t < clause.verb)
    long = begun is not None and (parse.lowers[begun] in _LONG or parse.lowers[begun] in _LINGERING)
    return when and long and parse.lowers[clause.above] in _BEGAN


def only_describes(parse: Parse, proposal: Proposal) -> bool:
    """Whether an event only says who or what somebody is, at whatever time: "men accused of spying"."""
    clauses = list(clauses_of(parse, proposal.trigger))
    if not clauses or not is_verb(parse, proposal.trigger):
        return False
    links = [c.link for c in clauses[:2]]
    if links == ["pcomp", "relcl"] and parse.tags[clauses[0].verb] == "VBG":
        clauses = clauses[1:]  # "in which troops sparked outrage by invading"
    if links == ["ccomp", "relcl"] and parse.lowers[clauses[1].verb] == "saw":
        return True  # "the election, which saw 170 people killed"
    clause = clauses[0]
    verb, link = clause.verb, clause.link
    if link == "relcl":
        if parse.lowers[clause.above] in _ATTACKS - _LONG:
            return False  # "the blast that killed nine" is the news itself
        if auxiliaries(parse, verb) & _COMING:
            return False
        if any(parse.lowers[t] == "where" for t in parse.children[verb]):
            return parse.tags[clause.above].startswith("NNP") or parse.lowers[clause.above] in _SPOTS
        if is_time(parse, clause.above) and any(parse.lowers[t] == "when" for t in parse.children[verb]):
            return False  # "in 2023, when gunmen attacked"
        relative = next((t for t in parse.children[verb] if parse.lowers[t] in _RELATIVE and t < verb), None)
        if relative is None and any(parse.lowers[t] == "whose" for t in subtree(parse, verb) if t < verb):
            return True  # "whose victory was supported by"
        if relative is None:  # "the sanctions he imposed"
            close = parse.words[verb - 1] != ","
            return close and parse.tags[verb] == "VBD" and any(parse.deps[t] == "nsubj" for t in parse.children[verb])
        doer = parse.deps[relative] in SUBJECTS
        if doer and parse.tags[verb] == "VBD" and parse.words[relative - 1] == "," and _is_partner(parse, clause.above):
            return False  # "met the envoy, who praised Chad"
        if doer and proposal.type == "PROTEST" and is_met(parse, clause):
            return False
        return not (doer and proposal.type == "ASSAULT" and parse.tags[verb] == "VBD")  # "gunmen who killed nine"
    suspected = bool(verb) and parse.lowers[verb] in _SUSPECTED and parse.tags[verb - 1].startswith("NN")
    if suspected and link in ("advcl", "csubj"):
        return parse.tags[verb] == "VBN" and not is_time(parse, verb - 1)  # "deported 60 men accused of spying"
    if link == "acl" and parse.tags[verb] == "VBG" and proposal.type in _HELP:
        return parse.deps[clause.above] != "ROOT"  # "the force propping up the government"
    if link == "acl" and parse.tags[verb] == "VBN":
        headline = parse.deps[clause.above] == "ROOT"  # "two killed in drone strike"
        plain = proposal.type in _HOSTILE and parse.words[verb - 1] != "," and not headline
        return plain or ("being" not in auxiliaries(parse, verb) and _is_known(parse, clause.above))
    gerund = link == "csubj" and parse.tags[verb] == "VBG"
    return gerund or (link == "pcomp" and parse.lowers[clause.above] in ("despite", "without"))


def _is_partner(parse: Parse, noun: int) -> bool:
    """Whether somebody is the other side of a meeting or a call, at which they say what they do."""
    for _ in range(_CLIMB):
        if parse.lowers[noun] in _MEETING or is_verb(parse, noun):
            break
        noun = parse.heads[noun]
    return parse.lowers[noun] in _MEETING


def is_setting(parse: Parse, noun: int) -> bool:
    """Whether a noun only tells when something else was: "during his visit to Britain"."""
    during = parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] in _DURING
    return during and not is_verb(parse, noun) and _is_definite(parse, noun)


def _is_known(parse: Parse, noun: int) -> bool:
    """Whether a noun with a verb of its own takes up what readers know: "the treaty, negotiated by ..., will ..."."""
    return _is_definite(parse, noun) and parse.tags[noun] in ("NN", "NNS") and parse.deps[noun] != "ROOT"


def _stands(parse: Parse, proposal: Proposal) -> bool:
    """Whether the present tells what is so for long: "does not allow its citizens to travel", "is accused of"."""
    verb, kind = proposal.trigger, proposal.type
    subject = subject_of(parse, verb)
    if subject is not None and parse.lowers[subject] in ("we", "i"):
        return False
    helpers, tag = auxiliaries(parse, verb), parse.tags[verb]
    if helpers and tag == "VBN" and helpers <= _IS:
        return kind in _HOSTILE and kind != "ASSAULT"
    if helpers and tag == "VBG" and kind not in _ONGOING:
        lasting = proposal.mode == "investigate" or any(parse.lowers[t] in _STILL for t in adjuncts(parse, verb))
        return bool(helpers & _HAVE) or (helpers <= _IS and lasting)
    present = helpers & {"does", "do"} if helpers else tag in ("VBZ", "VBP")
    return kind not in _PRESENT and bool(present)


def _in_passing(parse: Parse, noun: int) -> bool:
    """Whether a noun only takes up what is known: "the invasion", "its war on ..."."""
    return _is_definite(parse, noun)


def _is_definite(parse: Parse, noun: int) -> bool:
    return any(parse.lowers[t] in _DEFINITE or parse.deps[t] == "poss" for t in dependents(parse, noun, "det", "poss"))
