"""Secrets are planted wherever one can stand, everything is run so that it fails, and nothing printed holds one."""

import base64
import logging
import pickle
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest

from connectors.kafka.errors import KafkaSettingsError
from connectors.kafka.settings import read_settings
from connectors.postgres.address import PostgresUrl
from connectors.receivers import ReceiverUnavailable
from connectors.redacting import redacted, secret, secret_address
from connectors.registry import SchemaRegistry
from connectors.webhook import WebhookReceiver
from pipelines.alerting.configuration import read_rules
from pipelines.cli import logs, main
from schemas import Alert

MARK = "Pl4nted"
"""Part of every planted secret; in each form that one of them may be shown in."""
FORMS = (MARK, base64.b64encode(f"{MARK}-0".encode()).decode()[:8], MARK[::-1])
NOW = datetime(2022, 2, 1, tzinfo=UTC)
ALERT = Alert(
    alert_id="b" * 32,
    state="firing",
    rule="any",
    day=NOW.date(),
    series="total",
    measure="stories",
    count=9.0,
    expected=1.5,
    limit=6.0,
    score=1.67,
    evidence=(),
    revision="1",
    updated_at=NOW,
)
FILE = [
    'secret_env = "Pl4nted-4!"',
    'secret_file = 7\nsecret_env = "Pl4nted_5"',
    'url = "https://ops:Pl4nted-6@hooks.example.org/x"',
    'url = "htps://hooks.example.org/Pl4nted-7"',
    'url = ["https://hooks.example.org/Pl4nted-8"]',
    'url = "https://hooks.example.org:Pl4nted-9/x"',
    'url = "https://[Pl4nted-10/x"',
    'url = "https://hooks.example.org/Pl4nted 11"',
]


