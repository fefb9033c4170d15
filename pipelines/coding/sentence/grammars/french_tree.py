"""The tree of a French sentence turned into the shape that English labels have: words of grammar hang otherwise."""

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_words import FRENCH

_HAVING = {"Pres": "has", "Past": "had", "Imp": "had", "Fut": "have", "Cnd": "have"}
_CONDITIONAL = {"can": "could", "must": "should"}
_CLITICS = frozenset({"le", "la", "les", "l'"})
_REFLEXIVE = frozenset({"se", "s'"})
_DENYING = frozenset({"ne", "n'"})
_SUPPOSING = frozenset({"pour", "afin", "avant", "sans", "peur", "crainte", "condition", "pourvu"})
# What hangs from a modal and belongs to the verb that it helps.
_OUTER = frozenset(
    {"nsubj", "expl", "advmod", "obl", "punct", "cc", "conj", "mark", "advcl", "aux", "parataxis", "csubj"}
)


def settle_clitic(node: Node) -> None:
    """Say what the small pronouns are: "se" is a part of its verb, "on" is nobody."""
    word, verb = node.word.lower(), node.head
    if node.kind != "PRON" or verb is None:
        return
    if word in _REFLEXIVE:
        node.dep, node.low = "prt", "fr:se"
        verb.passive = False
    elif word in _CLITICS and node.dep in ("obj", "iobj", "expl", "dep"):
        node.dep = "obj"
        many = word == "les"
        node.low = "them" if many else ("her" if word == "la" else "him")
    elif word in ("lui", "leur") and node.dep in ("iobj", "obj"):
        node.dep, node.low = "iobj", "him" if word == "lui" else "them"
    elif word in ("on", "l'on", "-on"):
        node.dep, node.tag = "expl", "EX"
    elif word.startswith("-") and node.dep in ("expl", "nsubj"):
        node.dep = "nsubj" if word != "-t" and not verb.under("nsubj") else "expl"


def settle_negation(node: Node) -> None:
    """Say which words deny: "ne" alone does not, "plus", "personne" and "aucun" beside it do."""
    if node.low == "not" and node.head is not None and node.head.kind == "ADV" and node.head.head is not None:
        node.hang(node.head.head, "advmod")  # "n'ont pas encore quitté"
    if node.word.lower() not in _DENYING or node.head is None:
        return
    node.low, node.dep, node.kind = "fr:ne", "advmod", "ADV"
    for other in node.head.children:
        word = other.word.lower()
        if word in ("plus", "guère", "point", "nullement") and other.dep in ("advmod", "dep") and other.at > node.at:
            other.low = "not"
        elif word in ("personne", "aucun", "aucune", "nul") and not other.under("det"):
            other.low = "nobody"


def settle_auxiliaries(node: Node) -> None:
    """Say of each auxiliary what it is, and of a verb whether it is passive."""
    saying = FRENCH.auxiliaries()
    low = node.word.lower()
    helping = node.under("aux")
    being = [child for child in node.under("aux", "cop") if saying.get(child.word.lower()) == "being"]
    reflexive = any(child.word.lower() in _REFLEXIVE for child in node.under("prt"))
    moving = low in FRENCH.listed("moving")
    done = node.kind == "VERB" and node.form == "Part"
    if node.under("cop") and node.kind in ("ADJ", "VERB") and _is_participle(node) and not node.under("case"):
        done = True
    if done and being:
        node.kind = "VERB"
        node.features = {**node.features, "VerbForm": "Part"}
        for child in being:
            child.dep = "aux"
        helping = node.under("aux")
        if not reflexive and not (moving and len(being) == 1):
            node.passive = True
            being[-1].dep, being[-1].low, being[-1].kind = "auxpass", "was", "AUX"
    if node.kind == "VERB" and node.form == "Part" and node.head is None and not helping and node.under("nsubj"):
        node.passive = not moving  # "Couvre-feu instauré"
    for helper in helping:
        if helper.dep == "aux" and saying.get(helper.word.lower()) in ("having", "being"):
            tense = "Cnd" if FRENCH.is_conditional(helper.word) else helper.features.get("Tense", "Pres")
            helper.low, helper.kind = _HAVING.get(tense, "has"), "AUX"
    if node.form == "Part" and helping and helping[0].form == "Inf":
        node.features = {**node.features, "VerbForm": "Inf"}  # "après avoir tué"


