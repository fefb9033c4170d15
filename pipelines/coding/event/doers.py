"""Who does a deed: never the side that it hits, no number of dead, and no weapon by itself."""

from collections.abc import Collection, Iterable, Mapping

from pipelines.coding.event.matching import Match
from pipelines.coding.event.mishaps import takes_blow, treads_on_mine
from pipelines.coding.sentence.frames import (
    SUBJECTS,
    agent_of,
    dependents,
    is_caused,
    is_passive,
    is_time,
    objects_of,
    prepositional,
    subject_of,
    with_conjuncts,
)
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import may_act
from pipelines.coding.wordlists import word_list

_NOUN_TARGETS = (
    "against", "on", "with", "to", "for", "at", "from", "into", "towards", "toward", "upon", "in", "over", "of",
)  # fmt: skip
_OUTCOMES = word_list("outcomes")  # participles that tell what came of a blow: "was shelled, killing two"
_HARMED = word_list("harmed")  # verbs that without an object tell what befell their subject: "20 killed in Rafah"
_ACCUSED = word_list("accused")  # the same of blame and law: "12 Russians charged with hacking"
_CHARGES = frozenset({"with", "of", "to", "over", "for"})
_AT, _WHERE = frozenset({"on", "against"}), frozenset({"in", "at", "near", "outside", "from"})
_SCENIC = frozenset("ambush attack blast bombing explosion shooting massacre stabbing".split())
_STRIKING = word_list("striking")  # who may be named without a capital before violence: "an army raid"
_BESIDE = word_list("beside")  # "protests followed the arrest"
_REPORTING = frozenset("say says said saying report reports reported reporting".split())
_DRAWING, _SETTING_OFF, _OUTCRIES = word_list("drawing"), word_list("setting_off"), word_list("outcries")
_SUFFERING = word_list("suffering")  # verbs whose subject suffers the deed that they name: "survived an attack"
_TOOLS = word_list("means") | word_list("weapons")
_MEASURES = frozenset({"sanctions", "tariffs", "embargo", "curbs", "penalties", "restrictions", "duties"})
_MEANS = _TOOLS - {"battle", "battles"}  # a battle has its sides beside it: "Battle of X militants attack"
_HARMS = word_list("killed") | word_list("injured")
_WIELDING = word_list("wielding")  # verbs whose object or subject may be the weapon
_DEALING = word_list("dealing")  # verbs whose subject does the violence that is their object
_STOPPAGES, _SUMMONING = word_list("stoppages"), ("summon", "call", "convok")
_AGENTS = frozenset({"agent", "agents"})
_TOXIC = frozenset("nerve chemical biological toxic blister choking poison riot-control warfare incapacitating".split())
_CLIMB = 4


def doers(parse: Parse, verb: int, violent: Collection[int] = (), able: Collection[int] | None = None) -> list[int]:
    """Who does ``verb``; what came of a blow is the doing of whoever dealt it, or of nobody.

    ``violent`` are the words of the sentence that tell violence, ``able`` those that name who can act.
    """
    spared = _is_agent(parse, verb) or takes_blow(parse, verb)
    if parse.lowers[verb] in _SUFFERING or spared:
        return []
    if parse.tags[verb] == "VBG" and parse.deps[verb] == "pcomp" and not dependents(parse, verb, "dobj"):
        dealt = [noun for word, noun in prepositional(parse, verb) if word == "by" and not is_time(parse, noun)]
        if dealt:  # "caught fire following shelling by rebels"
            return with_conjuncts(parse, dealt[0])
    split = [noun for word, noun in prepositional(parse, verb) if word == "between"]
    if split and subject_of(parse, verb) in violent:
        return with_conjuncts(parse, split[0])  # "fighting broke out between"
    blow = _blow_behind(parse, verb, violent)
    if blow is not None and sufferers(parse, blow):
        return []
    told = verb if blow is None else blow
    doer = _agent(parse, told, violent) if is_passive(parse, told) else subject_of(parse, told)
    doer = _causer(parse, told) if doer is None else doer
    outcome = able is not None and blow is None and parse.lowers[verb] in _OUTCOMES and parse.deps[verb] == "advcl"
    if doer is None or (outcome and able is not None and doer not in able):
        return []
    if '"' in parse.words[doer:told]:
        doer = _speaker(parse, doer, told)
    if violent and doer == parse.heads[told] and parse.deps[told] == "relcl":
        doer = _deed_above(parse, doer, violent)
        where = parse.deps[doer] == "pobj" and parse.lowers[parse.heads[doer]] in _WHERE
        if able is not None and where and parse.tags[doer].startswith("NNP") and doer not in able:
            return []  # "a raid on a school in Dedebit, which killed nine"
    return with_conjuncts(parse, doer)