class _Echo(BaseHTTPRequestHandler):
    """Says back all that it was sent, as servers that help to find mistakes do."""

    def _answer(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        told = f"no {self.path} for {dict(self.headers)} with {sent}"
        body = (f'{{"error_code": 40101, "message": {told!r}}}' if "schemas" in self.path else told).encode()
        self.send_response(401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def echoing():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def said_by(capsys, *argv) -> str:
    with pytest.raises(SystemExit) as end:
        main([*argv])
    assert end.value.code in (1, 2), argv
    told = capsys.readouterr()
    assert len(told.err.splitlines()) <= 3, told.err
    return told.out + told.err


def assert_hidden(said: str) -> None:
    assert said.strip()
    for form in FORMS:
        assert form not in said, said


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "argv",
    [
        ["topics", "check", "--servers", "b:1", "--kafka_config", "kafka://ops:Pl4nted-1@broker"],
        ["topics", "check", "--servers", "b:1", "--kafka_config", "sasl_plain_password:Pl4nted-1"],
        ["topics", "check", "--servers", "b:1", "--kafka_config", "sasl_plain_password=Pl4nted-1"],
        ["topics", "check", "--servers", "b:1", "--kafka_config", "proxy_url=http://u:Pl4nted-1@proxy"],
        ["topics", "check", "--servers", "ops:Pl4nted-1@127.0.0.1:1"],
        ["tail", "events", "--schema_registry", "http://ops:Pl4nted-2@registry:8081"],
        ["tail", "events", "--schema_registry", "ftp://ops:Pl4nted-2@registry:8081"],
        ["tail", "events", "--schema_registry", "ops:Pl4nted-2@registry"],
        ["sinks", "init", "postgresql://ops:Pl4nted-3@127.0.0.1:1/news?connect_timeout=1&x=y"],
        ["sinks", "init", "postgresql://ops:Pl4nted/3@127.0.0.1:1/news"],
        ["sinks", "init", "postgresql://ops:Pl4nted@3@127.0.0.1:1/news"],
        ["sinks", "init", "mysql://ops:Pl4nted-3@127.0.0.1/news"],
        ["run", "nothing", "--out", "out", "--sink", "postgresql://ops:Pl4nted-3@127.0.0.1:x/news"],
        ["postgresql://ops:Pl4nted-3@127.0.0.1/news"],
        ["show", "day", "postgresql://ops:Pl4nted-3@127.0.0.1/news"],
        ["run", "postgresql://ops:Pl4nted-3@127.0.0.1/news", "--out", "out"],
    ],
)
def test_what_is_given_is_not_said_back(capsys, tmp_path, monkeypatch, argv, form):
    monkeypatch.chdir(tmp_path)
    assert_hidden(said_by(capsys, "--log_format", form, *argv))


@pytest.mark.parametrize("line", FILE)
def test_rules_are_not_quoted_where_a_secret_may_stand(capsys, tmp_path, line):
    file = tmp_path / "alerts.toml"
    url = "" if "url" in line else '\nurl = "https://hooks.example.org/Pl4nted-12"'
    rule = '[[rule]]\nname = "any"\nseries = "total"\n[[receiver]]\nname = "room"\nkind = "webhook"\n'
    file.write_text(f"{rule}{line}{url}\n")
    said = said_by(capsys, "alerts", "check", str(file))
    assert f"{file}:" in said
    assert_hidden(said)
    (tmp_path / "out").mkdir()
    assert_hidden(said_by(capsys, "alerts", "run", "--out", str(tmp_path / "out"), "--rules", str(file)))


def test_what_receivers_answer_is_told_without_the_address(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("HOOK", "whsec_UGw0bnRlZA==")
    with echoing() as port:
        told = []
        for path in ("services/Pl4nted-13", "Pl4nted%2014?key=Pl4nted-15", "x/Pl4nted-16/y"):
            hook = WebhookReceiver(
                url=f"http://127.0.0.1:{port}/{path}", secret="whsec_UGw0bnRlZA==", allow_private=True
            )
            told.append(repr(hook))
            with pytest.raises(ReceiverUnavailable) as refused:
                hook.tell(ALERT, NOW)
            told += [str(refused.value), repr(refused.value), str(pickle.loads(pickle.dumps(refused.value)))]
    assert "answers 401 no /" in told[1]
    assert_hidden("\n".join(told))


def test_registry_that_says_back_our_login_is_quoted_without(capsys, monkeypatch):
    monkeypatch.setenv("WIREWATCH_REGISTRY_AUTH", "ops:Pl4nted-0")
    with echoing() as port, pytest.raises(Exception, match="40101") as refused:
        SchemaRegistry(f"http://127.0.0.1:{port}").schema_of_id(1)
    assert_hidden(str(refused.value))
    assert base64.b64encode(b"ops:Pl4nted-0").decode() not in str(refused.value)


def test_objects_and_errors_show_none(monkeypatch, tmp_path):
    monkeypatch.setenv("PASSWORD", "Pl4nted-17")
    (tmp_path / "password").write_text("Pl4nted-18\n")
    settings = read_settings("b:1", ["sasl_plain_password=env:PASSWORD", f"ssl_password=file:{tmp_path}/password"])
    shown = [repr(settings), repr(settings.for_client("consumer")), str(settings.identity)]
    with pytest.raises(KafkaSettingsError) as wrong:
        read_settings("b:1", ["retry_backoff_ms=password=Pl4nted-19"])
    file = tmp_path / "alerts.toml"
    file.write_text(
        '[[rule]]\nname = "any"\nseries = "total"\n[[receiver]]\nname = "a"\nkind = "webhook"\n'
        'url = "https://x.example/Pl4nted-20"\n[[receiver]]\nname = "b"\nkind = "alertmanager"\n'
        'url = "https://x.example/Pl4nted-20"\n'
    )
    url = PostgresUrl("postgresql://ops:Pl4nted-21@db/news")
    shown += [str(wrong.value), repr(read_rules(file)), repr(url), str(url), f"{url}"]
    assert_hidden("\n".join(shown))


def test_what_others_say_of_what_we_looked_up_is_hidden(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PASSWORD", "Pl4nted/22")
    read_settings("b:1", ["sasl_plain_password=env:PASSWORD"]).for_client("consumer")
    secret_address("https://hooks.example.org/services/T01/Pl4nted-23")
    secret("short-Pl4nted")
    said = [
        "login Pl4nted/22 refused",
        f"GET /?p={quote('Pl4nted/22', safe='')}",
        base64.b64encode(b"Pl4nted/22").decode(),
        "POST /services/T01/Pl4nted-23 HTTP/1.1",
        "https://hooks.example.org/services/T01/Pl4nted-23",
        "{'password': 'Pl4nted-24', \"token\":\"Pl4nted-25\"}",
        "Authorization: Basic UGw0bnRlZC0w",
        "postgresql://a:Pl4nted@26@h/db?password=Pl4nted-27&x=1",
        "sasl_plain_password = Pl4nted-28, next",
        "-----BEGIN PRIVATE KEY-----\nPl4nted\n-----END PRIVATE KEY-----",
    ]
    for form in ("text", "json"):
        logs.set_up(form)
        for text in said:
            logging.getLogger("someone.else").error("%s", text)
            logging.getLogger("someone.else").error(text)
            try:
                raise RuntimeError(text)
            except RuntimeError:
                logging.getLogger("pipelines.x").exception("failed")
            logs.complain("wirewatch", text)
            logs.note(text)
            assert_hidden(capsys.readouterr().err)


def test_an_error_that_nobody_expected_is_one_line_without_secrets(capsys, monkeypatch):
    secret("Pl4nted-29")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("odd\nPl4nted-29 postgresql://a:Pl4nted-30@b/c")

    monkeypatch.setattr("pipelines.coding.event.lexicon.Lexicon.load", broken)
    sys.modules.pop("pipelines.cli.lexicon", None)
    said = said_by(capsys, "lexicon", "check")
    assert said.startswith("wirewatch: unexpected RuntimeError: odd ***")
    assert len(said.splitlines()) == 1
    monkeypatch.setenv("WIREWATCH_TRACEBACK", "1")
    with pytest.raises(SystemExit):
        main(["lexicon", "check"])
    traced = capsys.readouterr().err
    assert "Traceback" in traced
    assert_hidden(traced)


@pytest.mark.parametrize(
    "text",
    [
        "the Kafka setting sasl_plain_password is a secret: give env:NAME or file:PATH, not its value",
        "postgresql://news@db:5432/news: gave up after 60 s",
        "sasl_plain_password=env:PASSWORD",
        "https://medium.com/@reporter/story: answers 404",
        "its secret is in the variable WIREWATCH_HOOK_SECRET, which is not set",
        "reports.raw[3]@1042: bad_date: a token of goodwill: 7",
    ],
)
def test_what_is_no_secret_is_left_alone(text):
    assert redacted(text) == text


def test_paths_like_that_of_a_webhook_are_left_alone():
    secret_address("https://hooks.example.org/wirewatch")
    assert redacted("/srv/wirewatch/out: no such folder") == "/srv/wirewatch/out: no such folder"
    assert redacted("no route for POST /wirewatch here") == "no route for POST *** here"
