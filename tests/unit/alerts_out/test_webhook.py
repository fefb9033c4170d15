"""A webhook is posted to once, signed, and what it answers is understood."""

import hashlib
import hmac
import json
import textwrap
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from http_receiver import Answer, http_receiver
from made_alerts import ALERT, NOW

from connectors import http
from connectors.cloud_events import state_id
from connectors.receivers import AlertRefused, ReceiverUnavailable
from connectors.webhook import WebhookReceiver, sign

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def hook(url, **options):
    return WebhookReceiver(url=url, secret=SECRET, **({"allow_private": True} | options))


def test_signature_is_that_of_the_standard():
    at = datetime.fromtimestamp(1614265330, UTC)
    made = sign(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_post_can_be_verified_and_known_again():
    with http_receiver() as receiver:
        hook(receiver.url).tell(ALERT, NOW)
        hook(receiver.url).tell(ALERT, NOW + timedelta(hours=1))
    first, again = receiver.heard
    for heard in (first, again):
        content = f"{heard.headers['webhook-id']}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
        expected = hmac.digest(b64decode(SECRET.removeprefix("whsec_")), content, hashlib.sha256)
        assert b64decode(heard.headers["webhook-signature"].removeprefix("v1,")) == expected
    assert first.headers["webhook-id"] == again.headers["webhook-id"] == state_id(ALERT)
    assert first.headers["webhook-timestamp"] != again.headers["webhook-timestamp"]
    assert first.headers["ce-type"] == "org.wirewatch.alert.firing"
    assert json.loads(first.body)["evidence_events"][0]["sentence"] == ALERT.evidence_events[0].sentence


def test_secret_may_be_any_text():
    with http_receiver() as receiver:
        WebhookReceiver(url=receiver.url, secret="pass phrase", allow_private=True).tell(ALERT, NOW)
        WebhookReceiver(url=receiver.url, allow_private=True).tell(ALERT, NOW)
    signed, unsigned = receiver.heard
    assert signed.headers["webhook-signature"] == sign("pass phrase", state_id(ALERT), NOW, signed.body)
    assert "webhook-signature" not in unsigned.headers


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_told(status):
    with http_receiver([Answer(status)]) as receiver:
        hook(receiver.url).tell(ALERT, NOW)
    assert len(receiver.heard) == 1


@pytest.mark.parametrize("status", [400, 413, 422])
def test_answer_about_the_alert_is_final(status):
    with (
        http_receiver([Answer(status, text="no\nsuch   field")]) as receiver,
        pytest.raises(AlertRefused, match=f"answers {status} no such field"),
    ):
        hook(receiver.url).tell(ALERT, NOW)


@pytest.mark.parametrize("status", [301, 302, 307, 401, 403, 404, 405, 408, 410, 429, 500, 502, 503, 504])
def test_answer_about_the_receiver_is_worth_another_try(status):
    moved = {"Location": "http://127.0.0.1:1/"}
    with (
        http_receiver([Answer(status, headers=moved)]) as receiver,
        pytest.raises(ReceiverUnavailable, match=f"answers {status}"),
    ):
        hook(receiver.url).tell(ALERT, NOW)
    assert len(receiver.heard) == 1


@pytest.mark.parametrize(("given", "seconds"), [("7", 7.0), ("Fri, 21 Jan 2022 12:00:00 GMT", None), ("-1", None)])
def test_receiver_says_how_long_to_wait(given, seconds):
    with http_receiver([Answer(429, headers={"Retry-After": given})]) as receiver:
        with pytest.raises(ReceiverUnavailable) as caught:
            hook(receiver.url).tell(ALERT, NOW)
        assert caught.value.retry_after == seconds


def test_no_answer_is_worth_another_try(monkeypatch):
    with http_receiver([Answer(None)]) as receiver, pytest.raises(ReceiverUnavailable):
        hook(receiver.url).tell(ALERT, NOW)
    with pytest.raises(ReceiverUnavailable, match="refused"):
        hook(receiver.url).tell(ALERT, NOW)
    with pytest.raises(ReceiverUnavailable, match=r"no\.such\.host\.invalid:80"):
        hook("http://no.such.host.invalid/hook").tell(ALERT, NOW)
    monkeypatch.setattr(http.post, "__kwdefaults__", {"timeout": 0.1})
    with http_receiver([Answer(after=0.5)]) as receiver, pytest.raises(ReceiverUnavailable, match="timed out"):
        hook(receiver.url).tell(ALERT, NOW)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"])
def test_private_address_is_refused_unless_allowed(host, monkeypatch):
    monkeypatch.setattr(http.socket, "create_connection", lambda *args: pytest.fail("connected"))
    with pytest.raises(ReceiverUnavailable, match="private address: set allow_private"):
        hook(f"http://{host}:8080/hook", allow_private=False).tell(ALERT, NOW)


@pytest.mark.parametrize("host", ["[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]"])
def test_private_address_is_refused_in_every_form(host, monkeypatch):
    test_private_address_is_refused_unless_allowed(host, monkeypatch)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d822", True),
        ("192.0.2.1", False),
        ("100.64.0.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("2001:db8::1", False),
        ("ff0e::1", False),
        ("64:ff9b::c000:201", False),
        ("2002:c000:201::1", False),
        ("::ffff:192.0.2.1", False),
    ],
)
def test_only_what_is_reached_from_everywhere_is_public(address, public):
    assert http._is_public(address) is public


