"""From matches in a parsed sentence to the events that it tells, before parties, dates and places are settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from pipelines.coding.event.assailants import beside
from pipelines.coding.event.circumstances import Circumstance, circumstance, has_condition, no_longer
from pipelines.coding.event.compositions import DENIED, SAME, Composition, Compositions
from pipelines.coding.event.doers import (
    attackers,
    behind_harm,
    doers,
    expellers,
    imposers,
    parties_of_noun,
    stoppage,
    strikers,
    sufferers,
    summoners,
    wielders,
    without_weapons,
)
from pipelines.coding.event.governors import taken_back
from pipelines.coding.event.harmed import owners_hurt
from pipelines.coding.event.lexicon import OPERATORS, SILENT
from pipelines.coding.event.matching import Match
from pipelines.coding.event.means import means_of
from pipelines.coding.event.meetings import is_venue, met
from pipelines.coding.event.menaces import MENACE, is_menacing, menace_of
from pipelines.coding.event.own_side import acting, placed, users
from pipelines.coding.event.passing import settle
from pipelines.coding.event.proposals import Findings, Proposal, recast
from pipelines.coding.event.recipients import recipients
from pipelines.coding.event.sides import befallen
from pipelines.coding.event.sides_es import refuses, spoken_by
from pipelines.coding.event.undertakings import (
    RESTRAINT,
    agrees_to_act,
    foretells,
    is_to_go,
    only_meant,
    only_said,
    operator_doers,
    operator_of,
    refuses_by,
    told_of_theirs,
)
from pipelines.coding.sentence.frames import is_passive, objects_of, prepositional, subject_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_DEPTH = 5  # operators folded over one event; deeper nesting is a misparse
# Operators whose object or inner doer is the one that the event is done to.
_DIRECTED = frozenset({"demand", "accuse", "order", "must", "permit", "prohibit", "condemn", "investigate", "appeal"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
_THREATENED = _HOSTILE | {"ACCUSE"}  # what one threatens who says that one may or would do it
_SUFFERED = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "COOPERATE"})
_SPOKEN = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN"})
_CLAIMS = word_list("claims")
_FALLING = word_list("falling")  # "the town fell to the rebels" is the rebels' doing
_SIGHTING = frozenset("spot spots spotted see seen saw sees detect detects detected track tracked sighted".split())
# Deeds that are those of the troops themselves where nobody else is named: "Russian soldiers were deployed".
_MOVED = frozenset({("MOBILIZE", "154"), ("MOBILIZE", "152"), ("RETREAT", "0872"), ("AID", "074")})


@dataclass(slots=True)
class _Sentence:
    """What is at hand while the events of one sentence are worked out."""

    parse: Parse
    matches: Mapping[int, Match]
    known: Mapping[int, str]
    able: Mapping[int, str]
    homes: Mapping[int, str]
    findings: Findings
    used: set[int] = field(default_factory=set)

    @property
    def violent(self) -> frozenset[int]:
        """The words that tell violence."""
        return frozenset(m.token for m in self.matches.values() if m.entry.outcome == "ASSAULT")

    @property
    def deeds(self) -> frozenset[int]:
        """The words that tell violence by themselves."""
        return frozenset(token for token in self.violent if "gov" not in self.matches[token].by_role)


class Proposer:
    """Makes events of matches by the rules of syntax; the words come from the lexicon."""

    def __init__(self, compositions: Compositions) -> None:
        self._compositions = compositions

    def propose(
        self, parse: Parse, matches: Mapping[int, Match], known: Mapping[int, str], homes: Mapping[int, str]
    ) -> Findings:
        """The events of a sentence, by their triggers; ``known`` and ``homes``: the actors' kinds and countries."""
        able = {token: kind for token, kind in known.items() if kind not in ("city", "region")}
        sentence = _Sentence(parse, matches, known, able, homes, Findings())
        claimed = {
            filler
            for match in matches.values()
            if match.entry.outcome != OPERATORS
            for filler in match.by_role.values()
        }
        for token, match in matches.items():
            outcome = match.entry.outcome
            if outcome == SILENT:
                sentence.findings.refuse(token, match.entry.label or "statement", match.entry.origin)
            elif (reason := only_said(parse, match, sentence.able)) is not None:
                sentence.findings.refuse(token, reason, match.entry.origin)
            elif outcome != OPERATORS and not (token in claimed and parse.tags[token].startswith("N")):
                self._follow(sentence, _core(sentence, match), match.entry.origin)
        for token, match in reversed(list(matches.items())):
            if match.entry.outcome == OPERATORS and token not in sentence.used:
                self._bare_operator(sentence, match)
        self._bare_auxiliaries(sentence)
        settle(parse, matches, sentence.findings, partial(_core, sentence))
        return sentence.findings

    def _follow(self, sentence: _Sentence, current: Proposal, origin: str) -> None:
        """Follow an event outwards, through the operators around it, to what the sentence says of it."""
        parse, findings, token = sentence.parse, sentence.findings, current.trigger
        said = place = placed(parse, token, sentence.homes)
        for _ in range(_DEPTH):
            composed = self._apply_auxiliaries(parse, current, place)
            if isinstance(composed, str):
                findings.refuse(token, composed, origin)
                return
            current = composed
            outer = sentence.matches.get(place.governor) if place.governor is not None else None
            if outer is None or outer.entry.outcome != OPERATORS:
                if (unreal := taken_back(parse, current.trigger, place, outer is not None)) is not None:
                    findings.refuse(token, unreal, origin)
                    return
                spoken_there = outer is not None and outer.entry.outcome == "CONSULT" and current.type in _SPOKEN
                if spoken_there and outer is not None and _only_pronouns(parse, current.targets):
                    addressed = recipients(parse, outer, sentence.known, current.sources)
                    current = replace(current, targets=tuple(addressed))
                whole = current.nominal and current.type == "CONSULT" and current.sources and current.targets
                if place.realised or spoken_there or whole:
                    findings.proposals.append(spoken_by(parse, current, said))
                else:
                    findings.refuse(token, "unrealised", origin)
                return
            operator = operator_of(parse, current, outer, own=place.own)
            if current.negated and operator in ("promise", "pledge", "agree"):
                operator, current = "refrain", replace(current, negated=False)  # "vowed never to withdraw"
            composition = self._compositions.get(operator, current.type)
            if composition is None or (operator == "promise" and only_meant(parse, outer.token)):
                findings.refuse(token, "unrealised", origin)
                return
            sentence.used.add(outer.token)
            if outer.entry.label == "warn" and not place.own and outer.token < current.trigger:
                findings.refuse(token, "warning", outer.entry.origin)
                return
            if composition.outcome == SILENT:
                findings.refuse(token, composition.label or "statement", outer.entry.origin)
                return
            wanted = outer.entry.label == "promise" and current.type == "ASSAULT"
            current = _recast(parse, current, outer, composition)
            place = placed(parse, outer.token, sentence.homes)
            if wanted and place.speaker is not None and not place.own:
                findings.refuse(token, "warning", outer.entry.origin)
                return
        findings.refuse(token, "nested", origin)

    def _apply_auxiliaries(self, parse: Parse, current: Proposal, place: Circumstance) -> Proposal | str:
        """The event as its auxiliaries, negation and condition leave it, or the reason for silence."""
        if place.conditional:
            return "conditional"
        if place.general and current.type != "ASSAULT":
            return "general"  # violence that recurs is told, its day left open
        if place.modal == "should":
            return "appeal"
        if place.modal == "future" and current.type == "ASSAULT":
            if current.nominal or (place.speaker is None and has_condition(parse, current.trigger)):
                return "hypothetical"
            if place.speaker is not None and not place.own and not is_menacing(parse, current.trigger):
                return "warning"
        if place.modal == "future" and (foretold := foretells(parse, current)):
            return foretold
        operator = {"future": "promise", "must": "must"}.get(place.modal or "")
        if (
            place.modal == "possible"
            and place.negated
            and current.type in ("AGREE", "SUPPORT", "CONCEDE")
            and not place.conditional
        ):
            operator = "decline"
        elif place.modal in ("possible", "hypothetical"):
            if not place.own or current.type not in _THREATENED or place.negated:
                return "hypothetical"
            operator = "promise"
        if place.negated and not (operator and parse.lowers[current.trigger] in RESTRAINT):
            if (
                operator is None
                and current.type in ("AID", "COOPERATE", "SUPPORT")
                and no_longer(parse, current.trigger)
            ):
                operator = "stop"
            elif operator is None and refuses(parse, current.type, current.cameo):
                operator = "decline"
            elif operator is None and parse.lowers[current.trigger] in _CLAIMS:
                return "negated"
            elif operator is None:
                return replace(current, negated=True, steps=(*current.steps, "negated"))
            elif operator == "must":
                return "appeal"
            else:
                operator = "decline"
        if operator is None:
            return current
        if operator == "must" and (place.speaker is None or place.own):
            return "appeal"  # what one says that one must do is no demand
        composition = self._compositions.get(operator, current.type)
        if composition is None or composition.outcome == SILENT:
            return (composition.label if composition else None) or "unrealised"
        turned = recast(current, composition, f"{operator} -> {composition.outcome}")
        if turned.type == "THREATEN" and (told := told_of_theirs(parse, current)):
            turned = replace(turned, targets=told)
        turned = replace(turned, sources=acting(parse, turned.sources, place))
        if operator == "must" and place.speaker is not None:
            return replace(turned, sources=(place.speaker,), targets=current.sources or current.targets)
        return turned

    def _bare_operator(self, sentence: _Sentence, match: Match) -> None:
        """An operator whose complement holds no event of the lexicon: "agreed", "refused to comply"."""
        parse, findings = sentence.parse, sentence.findings
        if match.entry.label == MENACE:
            threat = menace_of(parse, match.token, f"{match.entry.origin} {match.entry.pattern}")
            findings.proposals += [] if threat is None else [threat]
            return
        composition = self._compositions.get(match.entry.label or "", None)
        if composition is None or composition.outcome in (SILENT, SAME, DENIED):
            findings.refuse(match.token, (composition and composition.label) or "statement", match.entry.origin)
            return
        if parse.tags[match.token].startswith("N"):
            findings.refuse(match.token, "background", match.entry.origin)
            return
        if match.entry.label == "agree" and not agrees_to_act(parse, match.token):
            findings.refuse(match.token, "opinion", match.entry.origin)
            return
        current = recast(_core(sentence, match), composition, f"{match.entry.label} -> {composition.outcome}")
        if parse.tags[match.token].startswith("J"):
            subject = subject_of(parse, parse.heads[match.token])
            current = replace(current, sources=() if subject is None else tuple(with_conjuncts(parse, subject)))
        self._follow(sentence, current, match.entry.origin)

    def _bare_auxiliaries(self, sentence: _Sentence) -> None:
        """Refusals and demands that auxiliaries alone make: "X will not go", "X said that Y must leave"."""
        parse = sentence.parse
        taken = {p.trigger for p in sentence.findings.proposals} | {p.core for p in sentence.findings.proposals}
        refused = {
            t for t, reason, _ in sentence.findings.refusals if reason != "statement" or not refuses_by(parse, t)
        }
        for auxiliary, label in enumerate(parse.deps):
            verb = parse.heads[auxiliary]
            if label != "aux" or verb in taken or verb in refused:
                continue
            if parse.lowers[verb] in word_list("states") and not is_to_go(parse, verb):
                continue
            place = circumstance(parse, verb)
            subject = subject_of(parse, verb)
            if place.conditional or subject is None:
                continue
            if place.modal == "must" and not place.negated and place.speaker is not None and not place.own:
                operator = "must"
                sources: tuple[int, ...] = (place.speaker,)
                targets = tuple(with_conjuncts(parse, subject))
            elif place.modal == "future" and place.negated and parse.lowers[auxiliary] not in ("to",):
                operator = "refuse" if refuses_by(parse, verb) else "decline"
                sources = tuple(with_conjuncts(parse, subject))
                targets = tuple(objects_of(parse, verb)[:1]) if not is_passive(parse, verb) else ()
            else:
                continue
            composition = self._compositions.get(operator, None)
            undone = is_passive(parse, verb) and operator == "decline"
            if composition is None or composition.outcome == SILENT or undone:
                continue
            taken.add(verb)
            bare = Proposal(type="", mode=None, cameo=None, trigger=verb, core=verb, sources=sources, targets=targets)
            sentence.findings.proposals.append(recast(bare, composition, f"{operator} -> {composition.outcome}"))


