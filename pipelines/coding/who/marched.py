"""Whom a crowd faces that says nobody: those who govern its country."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told, with_parties
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.homes import placed_in
from pipelines.coding.who.people import may_act
from pipelines.coding.who.references import Report
from pipelines.coding.wordlists import word_list
from schemas import Actor

_CROWDS = frozenset({"CVL", "OPP", "EDU", "REL", "AGR", "MED", "BUS", "ETH"})  # workers mostly face who employs them
_MODES = frozenset({None, "demo", "hunger"})
_LONG = 4  # sentences of a report that is about more than the march
_MARCHES = word_list("marches")
_CAUSES = frozenset({"anti", "pro"})
_WAYS = frozenset("from to into toward towards through along past down up across around outside in at near".split())


def against_rulers(told: Sequence[Told], report: Report) -> list[Told]:
    """The events of a report, crowds of one country that march against nobody named as against its government.

    So where the report is about that country or tells of that government, or the crowd marches for a cause: "an
    anti-war march".
    """
    ruling = {
        actor.country
        for one in told
        for actor in (*one.telling.sources, *one.telling.targets)
        if actor.sectors[:1] == ("GOV",)
    }
    return [_faced(one, report, ruling) for one in told]


def _faced(one: Told, report: Report, ruling: set[str]) -> Told:
    telling, parse = one.telling, one.parse
    if telling.type != "PROTEST" or telling.mode not in _MODES or parse.language != ENGLISH:
        return one
    if any(actor.code for actor in telling.targets) or not all(_is_scene(parse, t) for t in one.proposal.targets):
        return one
    lands = {actor.country for actor in telling.sources}
    here = report.told(one.place)
    others = here.countries - lands or any(name.code.startswith("IGO") for name in here.names.values())
    crowd = all(_CROWDS.intersection(actor.sectors) for actor in telling.sources)
    if not crowd or others or len(lands) != 1 or "" in lands:
        return one
    (land,) = lands
    exiled = telling.place is not None and telling.place.country != land
    told_of = len(report.sentences) >= _LONG and (land in ruling or report.home.country == land)
    if exiled or not (told_of or _has_cause(parse, report)):
        return one
    rulers = Actor(text=parse.words[one.proposal.trigger], code="GOV", country="", sectors=("GOV",))
    return replace(one, telling=with_parties(telling, telling.sources, (placed_in(rulers, land),)))


def _has_cause(parse: Parse, report: Report) -> bool:
    """Whether a sentence says for or against what people march, and this is no country."""
    told = (
        parse.words[t + 1] for t, word in enumerate(parse.words[:-1]) if word == "-" and parse.lowers[t - 1] in _CAUSES
    )
    return any(not report.states_in([word]) for word in told)


def _is_scene(parse: Parse, noun: int) -> bool:
    """Whether a noun is only the march itself, where it goes, or a good that it is for: "rallied for democracy"."""
    before = parse.lowers[parse.heads[noun]] if parse.deps[noun] == "pobj" else ""
    good = before == "for" and parse.tags[noun] == "NN" and not may_act(parse, noun)
    return parse.lowers[noun] in _MARCHES or before in _WAYS or good