def _is_participle(node: Node) -> bool:
    """Whether a word that is taken for an adjective is the participle of a verb: "les routes sont bloquées"."""
    word = node.word.lower()
    if word in FRENCH.listed("moving"):
        return True
    agent = any(case.low == "by" for child in node.children for case in child.under("case"))
    return agent or (
        node.kind == "VERB"
        and word.endswith(("é", "ée", "és", "ées", "i", "is", "ie", "u", "us", "ue", "t", "ts", "te"))
    )


def settle_modal(node: Node) -> None:
    """Let the infinitive head what a modal is said with: "devrait voter", "va attaquer", "vient d'annoncer"."""
    said = FRENCH.auxiliaries().get(node.word.lower())
    recent = node.word.lower() in ("vient", "viennent", "venait", "venaient")
    if not (node.is_verb and (said in ("can", "must", "going") or recent)) or node.dep == "aux":
        return
    verb = next((child for child in node.under("xcomp", "ccomp", "advcl") if child.form == "Inf"), None)
    marks = [] if verb is None else verb.under("mark", "case")
    if verb is None or verb.at < node.at or bool(marks) != recent or (recent and marks[0].low != "of"):
        return
    helped = any(child.dep == "aux" for child in node.children)
    if helped and said == "going":
        return
    verb.take_place(node)
    for child in list(node.children):
        if child.dep in _OUTER and child is not verb:
            child.hang(verb, child.dep)
    for mark in marks:
        mark.dep, mark.low = "mark", "-of"
    node.hang(verb, "aux")
    node.kind = "AUX"
    for helper in verb.under("aux"):
        if helper is not node:
            helper.hang(node, "fixed")
    if said == "going":
        node.low = "will" if node.features.get("Tense", "Pres") in ("Pres", "Fut") else "would"
    elif recent or helped or said is None:
        node.low = "has"
        verb.features = {**verb.features, "VerbForm": "Part"}
        node.features = {**node.features, "VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
    else:
        node.low = _CONDITIONAL[said] if FRENCH.is_conditional(node.word) else said


def settle_state(node: Node) -> None:
    """Let the copula govern a state behind a preposition: "sont en grève", "est à l'origine de"."""
    copulas, cases = node.under("cop"), node.under("case")
    if not copulas or not cases or node.passive or node.is_verb:
        return
    verb = copulas[0]
    verb.kind = "AUX"
    verb.take_place(node)
    for child in list(node.children):
        if child.dep in ("nsubj", "advmod", "aux", "mark", "cc", "punct", "advcl", "ccomp", "expl", "parataxis"):
            child.hang(verb, child.dep)
    node.hang(verb, "obl")
    verb.low, verb.kind = ("is" if verb.features.get("Tense") == "Pres" else "was"), "VERB"


def settle_partitive(node: Node) -> None:
    """Let "des", "du" and "de" be articles where a verb lacks its object: "essuyé des tirs"."""
    verb, cases = node.head, node.under("case")
    if node.dep == "obj":
        for case in cases:
            case.dep = "det" if case.kind == "DET" else case.dep  # "dépêché des chars"
    if verb is None or verb.kind != "VERB" or verb.passive or node.dep not in ("obl", "nmod") or node.kind != "NOUN":
        return
    if node.at < verb.at or verb.under("obj", "ccomp", "prt", "cop") or any(n.is_verb for n in verb.under("xcomp")):
        return
    if cases and (len(cases) > 1 or cases[0].low not in ("of", "a") or not _is_article(cases[0], node)):
        return
    if not cases and (
        not node.under("det", "nummod") or (node.low.isascii() and node.low.islower() and ":" not in node.low)
    ):
        return
    word = verb.word.lower()
    if word in FRENCH.listed("of_something") | FRENCH.listed("moving") or node.word.lower() in FRENCH.listed(
        "times", "n"
    ):
        return
    node.dep = "obj"
    for case in cases:
        case.dep, case.kind, case.low = "det", "DET", "a"


def _is_article(case: Node, noun: Node) -> bool:
    """Whether a "de" before a noun only says that there is some: "distribue de la nourriture"."""
    if case.word.lower() in ("des", "du"):
        return True
    return any(child.at < noun.at and child.dep in ("det", "amod") for child in noun.children)


def settle_subject(node: Node) -> None:
    """Mend what the parser takes for another thing than a subject: "a déclaré l'opposant"."""
    verb = node.head
    if verb is None:
        return
    in_front = any(mark.word in (":", "-", "–", "—") for mark in node.under("punct"))
    if node.dep == "parataxis" and node.kind in ("NOUN", "PROPN", "NUM") and verb.is_verb and not in_front:
        if node.under("case"):
            node.dep = "obl"
        elif node.at < verb.at and not verb.under("nsubj", "expl"):
            node.dep = "nsubj"
    if node.dep == "obj" and node.word.lower() in FRENCH.listed("times", "n") and not node.under("det"):
        for child in [child for child in node.children if child.under("det") and child.kind == "NOUN"]:
            child.hang(verb, "obj")  # "a entamé jeudi une grève"
        node.dep = "obl"
    if node.dep in ("amod", "acl") and node.word.lower() in FRENCH.listed("adjectival", "a") and not node.under("obj"):
        node.dep, node.kind, node.features = "amod", "ADJ", {}
        for child in [child for child in node.children if child.dep in ("obl", "nmod", "advmod")]:
            child.hang(verb, "nmod")  # "des hommes armés à Conakry"
        return
    if node.dep == "xcomp" and node.kind == "ADJ" and any(mark.kind == "ADP" for mark in node.under("mark")):
        node.kind, node.dep = "NOUN", "obl"  # "pris pour cible"
    if node.dep == "nmod" and not verb.is_verb and node.word.lower() in FRENCH.listed("standing", "n"):
        if any(case.word.lower() == "en" for case in node.under("case")):
            node.dep = "parataxis"  # "douze sans-papiers en grève"
        return
    if not verb.is_verb or node.kind not in ("NOUN", "PROPN") or node.at < verb.at or node.under("case"):
        return
    if node.dep not in ("xcomp", "obj", "dep", "parataxis", "conj", "advcl") or verb.under("nsubj"):
        return
    between = [other for other in verb.children if other.kind == "PUNCT" and other.at < verb.at]
    if verb.word.lower() in FRENCH.listed("saying") and between and not verb.under("expl"):
        node.dep = "nsubj"


def settle_mood(node: Node) -> None:
    """Let what governs a verb tell its mood where its form does not: "exige que l'armée retire ses troupes"."""
    if node.form == "Fin" and node.features.get("Mood") == "Sub" and not node.under("mark"):
        node.features = {**node.features, "Mood": "Ind"}  # the forms of most verbs are the same
    if node.form != "Fin" or node.head is None or node.features.get("Mood") not in ("Ind", None):
        return
    marks = {mark.word.lower() for mark in node.under("mark", "advmod", "case", "fixed")}
    inner = {part.word.lower() for mark in node.under("mark", "advmod") for part in mark.children}
    that = not {"que", "qu'"}.isdisjoint(marks | inner)
    wished = node.dep == "ccomp" and node.head.word.lower() in FRENCH.listed("wishing")
    supposed = wished or not _SUPPOSING.isdisjoint(marks | inner)
    if that and supposed and node.features.get("Tense") != "Fut":
        node.features = {**node.features, "Mood": "Sub"}


def settle_time(node: Node) -> None:
    """Hang a time from the verb and not from the noun before it: "renversé par des militaires en 2021"."""
    cases = node.under("case")
    year = node.kind == "NUM" and len(node.word) == 4 and bool(cases) and cases[0].word.lower() in ("en", "depuis")
    month = node.word.lower() in FRENCH.listed("times", "n") and node.kind == "NOUN" and ":" not in node.low
    dated = month and (not cases or cases[0].low == "in") and not node.under("nummod")
    if node.dep != "nmod" or not (year or dated):
        return
    above = node.head
    while above is not None and not above.is_verb:
        above = above.head
    if above is not None and above.at < node.at and not above.is_below(node):
        node.hang(above, "obl")


def settle_place(node: Node) -> None:
    """Say of "à" before a name whether something is there or goes there: "à Dakar", "livre des armes à Israël"."""
    case = next((case for case in node.under("case") if case.low == "to"), None)
    if case is None or node.head is None:
        return
    head = node.head.word.lower()
    if node.low in ("years", "month", "months", "days", "year") and head in FRENCH.listed("sentencing"):
        node.low = "fr:prison"  # a term, not a time
    name = node.kind == "PROPN" or (node.kind == "NOUN" and node.word[:1].isupper())
    if not name or node.dep not in ("obl", "nmod", "obj"):
        return
    goes = head in FRENCH.listed("giving") if node.head.is_verb else head in FRENCH.listed("given", "n")
    outer = node.head.head
    if not goes and node.dep == "nmod" and outer is not None and outer.is_verb:
        goes = outer.word.lower() in FRENCH.listed("giving") and node.head.dep == "obj"
    if not goes:
        case.low = "in"