def test_name_is_resolved_once_so_that_it_cannot_change_its_mind(monkeypatch):
    asked, tried = [], []
    real = http.socket.getaddrinfo

    def answers(host, *args, **options):
        asked.append(host)
        return real("93.184.216.34" if len(asked) == 1 else "127.0.0.1", *args, **options)

    def connect(address, timeout):
        tried.append(address)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(http.socket, "getaddrinfo", answers)
    monkeypatch.setattr(http.socket, "create_connection", connect)
    with pytest.raises(ReceiverUnavailable):
        hook("http://rebinding.example/hook", allow_private=False).tell(ALERT, NOW)
    assert asked == ["rebinding.example"]
    assert tried == [("93.184.216.34", 80)]


def test_nothing_secret_is_shown():
    with http_receiver([Answer(500)]) as receiver, pytest.raises(ReceiverUnavailable) as caught:
        hook(f"{receiver.url}/T0KEN?key=K3Y").tell(ALERT, NOW)
    shown = repr(hook("https://ops.example/T0KEN?key=K3Y")) + str(caught.value) + repr(caught.value)
    with pytest.raises(ReceiverUnavailable) as caught:
        hook(f"{receiver.url}/T0KEN?key=K3Y").tell(ALERT, NOW)
    shown += str(caught.value)
    with pytest.raises(ValueError, match="not base64") as bad:
        WebhookReceiver(url="https://ops.example/", secret="whsec_S3CRET!")
    shown += str(bad.value)
    assert not [secret for secret in ("T0KEN", "K3Y", "whsec_M", "S3CRET") if secret in shown]


@pytest.mark.parametrize(
    "url", ["ops.example/hook", "ftp://ops.example/", "https://", "https://u:p@ops.example/", "http://a:b"]
)
def test_url_that_cannot_be_posted_to(url):
    with pytest.raises(ValueError, match=r"must|[Pp]ort"):
        WebhookReceiver(url=url)


def test_what_the_documentation_verifies_with_works():
    text = (Path(__file__).parents[3] / "docs" / "receivers.md").read_text()
    code = textwrap.dedent("    import base64" + text.split("    import base64")[1].split("\n\nAddresses")[0])
    known = {}
    exec(code, known)
    with http_receiver() as receiver:
        WebhookReceiver(url=receiver.url, secret="pass phrase", allow_private=True).tell(ALERT, NOW)
    (heard,) = receiver.heard
    assert known["is_ours"](b"pass phrase", heard.headers, heard.body)
    assert not known["is_ours"](b"pass phrase", heard.headers, heard.body + b" ")
    assert not known["is_ours"](b"other", heard.headers, heard.body)