def _causer(parse: Parse, verb: int) -> int | None:
    """Who had a deed done to what is not the causer's own: "had the ship seized", not "had her car seized"."""
    having, hit = parse.heads[verb], dependents(parse, verb, "nsubj")
    if not is_caused(parse, verb):
        having, hit = parse.heads[having], [having]
        if parse.deps[verb] != "acl" or parse.deps[hit[0]] != "dobj" or parse.lowers[having] != "had":
            return None
    own = [t for noun in hit for t in dependents(parse, noun, "poss")]
    befallen = parse.lowers[verb] in _HARMS or any(parse.tags[t] == "PRP$" for t in own)
    return None if befallen else subject_of(parse, having)


def _agent(parse: Parse, verb: int, violent: Collection[int]) -> int | None:
    """The agent of a passive, also one that a second blow shares with it: "was rammed and fired upon by a cutter"."""
    agent = agent_of(parse, verb)
    if agent is not None or verb not in violent:
        return agent
    joined = [t for t in dependents(parse, verb, "conj") if t not in violent]
    shared = [t for t in joined if not (dependents(parse, t, *SUBJECTS) and dependents(parse, t, "auxpass"))]
    return next((agent_of(parse, t) for t in shared if parse.tags[t] in ("VBN", "VBD")), None)


def _speaker(parse: Parse, doer: int, verb: int) -> int:
    """Who does what is told behind a quotation in which ``doer`` is spoken of: whose name stands right behind it."""
    quotes = [t for t in range(doer, verb) if parse.words[t] == '"']
    if len(quotes) != 1 or '"' not in parse.words[:doer]:
        return doer
    said = next((t for t in range(quotes[0] + 1, verb) if parse.tags[t].startswith("V")), verb)
    named = said < verb and said - 1 > quotes[0] and parse.tags[said - 1].startswith("NNP")
    return said - 1 if named else doer


def _deed_above(parse: Parse, noun: int, violent: Collection[int]) -> int:
    """What "that" means behind a place or victim of violence: the raid in "a raid on a base that killed six"."""
    current = noun
    for _ in range(_CLIMB):
        if parse.deps[current] not in ("pobj", "prep", "acl", "conj", "appos") or current in violent:
            break
        current = parse.heads[current]
    return current if current in violent and parse.tags[current].startswith("N") else noun


def sufferers(parse: Parse, verb: int) -> list[int]:
    """The subject of a verb that tells what befell it: "20 killed in Rafah", "survived an attack", "hit a landmine"."""
    subject = next(iter(dependents(parse, verb, *SUBJECTS)), None)
    hit = treads_on_mine(parse, verb) or takes_blow(parse, verb)
    if parse.lowers[verb] in _SUFFERING or hit:
        subject = subject_of(parse, verb)
        return [] if subject is None else with_conjuncts(parse, subject)
    reported = parse.tags[verb] == "VBN" and parse.deps[verb] in ("xcomp", "ccomp", "oprd")
    if subject is None and reported and parse.lowers[verb] in _HARMED and not dependents(parse, verb, "dobj"):
        subject = subject_of(parse, verb)  # "were reported killed"
        return [] if subject is None else with_conjuncts(parse, subject)
    charges = list(prepositional(parse, verb))
    charged = any(word in _CHARGES or parse.lowers[noun] == "connection" for word, noun in charges)
    accused = charged and parse.lowers[verb] in _ACCUSED
    harmed = accused or parse.lowers[verb] in _HARMED
    if subject is None or not harmed or parse.tags[verb] not in ("VBD", "VBN"):
        return []
    held = dependents(parse, verb, "aux", "auxpass", "agent", "dobj", "ccomp", "oprd")
    held = [c for c in held if c > subject or (parse.language == "ru" and parse.deps[c] == "dobj")]
    if parse.deps[verb] == "relcl" or held:
        return []
    if any(dependents(parse, other, "dobj") for other in dependents(parse, verb, "conj")):
        return []
    return with_conjuncts(parse, subject)