def _only_pronouns(parse: Parse, tokens: tuple[int, ...]) -> bool:
    return all(parse.tags[token].startswith("PRP") for token in tokens)


def _core(sentence: _Sentence, match: Match) -> Proposal:
    """The event that an entry names by itself, before anything around it is looked at."""
    parse, token, entry = sentence.parse, match.token, match.entry
    if (harm := befallen(parse, match)) is not None:
        sources, targets = harm
    elif parse.tags[token].startswith("N"):
        sources, targets = parties_of_noun(parse, token, entry.outcome == "ASSAULT", sentence.able)
        if entry.outcome == "CONSULT":
            sources, targets = met(parse, token, sources, targets, sentence.known)
        if entry.outcome == "PROTEST":
            scenes = ("compound", "nmod", "amod")  # "the Lima protest" is where it is
            sources = [t for t in sources if parse.deps[t] not in scenes or sentence.known.get(t) != "city"]
            targets = [t for t in targets if not is_venue(parse, t, sentence.known)]
        if entry.outcome == "MOBILIZE" and not sources:
            sources, targets = targets, []
    elif entry.outcome == "ASSAULT" and parse.lowers[token] in _CLAIMS:
        deed = match.filled("for") or match.filled("obj") or token
        sources, targets = doers(parse, token), parties_of_noun(parse, deed, True, sentence.able)[1]
    elif entry.outcome == "COERCE" and parse.lowers[token] in _FALLING:
        taker = match.filled("to")
        if taker is None and (hand := match.filled("into")) is not None:  # "fell into the hands of the rebels"
            taker = next((noun for word, noun in prepositional(parse, hand) if word == "of"), None)
        sources = [] if taker is None else with_conjuncts(parse, taker)
        lost = objects_of(parse, token)[:1] or [t for t in (subject_of(parse, token),) if t is not None]
        targets = [t for noun in lost for t in with_conjuncts(parse, noun)]
    elif entry.outcome == "REJECT" and (talks := match.filled("subj")) is not None and talks not in sentence.able:
        sources, targets = met(parse, talks, *parties_of_noun(parse, talks, False, sentence.able), sentence.known)
    elif (hit := sufferers(parse, token)) and (entry.outcome in _SUFFERED or parse.lowers[token] == "accused"):
        sources, targets = [], hit
    elif entry.outcome == "PROTEST" and (strike := stoppage(parse, match)) is not None:
        sources, targets = strikers(parse, strike, sentence.able), []
    else:
        sources = doers(parse, token, sentence.violent, sentence.able) or beside(parse, token, entry.outcome)
        own = (entry.outcome, entry.cameo) in _MOVED or (entry.outcome == "AGREE" and match.filled("comp") is not None)
        if not sources and own and is_passive(parse, token):
            sources = [t for noun in objects_of(parse, token) for t in with_conjuncts(parse, noun)]
        if not sources and entry.label in ("expel", "deport") and is_passive(parse, token):
            sources = expellers(parse, token, sentence.known)
        if not sources and entry.outcome == "ACCUSE" and is_passive(parse, token):
            sources = summoners(parse, token)
        if not sources and parse.lowers[token] in ("barred", "banned") and is_passive(parse, token):
            sources = [t for t in expellers(parse, token, sentence.known) if parse.tags[t].startswith("NNP")]
        targets = [t for t in recipients(parse, match, sentence.known, sources) if t not in sources]
        if entry.outcome in ("ASSAULT", "COERCE"):
            sources = wielders(parse, sources, sentence.deeds, sentence.able)
            targets = without_weapons(parse, token, targets)
        if entry.outcome == "ASSAULT":
            targets = [t for t in owners_hurt(parse, token, targets) if t not in sources]
    if not sources and entry.outcome in ("SANCTION", "COERCE") and is_passive(parse, token):
        sources = imposers(parse, token, sentence.able)
        targets = [t for t in targets if t not in sources]
    fire = match.filled("under") or (match.filled("obj") if match.filled("from") is not None else None)
    if entry.outcome == "ASSAULT" and not sources and fire is not None:
        sources = attackers(parse, token, fire)
    if entry.outcome == "MOBILIZE" and parse.lowers[token] in _SIGHTING:
        sources, targets = [t for noun in objects_of(parse, token) for t in with_conjuncts(parse, noun)], []
    if entry.outcome == "MOBILIZE":
        targets = [t for t in targets if parse.lowers[t] not in word_list("weapons")]
    if entry.outcome == "ASSAULT" and not sources and parse.tags[token] in ("VBN", "VBD"):
        sources = [t for t in behind_harm(parse, token, sentence.deeds, sentence.able) if t not in targets]
    means = means_of(parse, token) if entry.outcome == "ASSAULT" and entry.label is None else None
    return Proposal(
        type=entry.outcome,
        mode=means[0] if means else entry.label,
        cameo=means[1] if means else entry.cameo,
        trigger=token,
        core=token,
        sources=tuple(sources),
        targets=tuple(targets),
        nominal=parse.tags[token].startswith("N"),
        steps=(f"{entry.origin} {entry.pattern}",),
    )


