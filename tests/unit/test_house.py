"""The house keeps its order: which way arrows go, what is free of Beam, how steps are labelled."""

import ast
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import apache_beam as beam

import pipelines.aggregate
import pipelines.ingest
from docs.site.gather import DOCS, parts
from pipelines.aggregate import aggregate, aggregate_live
from pipelines.coding.document import Coding
from pipelines.decoding import Decoder
from pipelines.ingest import ingest
from schemas import Coder

ROOT = Path(__file__).parents[2]
LONGEST = 400
"""Lines of a module."""
BEAM_FREE = (
    "schemas",
    "pipelines/coding",
    "pipelines/dedup",
    "pipelines/aggregation",
    "pipelines/alerting",
    "pipelines/decoding",
    "pipelines/exporting",
    "pipelines/asking",
)


class SilentCoder:
    identity = Coder(name="silent", version="1", rank=0)

    def code(self, documents):
        return [Coding(sentences=(), tellings=()) for _ in documents]


@cache
def tree(path):
    """A module as it is written, for all tests that look at it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def importing(path):
    """The statements of a module that import, anywhere in it."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Import | ast.ImportFrom)]


def imports(folder):
    """(file, imported module) below ``folder``, those for type checking too."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in importing(path):
            if isinstance(node, ast.Import):
                found += [(path.name, alias.name) for alias in node.names]
            elif node.module:
                found.append((path.name, node.module))
    assert len(found) > 10
    return found


def modules():
    """Every module of the code by its dotted name."""
    files = [file for top in ("pipelines", "connectors", "deploy", "schemas") for file in (ROOT / top).rglob("*.py")]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


@cache
def arrows():
    """Which modules each module imports, anywhere in it."""
    known = modules()
    found = {}
    for name, file in known.items():
        named = set()
        for node in importing(file):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            else:
                assert not node.level, f"{file}: relative imports are not followed"
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    named.add(whole if whole in known else node.module)
        found[name] = {one for one in named if one in known and one != name}
    return found


def rooms():
    """The rooms of docs/architecture.md, top to bottom, as dotted names."""
    table = (ROOT / "docs/architecture.md").read_text().partition("## Rooms")[2].partition("\n## ")[0]
    return [
        name.rstrip("/").removesuffix(".py").replace("/", ".") for name in re.findall(r"^\| `(.+?)` \|", table, re.M)
    ]


def room_of(module, among):
    """The room that a module is in: the innermost."""
    if module.endswith(".__main__") and module.startswith("pipelines."):
        return "pipelines.*.__main__"
    return max((room for room in among if f"{module}.".startswith(f"{room}.")), key=len, default=None)


def test_every_room_is_on_the_list():
    """A new folder or module of ``pipelines`` gets a row in the table of docs/architecture.md."""
    listed = rooms()
    assert {m for m in modules() if m != "pipelines" and room_of(m, listed) is None} == set()
    assert set(listed) == {room_of(m, listed) for m in modules()} - {None}, "rooms that are not there"


def test_arrows_go_one_way():
    """Rooms import from those below them in the table of docs/architecture.md."""
    listed = rooms()
    floor = {module: listed.index(room_of(module, listed)) for module in modules() if module != "pipelines"}
    back = [
        (module, other)
        for module, others in arrows().items()
        for other in others
        if module != "pipelines" and other != "pipelines"
        if floor[other] < floor[module]
    ]
    assert back == []


def test_no_modules_import_in_a_circle():
    left = dict(arrows())
    while ends := [module for module, others in left.items() if not others & left.keys()]:
        for module in ends:
            del left[module]
    assert left == {}


def test_algorithms_import_no_beam():
    for folder in BEAM_FREE:
        assert not [i for i in imports(folder) if i[1].startswith(("apache_beam", "pipelines.steps"))], folder


def test_no_two_test_files_have_one_name():
    """In folders that are no packages pytest takes the second for the first, and collects nothing at all."""
    files = [file for file in (ROOT / "tests").rglob("test_*.py") if not (file.parent / "__init__.py").exists()]
    assert {name: n for name, n in Counter(file.name for file in files).items() if n > 1} == {}


def test_no_module_is_long():
    longest = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in modules().items()}
    assert {name: lines for name, lines in longest.items() if lines > LONGEST} == {}


def test_every_page_is_in_the_contents_once():
    """A new page of docs/ gets a line in docs/README.md, from which the site's navigation is made."""
    listed = [name for _, names in parts(DOCS / "README.md") for name in names]
    there = [page.stem for page in DOCS.glob("*.md") if page.stem != "README"] + ["decisions/README"]
    assert sorted(listed) == sorted(there)
    assert [heading for heading, _ in parts(DOCS / "README.md")] == ["Tutorial", "How to", "Reference", "Explanation"]


def labels():
    pipeline = beam.Pipeline(runner="FnApiRunner")
    raw = pipeline | "Name raw" >> beam.Create([])
    done = ingest(raw, decoder=Decoder(), coded_before=list, load_coder=SilentCoder, zone=UTC)
    aggregate(done.coded, now=datetime(2022, 1, 1, tzinfo=UTC), held_days=[])
    return labels_of(pipeline)


def live_labels():
    pipeline = beam.Pipeline(runner="FnApiRunner")
    coded = pipeline | "Name coded" >> beam.Create([])
    aggregate_live(coded, early=timedelta(seconds=1), clock=datetime.now)
    return labels_of(pipeline)


def labels_of(pipeline):
    found = []

    def walk(node):
        for part in node.parts:
            found.append(part.full_label)
            walk(part)

    walk(pipeline._root_transform())
    return found


def test_the_pictures_name_the_steps_in_their_order():
    top = [label for label in labels() if "/" not in label]
    ingest_picture = re.search(r"raw -> (.*) -> coded", pipelines.ingest.__doc__)[1].split(" -> ")
    aggregate_picture = re.search(r"coded -> (.*) -> sinks", pipelines.aggregate.__doc__)[1].split(" -> ")
    drawn = [
        step.replace("window by day", "window days").capitalize() for step in [*ingest_picture, *aggregate_picture]
    ]
    assert [label for label in top if label not in ("Name raw", "Join outcomes", "Join dead letters")] == drawn
    assert len(drawn) == 6


def test_the_live_picture_names_the_steps():
    top = [label for label in live_labels() if "/" not in label]
    picture = pipelines.aggregate.__doc__.partition("as it grows")[2]
    drawn = [step.capitalize() for step in re.findall(r"-> ([a-z]+ [a-z]+)", picture)]
    assert sorted(drawn) == sorted(label for label in top if label != "Name coded")
    assert len(drawn) == 4


def test_steps_are_labelled_verb_noun():
    ours = [label.rsplit("/", 1)[-1] for label in [*labels(), *live_labels()]]
    named = [label for label in ours if re.fullmatch(r"[A-Z][a-z]+( [a-z]+)+", label)]
    assert len(named) >= 12
