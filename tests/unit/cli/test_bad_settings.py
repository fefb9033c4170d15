"""A setting that cannot be is one line that names it, and exit code 2: no traceback, no retrying for ever."""

import pytest

from pipelines.cli import main

RULE = '[[rule]]\nname = "any"\nseries = "total"\n'
HOOK = '[[receiver]]\nname = "a"\nkind = "alertmanager"\n'
NOWHERE = ["--servers", "127.0.0.1:1"]


def said(capsys, *argv):
    with pytest.raises(SystemExit) as end:
        main([*map(str, argv)])
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert "Traceback" not in line
    assert "unexpected" not in line
    return end.value.code, line


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        *(
            (["topics", "check", "--servers", name], "broker address")
            for name in ("b:x", "b:99999", "[::1", " ", "a/b")
        ),
        *(
            (["tail", "events", *NOWHERE, "--schema_registry", url], "is no address: give http(s)://host:port")
            for url in (
                "http://[::1",
                "http://h:x",
                "http://h:99999",
                "http://h/ x",
                "http://ä..b",
                "http://h?x=1",
                "h:1",
            )
        ),
        (["topics", "check", *NOWHERE, "--kafka_config", "security_protocol=FOO"], "one of PLAINTEXT, SSL,"),
        (["topics", "check", *NOWHERE, "--kafka_config", "sasl_mechanism=PLAIM"], "one of PLAIN,"),
        (["topics", "check", *NOWHERE, "--kafka_config", "compression_type=zip"], "one of none, gzip,"),
        (["topics", "check", *NOWHERE, "--kafka_config", "api_version=1.x"], "must be a version"),
        (["tail", "events", "--since", "999999d"], "is not as 90s"),
        (["run", "x.jsonl", "--out", "out", "--timezone", "Europe"], "is not a time zone"),
        (["run", "x.jsonl", "--out", "out", "--min_confidence", "nan"], "no number"),
        (["run", "x.jsonl", "--out", "out", "--sink", "parquet:x.jsonl"], "is a file"),
        (["run", "x.jsonl", "--out", "out", "--sink", "postgresql://h:port/db"], "PostgreSQL"),
        (["run", "x.jsonl", "--out", "x.jsonl"], "not a writable folder"),
        *(
            (["alerts", "backtest", period, "--out", "."], what)
            for period, what in (
                ("2022-02-30", "is no period"),
                ("2022-02-01..", "is no period"),
                ("..2022-02-01", "is no period"),
                ("0001-01-01..2022-01-01", "from 1900 to 2100"),
                ("2022-01-01..9999-12-31", "from 1900 to 2100"),
                ("2022-02-02..2022-02-01", "ends before it begins"),
            )
        ),
        (["aggregate", "--out", ".", "--backfill", "2022-01-01..9999-12-31"], "from 1900 to 2100"),
        (["up", "--out", "out", "--engine", "loop", *NOWHERE, "--metrics_port", "99999"], "--metrics_port"),
    ],
)
def test_wrong_usage(capsys, tmp_path, monkeypatch, argv, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.jsonl").write_text("{}")
    code, line = said(capsys, *argv)
    assert (code, says in line) == (2, True), line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff\xfe", ": cannot be read as UTF-8"),
        (b"a = " + b"[" * 20_000, "nested too deep"),
        (b"a = 9999-99-99", ": no TOML: "),
        (RULE + "threshold = inf\n", ":4: threshold = inf"),
        (RULE + "threshold = nan\n", ":4: threshold = nan"),
        (RULE + HOOK.replace('"a"', "[]") + 'url = "http://h"\n', ":5: name = []"),
        (RULE + HOOK.replace('"a"', '".."') + 'url = "http://h"\n', ":5: name is no name of a file"),
        (RULE + HOOK.replace('"a"', f'"{"x" * 300}"') + 'url = "http://h"\n', ":5: name is no name of a file"),
        *(
            (RULE + HOOK + f'url = "{url}"\n', ":7: url must")
            for url in ("http://[::1", "http://h:99999", "http://h:x", "http://h h", "http://ä", "h", "http://u@h")
        ),
        ("name = [\n" + RULE, ": no TOML"),
    ],
)
def test_rules_are_told_by_file_and_line(capsys, tmp_path, text, says):
    file = tmp_path / "alerts.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    code, line = said(capsys, "alerts", "check", file)
    assert code == 1
    assert line.startswith(f"{file}{says}" if says.startswith(":") else f"{file}: ")
    assert says in line
    (tmp_path / "out").mkdir()
    assert said(capsys, "alerts", "run", "--out", tmp_path / "out", "--rules", file)[0] == 2


def test_recode_makes_nothing_where_there_is_nothing(capsys, tmp_path):
    assert said(capsys, "recode", "--out", tmp_path) == (
        1,
        f"wirewatch: {tmp_path}/coded: no coded records, so nothing to code again",
    )
    assert {path.name for path in tmp_path.iterdir()} <= {".lock"}
