"""What in a sentence tells that an event of it is old, without giving its day."""

import re
from collections.abc import Iterator
from datetime import date

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import dependents, subject_of, subtree
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.bygone_es import is_bygone
from pipelines.coding.when_where.clauses import Clause, adjuncts, auxiliaries, clauses_of, is_met, is_verb
from pipelines.coding.when_where.eras import eras_over
from pipelines.coding.when_where.named_days import bounds_of, dates_of
from pipelines.coding.wordlists import word_list

_NAMING = frozenset({"-", "then", "'s", "’s"})
_LONG_AGO = 60  # days that make old also what is dated by its month
RECENT = 7  # days that a bound may lie back while what has happened since is still news
_CAPTION = re.compile(
    r"\b(?:file|archive|undated|library) (?:photo|picture|image|photograph|footage|pic|video)\b", re.I
)
_FORMERLY = word_list("formerly")
_SPEECH = word_list("speech")
_REMEMBERING = word_list("remembering")
_COURT = word_list("court_words")
_YOUTH = word_list("youth")
_CHILDHOOD = word_list("childhood")
_WORKS = word_list("works")
_LONG_DOERS = word_list("long_doers")
_MOMENTS = word_list("moments")
_LONG_TIMES = word_list("long_times")
_RECKONED = word_list("reckoned")
_SEASONS = frozenset("spring summer autumn winter year month week".split())
_TOLLED = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_RULES = word_list("rules")
_DAYPARTS = word_list("dayparts")
_EARLIER = frozenset({"first", "previous", "former", "last", "earlier", "old", "past"})
_TIMES = frozenset({"time", "times", "days", "years", "era", "past", "decades", "centuries"})
_THOSE = frozenset({"that", "those", "the", "earlier", "olden", "old", "past", "previous", "former", "recent"})
_HAVE = frozenset({"has", "have", "had", "'ve", "'s", "having", "been"})
_WITHIN = frozenset({"in", "over", "during", "within", "throughout", "for", "across"})
_PERIODS = frozenset({"in", "for", "during", "under", "throughout", "amid", "before", "at", "from", "since", "of"})
_AROUND = frozenset({"after", "before", "following", "ahead"})
_CHARGED_WITH = frozenset({"for", "with", "of", "over", "in", "to"})
_AGE = re.compile(r"\d{1,2}|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen")


