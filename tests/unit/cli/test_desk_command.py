"""``wirewatch desk``: what it refuses before it serves, and where it says that it is."""

import socket

import pytest
import uvicorn
from click.testing import CliRunner

from connectors.duckdb import STORE_FILE, connect
from pipelines.cli import cli

TOKEN = "WIREWATCH_DESK_TOKEN"


@pytest.fixture
def out(tmp_path):
    with connect(tmp_path / STORE_FILE):
        pass
    return tmp_path


@pytest.fixture
def served(monkeypatch):
    """What would have been served: the application, and the socket's address."""
    seen = []
    monkeypatch.delenv(TOKEN, raising=False)

    def run(server, sockets):
        seen.append((server.config.app, sockets[0].getsockname(), server.config.root_path))

    monkeypatch.setattr(uvicorn.Server, "run", run)
    return seen


def desk(*argv, **env):
    result = CliRunner().invoke(cli, ["desk", *map(str, argv)], env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_it_listens_on_the_loopback_without_a_token(out, served):
    result = desk("--out", out, "--port", 0)
    assert result.exit_code == 0
    ((guard, (host, port, *_), _),) = served
    assert (host, guard.token) == ("127.0.0.1", None)
    assert f"http://127.0.0.1:{port}/" in result.output


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example"])
def test_others_need_a_token(out, served, host):
    result = desk("--out", out, "--host", host, "--port", 0)
    assert (result.exit_code, served) == (2, [])
    assert TOKEN in result.output


def test_the_token_comes_from_the_environment_or_a_file(out, served, tmp_path):
    file = tmp_path / "token"
    file.write_text("a token of a file\n")
    assert desk("--out", out, "--host", "0.0.0.0", "--port", 0, **{TOKEN: "a token of some length"}).exit_code == 0
    result = desk("--out", out, "--host", "0.0.0.0", "--port", 0, "--token_file", file)
    assert result.exit_code == 0
    assert [guard.token for guard, _, _ in served] == ["a token of some length", "a token of a file"]
    assert "a token" not in result.output


@pytest.mark.parametrize("token", ["", "short", "ü" * 30, " " * 30])
def test_a_token_that_can_be_guessed_is_refused(out, served, token):
    result = desk("--out", out, "--port", 0, **{TOKEN: token})
    assert (result.exit_code, served) == (2, [])
    assert "16 or more" in result.output


def test_what_cannot_be_served_is_one_line(out, served, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = desk("--out", out, "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    assert "choose another" in result.output
    assert desk("--out", tmp_path / "nowhere", "--port", 0).exit_code == 1
    assert desk("--out", out, "--root_path", "desk").exit_code == 2
    assert served == []


def test_below_the_path_of_a_proxy(out, served):
    result = desk("--out", out, "--port", 0, "--root_path", "/desk/")
    assert result.exit_code == 0
    assert served[0][2] == "/desk"
    assert "/desk/  (" in result.output