def without_weapons(parse: Parse, verb: int, targets: Iterable[int]) -> list[int]:
    """``targets`` without what a blow is dealt with: "a bomb" of "detonated a bomb"."""
    wields = parse.lowers[verb] in _WIELDING
    return [token for token in targets if not (wields and parse.lowers[token] in _TOOLS)]


def _is_agent(parse: Parse, verb: int) -> bool:
    """Whether a verb is itself what a passive was done by: "damaged by shelling"."""
    by = parse.heads[verb]
    return parse.deps[verb] == "pcomp" and parse.lowers[by] == "by" and is_passive(parse, parse.heads[by])


def wielders(parse: Parse, sources: Iterable[int], deeds: Collection[int], able: Mapping[int, str]) -> list[int]:
    """Who stands behind weapons and deeds, in their place: "a Taliban attack", "Iranian missiles"."""
    found: list[int] = []
    for source in sources:
        if _shares_owner(parse, source, found):
            continue
        meant = [source]
        if any(preposition == "between" for preposition, _ in prepositional(parse, source)) or source in deeds:
            meant = parties_of_noun(parse, source, True, able)[0]
        elif parse.lowers[source] in _MEANS and not _is_person(parse, source):
            meant = _owners(parse, source, able)
        found += [token for token in meant if token not in found]
    return found


def _shares_owner(parse: Parse, source: int, found: Collection[int]) -> bool:
    """Whether a bare weapon is the same party's as the one before it: "Russian artillery and aircraft"."""
    before = parse.heads[source]
    bare = parse.deps[source] == "conj" and not dependents(parse, source, "det", "amod", "compound", "poss", "nmod")
    return bare and not parse.tags[source].startswith("NNP") and any(parse.heads[t] == before for t in found)


def behind_harm(parse: Parse, verb: int, deeds: Collection[int], able: Mapping[int, str]) -> list[int]:
    """Who stands behind the violence in which somebody was harmed: "killed in a US raid", "in clashes with police"."""
    for preposition, noun in prepositional(parse, verb):
        if preposition not in ("in", "during", "by", "into") or (
            noun not in deeds and parse.lowers[noun] not in _MEANS
        ):
            continue
        behind = dict(prepositional(parse, noun))
        if "between" in behind:
            return with_conjuncts(parse, behind["between"])
        if "by" not in behind and "with" in behind:
            return with_conjuncts(parse, behind["with"])
        return parties_of_noun(parse, noun, True, able)[0]
    return []


def attackers(parse: Parse, verb: int, fire: int) -> list[int]:
    """Who deals what somebody comes under: "came under fire from rebels", "under attack by settlers"."""
    behind = [noun for held in (verb, fire) for word, noun in prepositional(parse, held) if word in ("from", "by")]
    return with_conjuncts(parse, behind[0]) if behind and not is_time(parse, behind[0]) else []


def parties_of_noun(parse: Parse, token: int, violent: bool, able: Mapping[int, str]) -> tuple[list[int], list[int]]:
    """Doers and targets of an event by a noun.

    The doer stands behind ``by``, possesses the noun, is the subject of its verb, or qualifies it by name; who stands
    behind ``between`` are doers all. ``able`` are the words that name actors and no towns: what else qualifies violence
    says where or when it was ("the Mumbai bombings").
    """
    behind: dict[str, int] = {}
    for preposition, noun in prepositional(parse, token):
        if not is_time(parse, noun):
            behind.setdefault(preposition, noun)
    if "between" in behind:
        return with_conjuncts(parse, behind["between"]), []
    verb = parse.heads[token]
    if violent and parse.deps[token] in ("nsubj", "nsubjpass"):
        holders = [verb, *(noun for _, noun in prepositional(parse, verb))]
        split = [noun for held in holders for word, noun in prepositional(parse, held) if word == "between"]
        if split:
            return with_conjuncts(parse, split[0]), []
    sources = with_conjuncts(parse, behind["by"]) if "by" in behind else _possessors(parse, token)
    if not sources:  # a verb that the parser took for a noun: "Thousands of Slovaks protest in Bratislava"
        many = [t for t in dependents(parse, token, "nsubj") if parse.tags[t].endswith("S")]
        sources = [t for noun in many[:1] for t in with_conjuncts(parse, noun)]
    hit: list[int] = []
    beside = (
        parse.deps[token] == "dobj"
        and parse.tags[verb].startswith("V")
        and parse.lowers[verb] not in _BESIDE | _REPORTING
    )
    if not sources and beside:
        hit = sufferers(parse, verb) if violent else []
        sources = [] if hit or (violent and parse.lowers[verb] not in _DEALING) else doers(parse, verb)
    if not sources:
        sources = _named(parse, token, able if violent else None)[:1]
        if violent and not _AT.intersection(behind) and parse.lowers[token] in _SCENIC:
            sources = [t for t in sources if not _is_scene(parse, t, able)] or _striking(parse, token)
    if violent:
        sources = [t for t in sources if not _is_tool(parse, t) or _owners(parse, t, able)]
    elif parse.deps[token] in ("dobj", "pobj") and _is_drawn(parse, token) and "by" not in behind:
        of_verb = dict(prepositional(parse, _verb_of(parse, token)))
        critic = behind.get("from", of_verb.get("from", of_verb.get("by")))
        critics = _named(parse, token, None) if critic is None else with_conjuncts(parse, critic)
        return critics, _drawers(parse, token)
    if "of" in behind and "in" in behind and may_act(parse, behind["of"]):
        del behind["in"]  # "Libération de deux otages dans le Sud": only where it was
    target = next((behind[p] for p in _NOUN_TARGETS if p in behind and not (violent and p == "in")), None)
    targets = hit or ([] if target is None else with_conjuncts(parse, target))
    return sources, [t for t in targets if t not in sources]