class Past:
    """The signs of the past in one sentence of a report."""

    def __init__(self, parse: Parse, published: date) -> None:
        self._parse = parse
        self._published = published
        self._over = eras_over(parse, published)
        self._captioned = bool(_CAPTION.search(parse.text))

    def marks(self, proposal: Proposal) -> bool:
        """Whether the words around an event tell that it is old."""
        doers = [*proposal.sources, proposal.trigger] if proposal.nominal else proposal.sources
        if self._captioned or any(self._is_era(doer) or self._is_then(doer) for doer in doers):
            return True
        if proposal.type in _TOLLED and self._so_far(proposal.trigger):
            return True
        inner: Clause | None = None
        for clause in clauses_of(self._parse, proposal.trigger):
            if inner is None and self._under_court(proposal.trigger):
                return True
            if inner is not None and self._in_work(clause.verb):
                return True
            if inner is not None and inner.link == "ccomp":
                return False
            lasting = inner is None and self._is_lasting(proposal)
            if self._says(clause, inner is None, lasting) or self._hangs(clause):
                return True
            inner = clause
        return inner is None and self._under_court(proposal.trigger)

    def lasts(self, proposal: Proposal) -> bool:
        """Whether what began longer ago than is news still goes on: "have been on strike since 3 October"."""
        return self._is_lasting(proposal) and self._since_bound(proposal.trigger)

    def _is_lasting(self, proposal: Proposal) -> bool:
        """Whether a perfect tells what goes on, not what has been done so many times."""
        parse, verb = self._parse, proposal.trigger
        helped = auxiliaries(parse, verb)
        if parse.tags[verb] == "VBG" and parse.deps[verb] == "acl":
            return True  # "the group fighting the army since April"
        if helped.isdisjoint({"has", "have", "'ve"}):
            return False
        goes_on = parse.tags[verb] == "VBG" and "been" in helped
        return goes_on or (proposal.type == "PROTEST" and parse.tags[verb] == "VBN")

    def _says(self, clause: Clause, own: bool, lasting: bool) -> bool:
        """Whether a clause itself says that it is of the past, or counts up what has happened for a long time."""
        parse, verb = self._parse, clause.verb
        helped = auxiliaries(parse, verb)
        before = "had" in helped and parse.tags[verb] in ("VBN", "VBD") and not _backshifted(parse, verb)
        marks = {parse.lowers[t] for t in (clause.above, *dependents(parse, verb, "mark"))}
        if "having" in helped and "for" in marks:
            return True  # "punished for having closed"
        if before and not self._is_of_the_story(verb) and not is_met(parse, clause):
            return True
        perfect = bool(helped & _HAVE)
        subject = subject_of(parse, verb)
        if perfect and subject is not None and parse.lowers[subject] in _LONG_DOERS:
            return True
        for token in adjuncts(parse, verb):
            word, label = parse.lowers[token], parse.deps[token]
            if (label == "advmod" and self._formerly(token, perfect)) or is_bygone(parse, token):
                return True
            if label in ("prep", "npadvmod", "dep") and self._of_long(token, perfect):
                return True
            if label in ("prep", "advmod", "npadvmod") and word in _PERIODS and self._in_era(token):
                return True
            if label == "prep" and parse.tags[verb] == "VBD" and word in _AROUND and self._old_year_in(token):
                return True
            if label == "prep" and word == "as" and (self._names(token, _CHILDHOOD) or self._has_era(token)):
                return True
            if label == "advcl" and self._reported_long_ago(token):
                return True
            if label == "advcl" and perfect and self._counts_from(token):
                return True
            if own and label == "advcl" and self._in_youth(token) and self._when(token):
                return True
        joined = (t for other in dependents(parse, verb, "conj") for t in dependents(parse, other, "advcl"))
        if perfect and any(self._counts_from(t) for t in joined):
            return True  # "nine have been killed and ten wounded since the war began"
        return perfect and not lasting and self._since_bound(verb)

    def _is_of_the_story(self, verb: int) -> bool:
        """Whether a past perfect only tells by when something was done: "by nightfall the army had", "on Tuesday"."""
        parse = self._parse
        times = dependents(parse, verb, "prep", "npadvmod", "advmod", "dep")
        for match in (*dates_of(parse, self._published), *bounds_of(parse, self._published)):
            recent = match.precision == "day" and 0 <= (self._published - match.date).days <= RECENT
            if recent and any(match.start in subtree(parse, t) for t in times):
                return True
        return any(
            parse.lowers[t] in ("by", "at") and any(parse.lowers[n] in _DAYPARTS for n in dependents(parse, t, "pobj"))
            for t in times
        )

    def _so_far(self, verb: int) -> bool:
        """Whether harm is counted up to now: "so far, police have arrested 500"."""
        lowers = self._parse.lowers
        counted = self._parse.lowers[:2] == ["so", "far"] or any(
            t and lowers[t] == "far" and lowers[t - 1] == "so" for t in self._parse.children[verb]
        )
        return counted and bool(auxiliaries(self._parse, verb) & _HAVE)

    def _formerly(self, token: int, perfect: bool) -> bool:
        parse, word = self._parse, self._parse.lowers[token]
        following = parse.lowers[token + 1] if token + 1 < len(parse.words) else ""
        if word == "once":
            before = parse.lowers[token - 1] if token else ""
            if following in (",", ".", ";", "") and token > parse.heads[token]:
                return False  # "fired tear gas once, at noon"
            return following not in ("again", "more", "and", "a", "the", "every") and before not in ("at", "more", ",")
        if word == "before":
            return perfect and all(parse.lowers[t] in _RECKONED for t in parse.children[token])
        if word == "ago":
            return any(parse.lowers[t] in _LONG_TIMES for t in parse.children[token])
        return (
            word in _FORMERLY
            or (word == "long" and perfect and following not in ("ago",))
            or (word in _RECKONED and perfect)
        )

    def _of_long(self, token: int, perfect: bool) -> bool:
        """Whether a phrase names a long time up to now, or one that is over: "in the past decade", "in those days"."""
        parse = self._parse
        inside = subtree(parse, token)
        words = [parse.lowers[t] for t in inside]
        if parse.deps[token] == "npadvmod":
            return (perfect and words[-1] in _RECKONED) or (words[0] == "that" and words[-1] in _SEASONS)
        if words == ["to", "date"]:
            return perfect
        if words[0] not in _WITHIN and words[0] != "at":
            return False
        nouns = dependents(parse, token, "pobj")
        noun = parse.lowers[nouns[0]] if nouns else ""
        counted = words[0] == "for" and noun == "time"  # "for the fourth time"
        if (
            noun in _TIMES
            and not counted
            and words[-1] == noun
            and len(words) <= 4
            and _THOSE.intersection(words[1:-1])
        ):
            return perfect or words[1:2] != ["recent"]
        if noun in _LONG_TIMES and perfect and words[0] in _WITHIN:
            # "has suspended aid for six months" looks ahead, "has jailed critics for years" does not
            return words == ["for", noun] or any(word in ("past", "last", "recent", "previous") for word in words)
        return noun in _RECKONED and perfect

    def _in_era(self, preposition: int) -> bool:
        parse = self._parse
        if any(self._is_era(noun) for noun in self._named_by(preposition)):
            return True
        if parse.lowers[preposition] != "under":
            return False
        for noun in dependents(parse, preposition, "pobj"):
            if parse.lowers[noun] in _RULES:
                return any(parse.lowers[t] in _EARLIER for t in dependents(parse, noun, "amod"))
        return False

    def _named_by(self, preposition: int) -> Iterator[int]:
        """The nouns of a phrase, also behind its "of": "in the first years of the cold war"."""
        parse = self._parse
        for noun in dependents(parse, preposition, "pobj", "pcomp"):
            yield noun
            for inner in dependents(parse, noun, "prep"):
                if parse.lowers[inner] == "of":
                    yield from dependents(parse, inner, "pobj")

    def _is_era(self, noun: int) -> bool:
        """Whether a doer is of a state or regime that is over: "Soviet agents", not "post-Soviet"."""
        parse = self._parse
        return any(
            token in self._over for token in (noun, *dependents(parse, noun, "compound", "amod", "nmod", "poss"))
        )

    def _is_then(self, doer: int) -> bool:
        """Whether somebody is named by an office that they held at the time: "then-President Ito"."""
        parse, token = self._parse, doer
        while token and (parse.words[token - 1][:1].isupper() or parse.lowers[token - 1] in _NAMING):
            token -= 1
            if parse.lowers[token] == "then" and parse.words[token + 1] == "-":
                return True
        return False

    def _has_era(self, preposition: int) -> bool:
        """Whether what somebody was is placed in a time that is over: "as a neutral state in the cold war"."""
        inner = (t for t in subtree(self._parse, preposition) if self._parse.lowers[t] in ("in", "during"))
        return any(self._in_era(token) for token in inner)

    def _reported_long_ago(self, verb: int) -> bool:
        """Whether a clause says when this was reported, and that is long ago: "as a paper reported in May 1990"."""
        parse = self._parse
        if parse.lowers[verb] not in _SPEECH or not any(parse.lowers[t] == "as" for t in parse.children[verb]):
            return False
        inside = subtree(parse, verb)
        days = (m for m in dates_of(parse, self._published) if m.start in inside and not m.attribute)
        return any((self._published - m.date).days > _LONG_AGO for m in days)

    def _counts_from(self, verb: int) -> bool:
        """Whether a clause begins a stretch of time, longer ago than is news: "since the army seized power"."""
        since = any(self._parse.lowers[t] == "since" for t in dependents(self._parse, verb, "mark"))
        return since and not self._is_recent(verb)

    def _is_recent(self, verb: int) -> bool:
        """Whether a clause names a day that is still news: "since police arrested him on Monday"."""
        inside = subtree(self._parse, verb)
        days = [m for m in dates_of(self._parse, self._published) if m.start in inside]
        return any(m.precision == "day" and (self._published - m.date).days <= RECENT for m in days)

    def _since_bound(self, verb: int) -> bool:
        """Whether what has happened is counted from a day that lies further back than is news."""
        parse = self._parse
        for token in adjuncts(parse, verb):
            if parse.lowers[token] != "since" or parse.deps[token] not in ("prep", "advmod"):
                continue
            inside = subtree(parse, token)
            bounds = [b for b in bounds_of(parse, self._published) if b.start in inside]
            if not bounds and len(inside) == 1:
                continue  # "has since agreed": after what was told, which may be of today
            if not bounds:
                return True
            return any((self._published - bound.date).days > RECENT for bound in bounds)
        return False

    def _old_year_in(self, preposition: int) -> bool:
        """Whether a phrase tells what came first by its year: "after the 2021 coup"."""
        inside = subtree(self._parse, preposition)
        years = (m for m in dates_of(self._parse, self._published) if m.attribute and m.start in inside)
        return any(m.date.year < self._published.year - 1 for m in years)

    def _names(self, preposition: int, words: frozenset[str]) -> bool:
        return any(self._parse.lowers[t] in words for t in dependents(self._parse, preposition, "pobj"))

    def _in_work(self, verb: int) -> bool:
        """Whether a clause speaks of a book, a film or a museum: what hangs on it is what that work shows."""
        subject = subject_of(self._parse, verb)
        if subject is not None and self._parse.lowers[subject] in _WORKS:
            return True
        return any(self._names(t, _WORKS) for t in dependents(self._parse, verb, "prep"))

    def _when(self, verb: int) -> bool:
        return any(self._parse.lowers[t] == "when" for t in self._parse.children[verb])

    def _in_youth(self, verb: int) -> bool:
        """Whether a clause tells how young somebody was: "she was six", "they were children"."""
        parse = self._parse
        if parse.lowers[verb] not in ("was", "were"):
            return False
        said = [
            t for child in dependents(parse, verb, "attr", "acomp", "npadvmod", "prep") for t in subtree(parse, child)
        ]
        return any(parse.lowers[t] in _YOUTH or _AGE.fullmatch(parse.lowers[t]) for t in said)

    def _hangs(self, clause: Clause) -> bool:
        """Whether a clause hangs on another as what is old does: an until-clause, what is remembered, what is tried."""
        parse, verb, link, above = self._parse, clause.verb, clause.link, clause.above
        if link in ("advcl", "ccomp") and parse.tags[verb] in ("VBD", "VBN"):
            marks = {parse.lowers[t] for t in dependents(parse, verb, "mark", "advmod", "prep")}
            if marks & {"until", "till"} or ("since" in marks and not self._is_recent(verb)):
                return True
            times = dependents(parse, verb, "npadvmod")
            if marks & {"after", "since", "before"} and any(parse.lowers[t] in _LONG_TIMES for t in times):
                return True
        if link == "pcomp" and parse.lowers[above] in ("after", "since"):
            times = [*dependents(parse, above, "npadvmod"), *([above - 1] if above else [])]
            return any(parse.lowers[t] in _LONG_TIMES for t in times)
        holder = above if is_verb(parse, above) else parse.heads[above]
        if link in ("advcl", "relcl") and self._when(verb) and self._in_youth(holder):
            return True
        if link == "relcl" and parse.lowers[above] in _MOMENTS and parse.tags[verb] in ("VBD", "VBN"):
            after = parse.heads[above]
            long_after = any(parse.lowers[t] in _LONG_TIMES for t in dependents(parse, after, "npadvmod"))
            return long_after or parse.lowers[above] == "year" or self._remembered(above)
        return link in ("relcl", "ccomp", "acl", "pcomp") and self._remembered(above)

    def _remembered(self, token: int) -> bool:
        """Whether a word stands in what somebody remembers: "the day when ...", "the victims of ..."."""
        parse = self._parse
        current = token
        for _ in range(6):
            if parse.lowers[current] in _REMEMBERING:
                return True
            if parse.deps[current] not in ("dobj", "pobj", "prep", "pcomp", "npadvmod", "conj", "appos", "ccomp"):
                return False
            current = parse.heads[current]
        return False

    def _under_court(self, token: int) -> bool:
        """Whether a deed is what somebody is tried or punished for: "jailed for the killing"."""
        parse, current = self._parse, token
        for _ in range(4):
            head = parse.heads[current]
            if parse.deps[current] in ("pobj", "pcomp") and parse.lowers[head] in _CHARGED_WITH:
                holder = parse.heads[head]
                near = [holder, parse.heads[holder], *parse.children[holder]]
                if parse.lowers[holder] in ("went", "go", "goes", "put", "stand", "stood", "stands", "going"):
                    near += [n for t in parse.children[holder] for n in parse.children[t]]
                elif is_verb(parse, holder):
                    near = [holder]
                return any(parse.lowers[t] in _COURT for t in near)
            if parse.deps[current] not in ("conj", "dobj", "pobj", "prep"):
                return False
            current = head
        return False


def _backshifted(parse: Parse, verb: int) -> bool:
    """Whether "had" is only the tense of what was said: "police said they had arrested"."""
    for clause in _same_speech(parse, verb):
        if clause.link == "ccomp":
            return True
        if any(parse.deps[t] in ("parataxis", "ccomp") and parse.tags[t] == "VBD" for t in parse.children[clause.verb]):
            return any(parse.deps[t] == "parataxis" and t > clause.verb for t in parse.children[clause.verb])
    return False


def _same_speech(parse: Parse, verb: int) -> Iterator[Clause]:
    """The clause of a verb and those that it is joined to."""
    for clause in clauses_of(parse, verb):
        yield clause
        if clause.link != "conj":
            return
