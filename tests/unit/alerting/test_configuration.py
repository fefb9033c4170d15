"""The alert file: what it gives, and that every mistake is told with its line."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.aggregation.cells import Cell
from pipelines.alerting.configuration import RulesError, for_topics, read_rules
from pipelines.alerting.judging import Sensitivity
from pipelines.alerting.rules import DEFAULT_RULES, Alertmanager, Stdout, Webhook
from pipelines.alerting.toml_lines import TomlLines

SAMPLE = Path(__file__).parents[3] / "samples" / "alerts.toml"

WHOLE = """
[lists]
north = ["FIN", "SWE"]

[[rule]]
name = "north"
series = ["pair_quad", "pair_type"]
countries = ["@north", "NOR"]
sources = "RUS"
quad_classes = [3, 4]
measure = "share"
alpha = 0.01
least_count = 2
least_days = 10
receivers = ["desk", "hook"]

[[rule]]
name = "any attack"
series = "pair_type"
types = "ASSAULT"
threshold = 1

[[mute]]
reason = "strikes"
places = "FRA"
from = 2022-01-01
until = 2022-01-31

[[receiver]]
name = "desk"
kind = "alertmanager"
url = "http://localhost:9093"

[[receiver]]
name = "hook"
kind = "webhook"
url = "https://hooks.example/x"
secret_env = "HOOK_SECRET"
allow_private = true

