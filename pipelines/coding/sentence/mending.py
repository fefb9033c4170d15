"""Repairs of parses where the parser is known to misread news: lists without "and", companions, the name May.

A list, however it is written, is co-ordination afterwards, so that no rule needs to know how it was written.
"""

from collections.abc import Iterator, Sequence

from pipelines.coding.sentence.adverbials import mend_adverbials
from pipelines.coding.wordlists import word_list

_LOOSE = frozenset({"npadvmod", "dep", "nsubj", "nsubjpass", "advcl", "nmod", "appos", "amod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COMPANIONS = frozenset({"along", "together", "alongside"})
_BELONGING = frozenset({"of", "from", "in", "for"})
_TIME = word_list("time")
_BODIES = word_list("bodies")
_TITLES = frozenset("president chancellor premier minister secretary king queen prince emir leader chief".split())
_MEANS, _HURT = word_list("means"), word_list("killed") | word_list("injured")
_SUMS, _MONEY = frozenset({"m", "bn", "million", "billion"}), frozenset({"$", "£", "€"})
_MARCHING = frozenset("invading advancing retreating occupying attacking protesting rioting fleeing visiting".split())


class Tree:
    """A parse while it is mended: its words, tags, labels and governors."""

    def __init__(self, words: Sequence[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
        self.words = words
        self.tags = tags
        self.deps = deps
        self.heads = heads

    def mend(self) -> None:
        """Change tags, labels and governors in place."""
        mend_adverbials(self.words, self.tags, self.deps, self.heads)
        if "May" in self.words:
            self._name_may()
        if "grata" in self.words:
            self._unwelcome()
        if ";" in self.words:
            self._part_at_semicolon()
        if self.words[1:2] and self.words[1].isdigit():
            self._part_year()
        for token in range(1, len(self.words)):
            if self.words[token] == "from" and self.words[token - 1][:1].islower():
                self._join_origin(token)
            if self.tags[token] == "VBG" and self.deps[token] in ("advcl", "pcomp"):
                self._name_deed(token)
            if self.deps[token] == "npadvmod" and self.words[token] in _SUMS and self.words[token - 2] in _MONEY:
                self.deps[token] = "dobj"  # "released $189m to Zambia"
            if self.deps[token] == "dobj":
                self._put_behind(token)
            if self.words[token] == "meeting" and self.deps[token] == "pobj":
                self.tags[token] = "NN"
            if self.deps[token] == "conj" and self.tags[token] in ("VBD", "VBZ"):
                self._part_clause(token)
            if self.words[token] == "and" and self.deps[token - 1] in ("nmod", "compound", "appos"):
                self._part_persons(token)
            if self.tags[token] in ("VB", "VBG") and self.deps[token] in ("advcl", "dep", "acl"):
                self._join_verb(token)
            if self.words[token].startswith("d'") and self.words[token - 1][:1].isupper():
                self._join_name(token)
        if "," in self.words or "as" in self.words:
            self._join_subjects()
            self._join_asides()
        if not _COMPANIONS.isdisjoint(word.lower() for word in self.words):
            self._join_companions()

    def _children(self, token: int) -> Iterator[int]:
        return (child for child, head in enumerate(self.heads) if head == token and child != token)

    def _extent(self, token: int) -> tuple[int, int]:
        """The first token under ``token``, and the one behind the last."""
        first, last = token, token
        queue = [token]
        while queue:
            for child in self._children(queue.pop()):
                first, last = min(first, child), max(last, child)
                queue.append(child)
        return first, last + 1

    def _is_actor(self, token: int) -> bool:
        """Whether a word may head a member of a list of actors: a name, or a noun for a body or people."""
        word = self.words[token].lower()
        if word in _TIME:
            return False
        national = self.tags[token] == "JJ" and self.words[token][:1].isupper()
        return self.tags[token].startswith("NNP") or word in _BODIES or self.tags[token] == "NNS" or national

    def _is_name(self, token: int) -> bool:
        first, end = self._extent(token)
        plain = all(self.words[t][:1].isupper() or self.words[t] in ("the", "of", "'s") for t in range(first, end))
        return plain and self.tags[token].startswith("NNP") and self.words[token].lower() not in _TIME

    def _name_may(self) -> None:
        """ "May condemned Russia": after the auxiliary no verb is finite, so this is the name."""
        for token, word in enumerate(self.words):
            if word == "May" and self.deps[token] == "appos" and self.heads[token] == token - 1:
                self._head_name(token)
            if word != "May" or self.deps[token] != "aux":
                continue
            verb = self.heads[token]
            subjects = [t for t in self._children(verb) if self.deps[t] in _SUBJECTS]
            titled = bool(subjects) and subjects[0] == token - 1 and self.tags[token - 1].startswith("NNP")
            if verb < token or self.tags[verb] not in ("VBD", "VBZ", "VBN") or (subjects and not titled):
                continue
            between = self.tags[token + 1 : verb]
            if any(tag in ("VB", "MD") for tag in between):
                continue
            self.tags[token], self.deps[token] = "NNP", "nsubj"
            if self.tags[verb] == "VBN" and not any(self.deps[t].startswith("aux") for t in self._children(verb)):
                self.tags[verb] = "VBD"
            self._adopt_titles(token)

    def _part_at_semicolon(self) -> None:
        """ "They opened an inquiry; its chairman demanded": what stands before a semicolon is nobody's word."""
        for verb, label in enumerate(self.deps):
            said = label == "ccomp" and verb < self.heads[verb]
            if said and ";" in self.words[verb : self.heads[verb]]:
                self.deps[verb] = "parataxis"

    def _part_clause(self, verb: int) -> None:
        """ "Some threw bottles and an officer swung his baton": the officer swung it, and nobody threw him."""
        noun, thrown = verb - 1, self.heads[verb]
        if self.deps[noun] != "conj" or self.deps[self.heads[noun]] != "dobj" or self.heads[self.heads[noun]] != thrown:
            return
        joined = [t for t in self._children(self.heads[noun]) if self.deps[t] == "cc" and t < noun]
        if self.tags[noun][0] != "N" or not joined or any(self.deps[t] in _SUBJECTS for t in self._children(verb)):
            return
        if any(self.deps[t] == "dobj" or self.words[t] == "with" for t in self._children(verb)):
            self.heads[noun], self.deps[noun] = verb, "nsubj"

    def _part_year(self) -> None:
        """ "In 2015 gunmen stormed a hotel": the year is when, and does not count the gunmen."""
        year = len(self.words[1]) == 4 and self.words[0] == "In" and self.deps[1] == "nummod"
        if (
            year
            and self.deps[self.heads[1]] in _SUBJECTS
            and not any(self.deps[t] == "pobj" for t in self._children(0))
        ):
            self.heads[1], self.deps[1] = 0, "pobj"

    def _put_behind(self, noun: int) -> None:
        """ "Called on Interior Minister Ruiz to explain": who is named behind a bare preposition is its object."""
        first = self._extent(noun)[0]
        before = first - 1
        bare = self.deps[before] == "prep" and self.heads[before] == self.heads[noun] == before - 1
        if bare and not any(self.heads[t] == before for t in range(len(self.heads)) if t != before):
            self.heads[noun], self.deps[noun] = before, "pobj"

    def _unwelcome(self) -> None:
        """ "Declared two envoys persona non grata": what they are declared, and no verb."""
        last = self.words.index("grata")
        first = last - 2
        verb = self.heads[first]
        if first < 1 or self.words[first] != "persona" or not self.tags[verb].startswith("VB"):
            return
        for child in list(self._children(first)):
            if self.deps[child] in _SUBJECTS:
                self.heads[child], self.deps[child] = verb, "dobj"
        self.tags[first], self.deps[first] = "NN", "oprd"
        self.heads[last], self.deps[last] = first, "dep"

    def _head_name(self, token: int) -> None:
        """ "Prime Minister May": the title belongs to the name."""
        title = self.heads[token]
        if not self.tags[title].startswith("NNP") or self.heads[title] == title:
            return
        self.heads[token], self.deps[token] = self.heads[title], self.deps[title]
        for child in list(self._children(title)):
            self.heads[child] = token
        self.heads[title], self.deps[title] = token, "compound"

    def _join_verb(self, token: int) -> None:
        """ "Wants Peru to lift the ban, free the men" asks for both; "denies criticising" says what is denied."""
        head = self.heads[token]
        own = [t for t in self._children(token) if t < token]
        if self.tags[head][:2] != "VB" or any(self.deps[t] in ("aux", "mark", "nsubj", "nsubjpass") for t in own):
            return
        if self.tags[token] == "VBG":
            if self.deps[token] == "acl" and head == token - 1:
                self.deps[token] = "xcomp"
            return
        if self.words[token - 1] != "," or head > token:
            return
        asked = [head, *(t for t in self._children(head) if self.deps[t] in ("ccomp", "xcomp"))]
        first = next((t for t in asked if t < token and self.tags[t] == "VB" and self._is_infinitive(t)), None)
        if first is not None:
            self.heads[token], self.deps[token] = first, "conj"

    def _is_infinitive(self, verb: int) -> bool:
        return any(self.words[t].lower() == "to" for t in self._children(verb) if self.deps[t] == "aux")

    def _join_origin(self, preposition: int) -> None:
        """ "Expelled diplomats from Denmark and Norway" tells whose they are."""
        verb, people = self.heads[preposition], preposition - 1
        named = any(self.tags[t].startswith("NNP") for t in self._children(preposition))
        expelled = self.words[verb].lower().startswith("expel") and self.tags[people] == "NNS"
        if expelled and named and self.heads[people] == verb and self.deps[people] == "dobj":
            self.heads[preposition] = people

    def _join_name(self, token: int) -> None:
        """ "Cote d'Ivoire" is one name, also where the parser has two."""
        first = token - 1
        if self.heads[token] == self.heads[first] or self.heads[token] == first:
            if self.heads[token] == first:
                self.heads[token], self.deps[token] = self.heads[first], self.deps[first]
                if self.heads[token] == first:
                    self.heads[token] = token
            for child in list(self._children(first)):
                self.heads[child] = token
            self.heads[first], self.deps[first] = token, "compound"

    def _name_deed(self, token: int) -> None:
        """ "Killed by Syrian army shelling": the shelling is what they were killed by."""
        if self.words[token].lower() in _MARCHING and self.deps[token] == "pcomp":
            self._free_agent(token)
        if self.words[token].lower() not in _MEANS:
            return
        before = token - 1
        if self.deps[token] == "pcomp":
            hurt = self.words[before] == "in" and self.words[self.heads[before]].lower() in _HURT  # "died in shelling"
            if hurt or (self.heads[before] == token and self.deps[before] in ("amod", "compound", "nmod")):
                self.tags[token], self.deps[token] = "NN", "pobj"
            return
        preposition = self.heads[before]
        if self.deps[before] == "pobj" and self.words[preposition].lower() in ("by", "in"):
            self.tags[token], self.deps[token], self.heads[token] = "NN", "pobj", preposition
            self.deps[before], self.heads[before] = "compound", token

    def _free_agent(self, token: int) -> None:
        """ "Taken by invading Chadian troops": the troops took it."""
        troops = next((t for t in self._children(token) if self.deps[t] == "dobj"), None)
        first = token if troops is None else self._extent(troops)[0]
        if troops is not None and first == token + 1 and self.tags[first] not in ("DT", "PRP$"):
            self.heads[troops], self.deps[troops] = self.heads[token], "pobj"
            self.heads[token], self.deps[token] = troops, "amod"

    def _part_persons(self, joiner: int) -> None:
        """ "President Ruto and Ugandan President Yoweri Museveni" are two, not one with a long name."""
        first = joiner - 1
        last = self.heads[first]
        if last < first and self.deps[last] in ("nmod", "compound"):
            last = self.heads[last]  # a title that the parser takes for the head of the name behind it
        if last < joiner:
            return
        while self.deps[last] in ("nmod", "compound") and self.heads[last] > last:
            last = self.heads[last]
        titled = any(word.lower() in _TITLES for word in self.words[joiner + 1 : last])
        if not titled or not self.tags[last].startswith("NNP") or not self.tags[first].startswith("NNP"):
            return
        self.heads[first], self.deps[first] = self.heads[last], self.deps[last]
        if self.heads[first] == last:
            self.heads[first] = first
        self.heads[last], self.deps[last] = first, "conj"
        for token in range(first):
            if joiner < self.heads[token] <= last:
                self.heads[token] = first
        for token in range(joiner + 1, last):
            if self.heads[token] == first:
                self.heads[token], self.deps[token] = last, "compound"

    def _adopt_titles(self, token: int) -> None:
        """Words with capitals right before a name are part of it."""
        first = token
        while first and self.words[first - 1][:1].isupper() and self.tags[first - 1][0] in "NJ":
            first -= 1
        for part in range(first, token):
            if not first <= self.heads[part] < token or self.heads[part] == part:
                self.heads[part] = token
                self.deps[part] = "compound"

    def _join_subjects(self) -> None:
        """ "Iran, Russia sign", "Japan, the Philippines and Peru signed": two subjects side by side are a list."""
        for token, label in enumerate(self.deps):
            if label in _SUBJECTS and self.heads[token] > token:
                self._join_before(token)

    def _join_before(self, subject: int) -> None:
        """Make what stands before a subject, parted by a comma, the head of its list."""
        verb = self.heads[subject]
        first, _ = self._extent(subject)
        joint = first - 1
        comma = joint > 0 and self.words[joint] == ","
        if not comma and not (joint > 2 and self._joined_by_as(joint)):
            return
        end = joint if comma else joint - 2
        fits = (end, end + 1) if comma else (end, first)
        head = next((t for t in self._children(verb) if t < end and self._extent(t)[1] in fits), None)
        if head is None or self.deps[head] not in _LOOSE or not self._is_actor(head):
            return
        start = self._extent(head)[0]
        inner = self._place_at(end - 1, head)
        if comma and inner is not None and self._is_name(subject):
            self.heads[head], self.deps[head] = verb, self.deps[subject]
            self.heads[subject], self.deps[subject] = inner, "conj"
            return
        listed = self.deps[head] in _SUBJECTS and self._is_name(head)
        if not listed and (start > 0 or not self._is_actor(subject) or self._has_determiner(start, subject)):
            return
        if listed and not self.tags[subject].startswith(("NNP", "NNS")):
            return
        label = self.deps[subject]
        owned = any(self.deps[t] in ("compound", "amod", "nmod") and t == first for t in self._children(subject))
        bare = end - start <= 2 and (self._is_name(head) or self.deps[head] == "amod")
        if comma and bare and owned and self.tags[subject] in ("NN", "NNS") and self.words[first][:1].isupper():
            self.heads[head], self.deps[head] = subject, "nmod"
        else:
            self._unite_asides(head)
            self.heads[head], self.deps[head] = verb, label
            self.heads[subject], self.deps[subject] = head, "conj"

    def _place_at(self, token: int, head: int) -> int | None:
        """The name behind a preposition that ends at ``token`` and belongs to ``head``: "police in Tripoli"."""
        while token != head and self.heads[token] != token:
            if self.deps[token] == "pobj" and self.heads[self.heads[token]] == head:
                return token if self.tags[token].startswith("NNP") else None
            token = self.heads[token]
        return None

    def _joined_by_as(self, token: int) -> bool:
        return [word.lower() for word in self.words[token - 2 : token + 1]] == ["as", "well", "as"]

    def _has_determiner(self, start: int, subject: int) -> bool:
        return any(self.tags[t] in ("DT", "PRP$") for t in range(start, subject))

    def _unite_asides(self, head: int) -> None:
        for child in list(self._children(head)):
            if self.deps[child] == "appos" and self._is_name(child):
                self.deps[child] = "conj"

    def _join_asides(self) -> None:
        """ "Australia, Japan, and Peru": an apposition between commas with "and" behind it is one of the list."""
        for token, label in enumerate(self.deps):
            head = self.heads[token]
            beside = (
                label == "appos" and self.words[head + 1 : head + 2] == [","] and self._extent(token)[0] == head + 2
            )
            if beside and self.tags[head] == self.tags[token] == "NNP" and self._opens_list(token):
                self.deps[token] = "conj"  # "Peru, Chile, Ecuador and Bolivia"
            if (
                label not in ("appos", "npadvmod")
                or head > token
                or not (self._is_name(token) and self.tags[head].startswith("NNP"))
            ):
                continue
            if self.tags[head].endswith("S") and any(self.deps[t] == "nummod" for t in self._children(head)):
                continue  # "freed two Americans, Ana Ruiz and Tom Holt"
            later = [t for t in self._children(head) if t > token]
            joined = [t for t in later if self.deps[t] == "conj" and self.tags[t].startswith("NNP")]
            if any(self.deps[t] == "cc" for t in later) and (joined or self._follows(token, head)):
                self.deps[token] = "conj"

    def _opens_list(self, token: int) -> bool:
        """Whether two names or more follow one as its list: a list inside an apposition is part of the one before."""
        chain, queue = 0, [token]
        while queue:
            later = [t for t in self._children(queue.pop()) if self.deps[t] == "conj" and self.tags[t] == "NNP"]
            chain, queue = chain + len(later), queue + later
        return chain >= 2

    def _follows(self, token: int, head: int) -> bool:
        """Join to ``head`` the subject that stands behind ``token``, a comma and "and", if there is one."""
        rest = [word.lower() for word in self.words[token + 1 : token + 3]]
        verb = self.heads[head]
        for subject in self._children(verb) if rest == [",", "and"] else ():
            if subject > token and self.deps[subject] in _SUBJECTS and self._extent(subject)[0] == token + 3:
                self.heads[subject], self.deps[subject] = head, "conj"
                return True
        return False

    def _join_companions(self) -> None:
        """ "The United States, along with Britain": who stands behind is one of the list before it."""
        for token, word in enumerate(self.words):
            if word.lower() not in _COMPANIONS or token == 0:
                continue
            preposition = token + 1 if self.words[token + 1 : token + 2] == ["with"] else token
            if word.lower() != "alongside" and preposition == token:
                continue
            noun = next((t for t in self._children(preposition) if self.deps[t] == "pobj"), None)
            before = token - 1 if self.words[token - 1] != "," else token - 2
            head = self._list_before(before)
            if noun is None or head is None:
                continue
            self.heads[noun], self.deps[noun] = head, "conj"

    def _list_before(self, token: int) -> int | None:
        """The subject or object whose phrase ends at ``token``, or what is named there behind a preposition."""
        current = token
        while current >= 0:
            if self.deps[current] in ("nsubj", "nsubjpass", "dobj"):
                return current if self.tags[current][0] == "N" else None
            if self.deps[current] == "pobj" and self.words[self.heads[current]].lower() not in _BELONGING:
                return current
            if self.deps[current] not in ("conj", "compound", "appos", "pobj", "prep", "punct"):
                return None
            if self.heads[current] == current:
                return None
            current = self.heads[current]
        return None