def _is_scene(parse: Parse, name: int, able: Mapping[int, str]) -> bool:
    """Whether a country before a blow only says where it fell: "dead in Mali ambush", but not "in US strike"."""
    return able.get(name) == "state" and parse.tags[name] == "NNP" and parse.deps[name] in ("compound", "nmod")


def _striking(parse: Parse, noun: int) -> list[int]:
    return [t for t in dependents(parse, noun, "amod", "compound", "nmod") if parse.lowers[t] in _STRIKING]


def _is_person(parse: Parse, agent: int) -> bool:
    """Whether an agent is somebody, and no poison: "plain-clothes agents", unlike "a nerve agent"."""
    if parse.lowers[agent] not in _AGENTS:
        return False
    return not any(parse.lowers[t] in _TOXIC for t in dependents(parse, agent, "compound", "amod", "nmod"))


def _is_tool(parse: Parse, noun: int) -> bool:
    """Whether a noun is one for a weapon or a blow, and no name: "the Chadian Task Force"."""
    return parse.lowers[noun] in _MEANS and not parse.words[noun][:1].isupper() and not _is_person(parse, noun)


def _possessors(parse: Parse, noun: int) -> list[int]:
    owners = [owner for owner in dependents(parse, noun, "poss") if not is_time(parse, owner)]
    if owners:  # "Obama and Putin's visit", where the parser sees two qualifiers
        joined = [t for t in dependents(parse, noun, "nmod") if dependents(parse, t, "cc") and t < owners[0]]
    else:
        joined = [t for t in dependents(parse, noun, "nmod") if _owns_last(parse, t)]
    return [token for owner in (*joined, *owners) for token in with_conjuncts(parse, owner)]


def _owns_last(parse: Parse, qualifier: int) -> bool:
    """Whether the last of a list before a noun has the mark of an owner: "Obama and Putin's visit"."""
    last = with_conjuncts(parse, qualifier)[-1]
    return last != qualifier and bool(dependents(parse, last, "case"))


def _is_drawn(parse: Parse, noun: int) -> bool:
    """Whether somebody draws what ``noun`` names from others: "drew criticism", "sparked protests"."""
    verb = parse.lowers[_verb_of(parse, noun)]
    return verb in _DRAWING or (verb in _SETTING_OFF and parse.lowers[noun] in _OUTCRIES)


def _verb_of(parse: Parse, noun: int) -> int:
    """The verb that a noun is the object of, also behind "under" or "with"."""
    head = parse.heads[noun]
    return parse.heads[head] if parse.deps[noun] == "pobj" else head


def _drawers(parse: Parse, noun: int) -> list[int]:
    """Who draws, faces or comes under what ``noun`` names."""
    subject = subject_of(parse, _verb_of(parse, noun))
    return [] if subject is None else with_conjuncts(parse, subject)


def _owners(parse: Parse, weapon: int, able: Collection[int]) -> list[int]:
    """Whose a weapon is: who possesses it, is named before it or stands behind "of", "from" or "fired by"."""
    owners = _firers(parse, weapon) or _possessors(parse, weapon) or _named(parse, weapon, able)[:1]
    behind = [noun for preposition, noun in prepositional(parse, weapon) if preposition in ("of", "by", "from")]
    return owners or [noun for noun in behind if parse.tags[noun].startswith("NNP") and noun in able]