[[receiver]]
name = "screen"
kind = "stdout"
"""


def read(tmp_path, text):
    file = tmp_path / "alerts.toml"
    file.write_text(text)
    return read_rules(file)


def problems(tmp_path, text):
    """(line, message) of each problem of a file."""
    with pytest.raises(RulesError) as e:
        read(tmp_path, text)
    parted = [problem.removeprefix(f"{tmp_path}/alerts.toml:").split(": ", 1) for problem in e.value.problems]
    return [(int(line), message) for line, message in parted]


def rule(*lines):
    """A file with one rule, whose third line on is given."""
    return "\n".join(["[[rule]]", 'name = "r"', *lines])


def test_everything_arrives(tmp_path):
    found = read(tmp_path, WHOLE)
    north, attack = found.rules
    assert (north.name, north.measure, north.threshold, north.receivers) == ("north", "share", None, ("desk", "hook"))
    assert north.sensitivity == Sensitivity(alpha=0.01, least_count=2, least_days=10)
    assert north.selection.takes(Cell("pair_quad", "RUS", "NOR", quad_class=3))
    assert not north.selection.takes(Cell("pair_quad", "RUS", "EST", quad_class=3))
    assert not north.selection.takes(Cell("pair_quad", "RUS", "FIN", quad_class=1))
    assert (attack.threshold, attack.sensitivity, attack.receivers) == (1, Sensitivity(), ())
    (mute,) = found.mutes
    assert (mute.first, mute.last, mute.reason) == (date(2022, 1, 1), date(2022, 1, 31), "strikes")
    assert found.receivers == (
        Alertmanager(name="desk", url="http://localhost:9093"),
        Webhook(name="hook", url="https://hooks.example/x", secret_env="HOOK_SECRET", allow_private=True),
        Stdout(name="screen"),
    )
    assert (found.receivers_of("north"), found.receivers_of("gone")) == (("desk", "hook"), ())


def test_rules_are_parted_by_their_languages(tmp_path):
    file = "\n".join(
        f'[[rule]]\nname = "{n}"\nseries = "total"\n{languages}'
        for n, languages in enumerate(("", 'languages = "Spanish"', 'languages = ["fr-CA", "ES"]', 'languages = "es"'))
    )
    found = read(tmp_path, file)
    parted = {languages: [rule.name for rule in some.rules] for languages, some in found.by_languages().items()}
    assert parted == {frozenset(): ["0"], frozenset({"es"}): ["1", "3"], frozenset({"es", "fr"}): ["2"]}
    assert (found.languages_of("2"), found.languages_of("gone")) == (frozenset({"es", "fr"}), frozenset())
    with pytest.raises(RulesError, match="rule '1' has languages, which rows of topics do not tell"):
        for_topics(found)
    assert DEFAULT_RULES.by_languages() == {frozenset(): DEFAULT_RULES}
    assert for_topics(DEFAULT_RULES) is DEFAULT_RULES


def test_the_sample_is_right():
    assert len(read_rules(SAMPLE).rules) >= 5


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (rule('series = "total"', 'recievers = "x"'), 4, "did you mean 'receivers'?"),
        (rule('series = "totals"'), 3, "did you mean 'total'?"),
        (rule('series = ["total",', '  "pair"]'), 3, "known: pair_type, pair_quad"),
        (rule('series = "total"', 'measure = "storys"'), 4, "did you mean 'stories'?"),
        (rule('series = "pair_type"', "", 'types = ["ASSALT"]'), 5, "did you mean 'ASSAULT'?"),
        (rule('series = "pair_type"', 'sources = "RSU"'), 4, "'RSU' is no country code"),
        (rule('series = "total"', 'countries = "@west"'), 4, "no list 'west'"),
        (rule('series = "total"', 'receivers = "desk"'), 4, "no [[receiver]] is named 'desk'"),
        (rule('series = "total"', 'languages = "Spnish"'), 4, "'Spnish' is no language (did you mean 'spanish'?)"),
        (rule('series = "total"', 'language = "es"'), 4, "did you mean 'languages'?"),
        (rule('series = "total"', "languages = []"), 4, "length >= 1"),
        (rule('series = "total"', "threshold = -1"), 4, "threshold = -1"),
        (rule('series = "total"', "threshold = 3", "alpha = 0.01"), 5, "beside a threshold"),
        (rule('series = "total"', "alpha = 0.5"), 4, "<= 0.1"),
        (rule('series = "total"', "quad_classes = 5"), 4, "quad_classes"),
        (rule('series = "total"', "types = []"), 4, "length >= 1"),
        (rule("threshold = 1"), 1, "series is missing"),
        ('[[rule]]\nseries = "total"', 1, "missing key `name`"),
        (rule('series = "total"') + "\n" + rule('series = "total"'), 5, "another rule is named 'r'"),
        (rule('series = "total"') + "\n[[mutes]]", 4, "did you mean 'mute'?"),
        (rule('series = "total"') + "\n[mute]", 4, "[[mute]]"),
        (rule('series = "total"') + "\n[[mute]]\nfrom = 2022-02-01\nuntil = 2022-01-01", 6, "before from"),
        (rule('series = "total"') + '\n[lists]\neast = ["XXX"]', 5, "'XXX' is no country code"),
        (rule('series = "total"') + '\n[[receiver]]\nname = "a"\nkind = "mail"', 6, "alertmanager, webhook, stdout"),
        (rule('series = "total"') + '\n[[receiver]]\nname = "a"\nkind = "stdout"\nurl = "http://x"', 7, "no meaning"),
        (rule('series = "total"') + '\n[[receiver]]\nname = "a"\nkind = "webhook"\nurl = "ftp://x"', 7, "http://"),
        (
            rule('series = "total"') + '\n[[receiver]]\nname = "a"\nkind = "webhook"\nurl = "http://u:p@x"',
            7,
            "leave it out",
        ),
        ("", 1, "there is no [[rule]]"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, text, line, says):
    ((found, message),) = problems(tmp_path, text)
    assert (found, says in message) == (line, True), message


def test_all_mistakes_are_told_in_order(tmp_path):
    text = rule('series = "totl"') + "\n" + rule('series = "total"', "alpha = 2") + "\n[other]"
    assert [line for line, _ in problems(tmp_path, text)] == [3, 5, 7, 8]


def test_a_broken_or_missing_file_is_told(tmp_path):
    with pytest.raises(RulesError, match="line 2"):
        read(tmp_path, "[[rule]]\nname = \n")
    with pytest.raises(RulesError, match="cannot be read"):
        read_rules(tmp_path / "none.toml")


def test_lines_of_keys():
    lines = TomlLines('a = 1\n[[t]]\nb = """\nc = 2\n"""\n"c" = 3\n[[t]]\nb = [\n  "d = 4"]\n[x.y]\nz = {q = 1}\n')
    assert lines.line(("a",)) == 1
    assert lines.line(("t", 0, "b")) == 3
    assert lines.line(("t", 0, "c")) == 6
    assert lines.line(("t", 1, "b")) == 8
    assert lines.line(("t", 1, "missing")) == 7
    assert lines.line(("nowhere",)) == 1
