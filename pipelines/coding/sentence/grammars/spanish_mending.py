"""What the parser of Spanish often hangs wrong, put right before its tree is turned: amounts, openings, place names."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_words import SPANISH

# What only says how exact a number is.
_AMOUNTS = (
    ("un", "total", "de"), ("cerca", "de"), ("alrededor", "de"), ("en", "torno", "a"), ("más", "de"), ("menos", "de"),
    ("no", "menos", "de"), ("poco", "más", "de"), ("algo", "más", "de"), ("por", "lo", "menos"), ("al", "menos"),
)  # fmt: skip
_ARTICLES = frozenset({"El", "La", "Los", "Las"})
_DETERMINERS = frozenset({"el", "la", "los", "las", "un", "una", "unos", "unas", "del", "al"})
_PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "ído", "ída", "ídos", "ídas")
_CLITICS = frozenset({"lo", "la", "los", "las", "le", "les"})
_INDICATIVES = frozenset("ha han hay había habían hubo es son era eran fue está están estaba estaban".split())
_FUTURES = ("ré", "rá", "rás", "rán", "remos", "réis")
_PASTS = ("ó", "aron", "ieron", "yeron", "jeron")


def mend_tree(nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    """Put right what stands below; ``known`` says of what parts of speech a form in lower case is known."""
    for node in nodes:
        _settle_past(node, known)
        _settle_tense(node)
    for before, node in pairwise(nodes):
        _settle_noun(before, node, known)
        _settle_manner(before, node)
    for at in range(len(nodes) - 2):
        _settle_name(*nodes[at : at + 3])
    _settle_amounts(nodes)
    _settle_opening(nodes, known)
    for node in nodes:
        if node.is_verb and node.form == "Fin" and not node.under("nsubj", "csubj"):
            _settle_fronted(node)
        if node.is_verb and node.form == "Inf":
            _settle_aspect(node)
            _settle_purpose(node)
    for node in nodes:
        _settle_deed(node)
        _settle_term(node)
        if node.is_verb:
            for child in [c for c in node.under("nmod") if node.form == "Fin" and c.under("case")]:
                child.dep = "obl"
            _settle_doubled(node)
            _settle_ago(node)
            _settle_attribution(node)
            _settle_sudden(node)
            _settle_told(node)


def _settle_past(node: Node, known: Callable[[str, str], bool]) -> None:
    """Make a verb of what ends as none but verbs do: "el régimen despojó"."""
    low = node.word.lower()
    if node.kind not in ("ADJ", "NOUN") or not low.endswith("ó") or not known(low, "v"):
        return
    node.kind, node.features = "VERB", {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past", "Number": "Sing"}
    noun = node.head
    if noun is None or noun.at > node.at or noun.kind not in ("NOUN", "PROPN") or node.dep not in ("amod", "appos"):
        return
    later = [child for child in noun.children if child.at > node.at]
    node.take_place(noun)
    noun.hang(node, "nsubj")
    for child in later:
        child.hang(node, {"nmod": "obl", "appos": "obj", "amod": "obj"}.get(child.dep, child.dep))


def _settle_tense(node: Node) -> None:
    """Let the ending tell the tense: "derribó" and "cae" are no future."""
    low = node.word.lower()
    if low in _INDICATIVES and node.form == "Fin":
        node.features = {**node.features, "Mood": "Ind"}
    if node.kind != "VERB" or node.form != "Fin":
        return
    if low.endswith(_PASTS):
        node.features = {**node.features, "Mood": "Ind", "Tense": "Past"}
    elif node.features.get("Tense") == "Fut" and not low.endswith(_FUTURES):
        node.features = {**node.features, "Mood": "Ind", "Tense": "Pres"}


def _settle_noun(before: Node, node: Node, known: Callable[[str, str], bool]) -> None:
    """Make a noun of what follows an article and is no participle or infinitive: "el fundo", "una celada"."""
    if node.kind != "VERB" or before.kind not in ("DET", "ADP") or before.word.lower() not in _DETERMINERS:
        return
    low = node.word.lower()
    deed = known(low, "n") and not known(low, "v") and before.word.lower() in ("una", "la", "las")
    if not deed and (low.endswith((*_PARTICIPLES, "ar", "er", "ir", "arse", "erse", "irse")) or node.form == "Part"):
        return
    node.kind = "NOUN"
    node.features = {"Number": "Plur" if low.endswith("s") else "Sing"}
    for child in node.under("obj", "nsubj"):
        child.dep = "nmod"
    head = node.head
    if head is not None and node.dep in ("advcl", "acl", "ccomp", "xcomp", "csubj"):
        node.dep = "nmod" if not head.is_verb else "obl" if node.under("case") or head.under("obj") else "obj"


def _settle_manner(preposition: Node, noun: Node) -> None:
    """Hang a noun behind its preposition on the verb, where both are taken for one word: "recibidos a balazos"."""
    if noun.dep != "fixed" or noun.head is not preposition or noun.kind != "NOUN" or preposition.kind != "ADP":
        return
    verb = preposition.head
    if verb is not None and verb.is_verb:
        for child in [c for c in preposition.children if c is not noun]:
            child.hang(verb, "obl" if child.kind in ("NOUN", "PROPN") else child.dep)
        noun.hang(verb, "obl")
        preposition.hang(noun, "case")


def _settle_term(term: Node) -> None:
    """Let whom a court condemns be condemned to prison, and not to years: "a 26 años de cárcel"."""
    span = term.head
    if span is None or term.dep != "nmod" or term.word.lower() not in SPANISH.listed("terms", "n"):
        return
    cases = [case for case in span.under("case") if case.word.lower() == "a"]
    if not cases or span.word.lower() not in SPANISH.listed("spans", "n"):
        return
    for case in term.under("case"):
        case.hang(span, "fixed")
    term.take_place(span)
    span.hang(term, "nmod")
    cases[0].hang(term, "case")


def _settle_doubled(verb: Node) -> None:
    """Take whom a pronoun repeats for the object: "al dirigente lo mataron", "le dispararon a la jueza"."""
    clitics = [c for c in verb.under("obj", "iobj") if c.kind == "PRON" and c.word.lower() in _CLITICS]
    named = [c for c in verb.under("obl", "obj", "iobj", "nmod", "dep") if c.kind in ("NOUN", "PROPN") and _is_to(c)]
    if not clitics or not named:
        return
    direct = clitics[0].word.lower() not in ("le", "les")
    if direct and named[0].at > verb.at:
        return
    clitics[0].dep = "expl"
    named[0].dep = "obj" if direct else "obl"


def _is_to(noun: Node) -> bool:
    return any(case.word.lower() in ("a", "al") for case in noun.under("case"))


def _settle_ago(verb: Node) -> None:
    """Let "hace diez años" be a time of the verb, and no clause."""
    if verb.word.lower() not in ("hace", "hacía", "hará") or verb.head is None or verb.under("nsubj"):
        return
    near = [c for c in verb.children if c.at > verb.at and c.word.lower() in SPANISH.listed("spans", "n")]
    if not near or verb.dep not in (
        "advcl",
        "obl",
        "advmod",
        "acl",
        "ccomp",
        "nmod",
        "parataxis",
        "amod",
        "fixed",
        "case",
    ):
        return
    time = near[0]
    outer = verb.head
    time.hang(outer, "obl" if outer.is_verb else "nmod")
    for child in list(verb.children):
        marks = child.dep in ("mark", "case") and child.kind in ("ADP", "SCONJ")
        child.hang(time, "case" if marks else "advmod" if child.kind == "ADV" else child.dep)
    verb.hang(time, "advmod")
    verb.kind, verb.features, verb.low = "ADV", {}, "-hace"


def _settle_attribution(verb: Node) -> None:
    """Let what stands before its speaker be told: "…, denunció el gremio"."""
    clauses = [clause for clause in verb.under("ccomp", "xcomp", "parataxis") if clause.at < verb.at]
    said = any(n.form == "Fin" for clause in clauses for n in (clause, *clause.under("aux", "cop", "aux:pass")))
    if said and verb.form == "Fin" and verb.word.lower() in SPANISH.listed("attributing"):
        verb.low = "es:dijo"


def _settle_sudden(verb: Node) -> None:
    """Tell what broke into another thing: "apenas había terminado el sepelio cuando abrieron fuego"."""
    had = [aux for aux in verb.under("aux") if aux.word.lower() in ("había", "habían")]
    if verb.head is not None or not had:
        return
    for clause in [c for c in verb.under("advcl") if c.at > verb.at and c.form == "Fin"][:1]:
        marks = [mark for mark in clause.under("mark", "advmod") if mark.word.lower() == "cuando"]
        if marks:
            clause.take_place(verb)
            verb.hang(clause, "advcl")
            marks[0].hang(verb, "mark")


def _settle_told(verb: Node) -> None:
    """Let what a participle alone tells befall what stands behind it: "Deportado a Marruecos el imán de Ripoll"."""
    if verb.form != "Part" or verb.head is not None or verb.under("aux", "cop", "obj", "aux:pass"):
        return
    for child in [c for c in verb.under("nsubj") if c.at > verb.at][:1]:
        child.dep = "obj"


def _settle_name(noun: Node, article: Node, name: Node) -> None:
    """Hang a name with its article on the noun before it: "la finca La Esperanza", "el caserío Los Tigres"."""
    if noun.kind != "NOUN" or not noun.word.islower() or article.word not in _ARTICLES or name.kind != "PROPN":
        return
    if name.is_below(noun) or noun.is_below(name):
        return
    head, dep = name.head, name.dep
    name.hang(noun, "appos")
    article.hang(name, "det")
    for child in [c for c in name.under("appos") if c.at > name.at and c.kind == "NOUN" and c.under("det")]:
        child.hang(head, dep if head is not None else "nsubj")


def _settle_amounts(nodes: Sequence[Node]) -> None:
    """Let a number have its noun, whatever says how exact it is: "un total de 87 personas", "cerca de 300 mineros"."""
    lows = [node.word.lower() for node in nodes]
    at = 0
    while at < len(nodes):
        length = next((len(said) for said in _AMOUNTS if tuple(lows[at : at + len(said)]) == said), 0)
        behind = nodes[at + length] if length and at + length < len(nodes) else None
        if behind is not None and (behind.kind == "NUM" or behind.word[:1].isdigit()):
            _count(nodes[at : at + length], behind)
        at += max(length, 1)


def _count(parts: Sequence[Node], number: Node) -> None:
    noun = number.head if number.dep == "nummod" and number.head is not None else number
    if any(noun is part for part in parts):
        noun = number
    inside = set(map(id, parts))
    tops = [part for part in parts if part.head is None or id(part.head) not in inside]
    top = next((part for part in tops if noun.is_below(part)), None)
    if top is not None:
        noun.take_place(top)
    elif noun.dep not in ("nsubj", "obj", "nmod", "obl", "appos", "conj", "ROOT", "dep", "advmod"):
        return
    for part in parts:
        for child in [c for c in part.children if id(c) not in inside and c is not noun]:
            child.hang(noun, child.dep)
    for part in parts:
        part.hang(noun, "quantmod")
        part.kind, part.low = "ADV", f"-{part.low}"  # no rule is to see it
    verb = noun.head
    if verb is None or not verb.is_verb or noun.under("case") or noun.dep not in ("obl", "nmod", "advmod", "dep"):
        return
    first = noun.at < verb.at or verb.passive or bool(verb.under("expl:pass")) or bool(verb.under("obj"))
    noun.dep = "nsubj" if first and not verb.under("nsubj") else "obj"


def _settle_opening(nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    """Let a participle before a comma tell what befell the subject: "Convocados por la CGT, los mineros marcharon"."""
    first = next((node for node in nodes if node.kind != "PUNCT"), None)
    if first is None or first.form == "Fin" or not first.word.lower().endswith(_PARTICIPLES):
        return
    low = first.word.lower()
    if not known(low, "v") or not first.word[:1].isupper() or first.word.isupper():
        return
    comma = next((node for node in nodes if node.word == "," and node.at > first.at), None)
    verb = next((n for n in nodes if n.form == "Fin" and n.is_verb and n.at > first.at), None)
    if comma is None or verb is None or verb.at < comma.at:
        return
    main = next((n for n in nodes if n.head is None), None)
    if main is first and verb.head is first:
        verb.take_place(first)
        main = verb
    if main is None or main is first or main.at < comma.at:
        return
    subject = next((n for n in main.under("nsubj") if n.at > comma.at), None)
    first.kind, first.features = "VERB", {"VerbForm": "Part"}
    first.hang(subject or main, "acl" if subject is not None else "advcl")


def _settle_fronted(verb: Node) -> None:
    """Give a verb the subject that the parser takes for a name of a place: "En La Paz, los maestros marcharon"."""
    for place in [child for child in verb.under("obl", "nmod") if child.at < verb.at and child.under("case")]:
        for node in [place, *place.children]:
            for noun in node.under("appos", "conj", "nmod"):
                commas = [c for held in (noun, place, node, verb) for c in held.under("punct") if c.word == ","]
                parted = any(place.at < c.at < noun.at for c in commas)
                if (
                    not parted
                    or noun.under("case", "cc")
                    or noun.kind not in ("NOUN", "PROPN")
                    or not noun.under("det", "nummod")
                ):
                    continue
                if noun.at < verb.at and noun.features.get("Number", "") == verb.features.get("Number", ""):
                    noun.hang(verb, "nsubj")
                    return


def _settle_aspect(inner: Node) -> None:
    """Hang on the second of two verbs what belongs to it: "volvieron a concentrarse ante el ministerio"."""
    verb = inner.head
    if (
        verb is None
        or inner.dep not in ("xcomp", "advcl", "ccomp")
        or verb.word.lower() not in SPANISH.listed("aspect")
    ):
        return
    if not any(mark.word.lower() == "a" for mark in inner.under("mark", "case")):
        return
    for child in [c for c in verb.under("obl", "obj", "advcl") if c.at > inner.at]:
        child.hang(inner, child.dep)


def _settle_purpose(demand: Node) -> None:
    """Tell what people demand by what they do: "avanzan hacia la capital para exigir la presencia del ministro"."""
    verb = demand.head
    marks = [mark for mark in demand.under("mark", "case") if mark.word.lower() == "para"]
    if verb is None or not marks or demand.word.lower() not in SPANISH.listed("demanding"):
        return
    if verb.is_verb and demand.dep in ("advcl", "xcomp", "ccomp") and verb.features.get("Number") == "Plur":
        demand.dep, demand.features = "advcl", {"VerbForm": "Ger"}
        marks[0].dep, marks[0].low, marks[0].kind = "prt", "es:para", "ADV"


def _settle_deed(verb: Node) -> None:
    """Let a deed have the doer that a clause on it names: "la emboscada que el ELN tendió a una patrulla"."""
    deed = verb.head
    if deed is None or not verb.is_verb or verb.dep != "acl" or verb.word.lower() not in SPANISH.listed("light"):
        return
    linked = [child for child in verb.under("obj") if child.word.lower() == "que"]
    if not linked or deed.word.lower() not in SPANISH.listed("done_by", "n"):
        return
    for child in verb.under("nsubj")[:1]:
        child.hang(deed, "poss")
    for child in [c for c in verb.under("obj", "iobj", "obl") if c not in linked]:
        case = next((c for c in child.under("case") if c.word.lower() in ("a", "al")), None)
        if case is not None:
            case.low = "against"
            child.hang(deed, "nmod")
