"""Who must have done a deed, or suffers it, whose sentence does not say.

"Nine were arrested" by police, "was jailed" by a court, "was let out of prison" or a curfew was lifted by a government;
whoever marches against a law faces the government.
"""

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import dependents, is_passive, phrase, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.homes import placed_in
from pipelines.coding.who.ruled import binds
from pipelines.coding.who.things import text_of
from pipelines.coding.wordlists import word_list
from schemas import Actor

_DOERS = {"arrest": "COP", "convict": "JUD", "curfew": "GOV"}
_STATE_ACTS = word_list("state_acts")
_JUDGMENTS = word_list("judgments")
_BILLS = frozenset({"bill", "bills", "law", "legislation", "budget", "amendment", "amendments"})
_ARRESTS = frozenset({"arrest", "arrests", "detentions"})
_JUDGING = frozenset({"ACCUSE", "SUPPORT"})
_CUSTODY = frozenset("prison prisons jail jails custody bail detention detainee detainees cell cells parole".split())
_BAILED = frozenset({"bail", "parole"})
_CHARGED = frozenset({"charged", "indicted", "arraigned", "prosecuted"})


def implied_by(parse: Parse, proposal: Proposal, home: str) -> tuple[Actor, ...]:
    """The police, court or government of ``home`` (a country, if it is known) by the deed's own word; else nobody."""
    sector = "JUD" if parse.lowers[proposal.trigger] in _CHARGED else _DOERS.get(proposal.mode or "")
    if sector is None and is_lifted(parse, proposal):
        sector = "GOV"
    if proposal.mode == "release" and not _CUSTODY.isdisjoint(parse.lowers):
        sector = "JUD" if _BAILED.intersection(parse.lowers) else "GOV"
    if sector is None or proposal.sources or parse.language != ENGLISH:
        return ()
    actor = Actor(text=parse.words[proposal.trigger], code=sector, country="", sectors=(sector,))
    return (placed_in(actor, home) if home else actor,)


def is_lifted(parse: Parse, proposal: Proposal) -> bool:
    """Whether nobody is told to lift or ease what a people is under, or to put it there: "restrictions were eased"."""
    done = is_passive(parse, proposal.trigger) and not proposal.sources and parse.language == ENGLISH
    return done and binds(parse, proposal.trigger, proposal.type, proposal.mode)


def hit_by(parse: Parse, noun: int, kind: str) -> list[Actor]:
    """Whom an event of a ``kind`` hits that is directed at a thing of nobody's: the government by its law.

    The court by its verdict, parliament by a bill that is vetoed, and those arrested by a number of arrests.
    """
    word = parse.lowers[noun]
    sector = ""
    if parse.language != ENGLISH:
        return []
    if kind == "COERCE" and word in _ARRESTS and dependents(parse, noun, "nummod"):
        sector = "CVL"
    elif word in _JUDGMENTS and (kind in _JUDGING or kind == "PROTEST"):
        sector = "JUD"
    elif word in _BILLS and kind == "REJECT" and parse.lowers[parse.heads[noun]].startswith("veto"):
        sector = "LEG"
    elif word in _STATE_ACTS and kind == "PROTEST":
        sector = "GOV"
    if not sector or (sector != "CVL" and _is_told_whose(parse, noun)):
        return []
    return [Actor(text=text_of(parse, phrase(parse, noun)[0], noun + 1), code=sector, country="", sectors=(sector,))]


def _is_told_whose(parse: Parse, noun: int) -> bool:
    """Whether words say whose a thing is, be they of nobody known: "his bill", "a ruling by the union"."""
    named = [t for t in dependents(parse, noun, "compound", "nmod", "amod") if parse.words[t][:1].isupper()]
    return bool(named or dependents(parse, noun, "poss") or any(p == "by" for p, _ in prepositional(parse, noun)))