def _firers(parse: Parse, weapon: int) -> list[int]:
    """Who used a weapon, whoever made it: "shells fired by Ruto's men", "Iranian drones that Russia had launched"."""
    for clause in dependents(parse, weapon, "acl", "relcl"):
        if is_passive(parse, clause):
            doer = agent_of(parse, clause)
        else:
            subjects = [t for t in dependents(parse, clause, "nsubj") if not parse.tags[t].startswith("W")]
            doer = subjects[0] if subjects and parse.lowers[clause] in _WIELDING else None
        if doer is not None:
            return with_conjuncts(parse, doer)
    return []


def _named(parse: Parse, noun: int, able: Collection[int] | None) -> list[int]:
    """What qualifies a noun by name; before violence only who can act."""
    qualifiers = dependents(parse, noun, "amod", "compound", "nmod")
    named = [child for child in qualifiers if parse.words[child][:1].isupper() and not is_time(parse, child)]
    if able is None:
        return named
    if not named:
        named = [c for c in qualifiers if parse.lowers[c] in _STRIKING]
    deeper = [t for child in qualifiers for t in dependents(parse, child, "amod", "compound", "nmod") if t in able]
    return [c for c in named if c in able or parse.lowers[c] in _STRIKING] or deeper


def _blow_behind(parse: Parse, verb: int, violent: Collection[int]) -> int | None:
    """The blow whose outcome a participle tells: "was shelled, killing two", "went off as they passed, killing two"."""
    if parse.lowers[verb] not in _OUTCOMES or dependents(parse, verb, *SUBJECTS):
        return None
    current = verb
    for _ in range(_CLIMB):
        head = parse.heads[current]
        if parse.deps[current] not in ("advcl", "conj") or head == current:
            return None
        charged = [t for noun in dependents(parse, head, "dobj") for t in _blows_of(parse, noun, violent)]
        if parse.deps[current] == "advcl" and charged:
            return charged[0]  # "accused rebels of shelling a town, killing two"
        if parse.deps[current] == "advcl" and head < verb and (head in violent or is_passive(parse, head)):
            return head
        current = head
    return None


def _blows_of(parse: Parse, noun: int, violent: Collection[int]) -> list[int]:
    """The violence of which somebody is accused."""
    return [t for word in dependents(parse, noun, "prep") for t in dependents(parse, word, "pcomp") if t in violent]


def expellers(parse: Parse, verb: int, known: Collection[int]) -> list[int]:
    """Who puts somebody out, by what they are put out of: "deported from Chad", "kicked out of the Group of Eight"."""
    behind = list(prepositional(parse, verb))
    left = [noun for word, noun in behind if word == "from" or (word == "of" and _is_known(parse, noun, known))]
    return [token for noun in left for token in with_conjuncts(parse, noun)]


def summoners(parse: Parse, verb: int) -> list[int]:
    """Who has somebody called, by where: "was summoned to the Chinese foreign ministry"."""
    if not parse.lowers[verb].startswith(_SUMMONING):
        return []
    return [noun for word, noun in prepositional(parse, verb) if word in ("to", "before") and not is_time(parse, noun)]


def _is_known(parse: Parse, noun: int, known: Collection[int]) -> bool:
    """Whether a noun, or a name before it, is an actor's: "the Group of Eight nations"."""
    return any(t in known for t in (noun, *dependents(parse, noun, "compound", "nmod")))


def stoppage(parse: Parse, match: Match) -> int | None:
    """The strike or march that, and nobody by name, stops something: "Teachers' walkout empties schools"."""
    subject = match.filled("subj")
    return subject if subject is not None and parse.lowers[subject] in _STOPPAGES else None


def strikers(parse: Parse, strike: int, able: Mapping[int, str]) -> list[int]:
    """Whose a strike or march is."""
    return [t for t in parties_of_noun(parse, strike, False, able)[0] if parse.lowers[t] not in _STOPPAGES]


def imposers(parse: Parse, verb: int, able: Collection[int]) -> list[int]:
    """Whose the measures are that were taken: "UN sanctions were imposed on Iraq"."""
    measures = [noun for noun in objects_of(parse, verb) if parse.lowers[noun] in _MEASURES]
    owners = [t for noun in measures for t in dependents(parse, noun, "amod", "compound", "nmod", "poss")]
    return [t for t in owners if t in able][:1]
