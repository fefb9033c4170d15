"""The words of a foreign sentence while a grammar rewrites its tree of Universal Dependencies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.coding.sentence.parsing import Parse


@dataclass(slots=True, eq=False)
class Node:
    """A word: ``low`` is how the rules see it, ``dep`` its label, ``tag`` of Penn; a root has no ``head``.

    ``kind`` is the part of speech and ``features`` the morphology of Universal Dependencies. ``at`` is its place among
    the words; what a grammar adds stands between two whole numbers and has no letters.
    """

    word: str
    plain: str
    low: str
    start: int
    at: float
    kind: str
    features: Mapping[str, str]
    dep: str
    head: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    tag: str = ""
    passive: bool = False

    def under(self, *labels: str) -> list["Node"]:
        """The dependents with one of ``labels``, in order."""
        return [child for child in self.children if child.dep in labels]

    def hang(self, head: "Node | None", dep: str) -> None:
        """Make this a dependent of ``head``, None for a root; what hangs below it takes its place first."""
        if head is not None and head.is_below(self):
            head.hang(self.head, self.dep)
        if self.head is not None:
            self.head.children.remove(self)
        self.head, self.dep = head, dep
        if head is not None:
            head.children.append(self)
            head.children.sort(key=lambda child: child.at)

    def is_below(self, other: "Node") -> bool:
        """Whether it is ``other`` or hangs from it, at whatever depth."""
        current: Node | None = self
        while current is not None and current is not other:
            current = current.head
        return current is other

    def take_place(self, other: "Node") -> None:
        """Stand where ``other`` stands in the tree, which then hangs nowhere."""
        self.hang(None, "ROOT")
        head, dep = other.head, other.dep
        other.hang(None, "ROOT")
        self.hang(head, dep)

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb or an auxiliary."""
        return self.kind in ("VERB", "AUX")

    @property
    def form(self) -> str:
        """The form of a verb: Fin, Inf, Part, Ger; "" of others."""
        return self.features.get("VerbForm", "")


def linked(nodes: Sequence[Node], heads: Sequence[int]) -> None:
    """Hang each node under its head, whose index stands in ``heads``; a root is its own."""
    for node, head in zip(nodes, heads, strict=True):
        if nodes[head] is not node:
            node.head = nodes[head]
            nodes[head].children.append(node)


def empty(low: str, dep: str, tag: str, head: Node, before: Node) -> Node:
    """A word that English would have before ``before``, as a dependent of ``head``."""
    node = Node("", "", low, before.start, before.at - 0.5, "AUX", {}, dep, tag=tag)
    node.hang(head, dep)
    return node


def parse_of(text: str, nodes: Iterable[Node], language: str) -> Parse:
    """The parse that the rules read."""
    ordered = sorted(nodes, key=lambda node: node.at)
    place = {id(node): at for at, node in enumerate(ordered)}
    return Parse(
        text=text,
        words=[node.word for node in ordered],
        lowers=[node.low for node in ordered],
        starts=[node.start for node in ordered],
        tags=[node.tag for node in ordered],
        deps=[node.dep for node in ordered],
        heads=[place[id(node if node.head is None else node.head)] for node in ordered],
        children=[[place[id(child)] for child in node.children] for node in ordered],
        language=language,
        printed=[node.plain for node in ordered],
    )