def _recast(parse: Parse, inner: Proposal, outer: Match, composition: Composition) -> Proposal:
    """The inner event as its operator has it: the operator's subject acts."""
    token = outer.token
    step = f"{outer.entry.origin} {outer.entry.pattern} -> {composition.outcome}"
    if composition.outcome == SAME:
        done = replace(inner, sources=users(parse, outer, inner), steps=(*inner.steps, step))
        return replace(done, trigger=token, nominal=False) if inner.nominal and outer.entry.label == "vote" else done
    if composition.outcome == DENIED:
        return replace(inner, negated=True, steps=(*inner.steps, step))
    hit = sufferers(parse, token) if parse.lowers[token] == "accused" else []
    sources = [] if hit else operator_doers(parse, token)
    targets = hit or list(inner.targets)
    directed, named = outer.entry.label in _DIRECTED, any(parse.tags[t].startswith("NNP") for t in inner.targets)
    turned = composition.outcome == "REJECT" and parse.tags[inner.trigger][0] == "N"
    turned = turned or (composition.outcome == "ACCUSE" and outer.entry.label == "claim")
    asked = turned and bool(set(inner.sources) - set(sources))
    if hit or asked:
        targets = hit or list(inner.sources)
    elif directed and not (inner.type in _HOSTILE and composition.outcome == inner.type and named):
        objects = [o for o in objects_of(parse, token) if o not in sources and o != inner.core]
        if objects:
            targets = with_conjuncts(parse, objects[0])
        elif inner.sources and not set(inner.sources) & set(sources):
            targets = list(inner.sources)
    return replace(
        recast(inner, composition, step),
        trigger=token,
        sources=tuple(sources) or (() if directed else inner.sources),
        targets=tuple(t for t in targets if t not in sources),
        negated=False,
        nominal=False,
    )
