"""Start and stop one Kafka node (KRaft, loopback only)."""

import base64
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final, Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.kafka.errors import BrokerFailed, BrokerUnavailable
from deploy.kafka.jars import CACHE, fetch_jars, find_java
from deploy.processes import end, free_port, is_free, last_words, spawn

HOME = CACHE / "local"
JVM = ["-Xmx512m", "-Xms128m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
READY_SECONDS = 90.0
STOP_SECONDS = 30.0

# Reads the broker's process ids from its parent; when the parent is gone, so are the last one and its folder.
GUARD = 'while read -r pid; do last=$pid; done; kill -9 "$last"; rm -rf -- "$1"'


@dataclass(frozen=True, slots=True)
class Listener:
    """One more way in: a security protocol (``SSL``, ``SASL_PLAINTEXT``, ``SASL_SSL``) and its settings on the node."""

    protocol: str
    settings: Mapping[str, str]


# Who may do what is asked only where a right is given for a topic or group; whoever comes in the clear may do all.
RIGHTS: Final = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
    "allow.everyone.if.no.acl.found": "true",
}


def properties(
    port: int,
    controller_port: int,
    data: Path,
    secured: Mapping[int, Listener] = MappingProxyType({}),
    *,
    rights: bool = False,
    advertised: int | None = None,
) -> dict[str, str]:
    """The node's settings; one node, so every internal topic has one replica. ``secured``: more listeners, by port.

    ``advertised``: the port that clients are told to come to, where it is another one.
    """
    more = "".join(f",{listener.protocol}://127.0.0.1:{at}" for at, listener in secured.items())
    named = "".join(f",{listener.protocol}:{listener.protocol}" for listener in secured.values())
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}{more}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{advertised or port}{more}",
        "inter.broker.listener.name": "PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": f"PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT{named}",
        "log.dirs": str(data),
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "1",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        # A node that was killed is let back in when its old session has run out.
        "broker.heartbeat.interval.ms": "500",
        "broker.session.timeout.ms": "3000",
        **(RIGHTS if rights else {}),
        **{
            f"listener.name.{listener.protocol.lower()}.{name}": value
            for listener in secured.values()
            for name, value in listener.settings.items()
        },
    }


class LocalBroker:
    """A broker of its own for as long as a ``with`` block lasts: free port, temporary folder, nothing left behind.

    Also when this process is killed: a guard then ends the broker and removes the folder.
    ``secured``: listeners beside the plain one, each of another protocol; ``rights``: the node asks for ``RIGHTS``;
    ``advertised``: the port that clients are sent to, of a proxy before the node.
    Raises BrokerUnavailable when the machine cannot run one, BrokerFailed when it does not come up.
    """

    def __init__(self, *secured: Listener, rights: bool = False, advertised: int | None = None) -> None:
        self._port = free_port()
        self._secured = {free_port(): listener for listener in secured}
        self._rights, self._advertised = rights, advertised
        self._folder: Path | None = None
        self._guard: subprocess.Popen[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def servers(self) -> str:
        """The bootstrap address; the same over restarts."""
        return f"127.0.0.1:{self._port}"

    def secured_servers(self, protocol: str) -> str:
        """The bootstrap address of the listener of that protocol."""
        (port,) = [port for port, listener in self._secured.items() if listener.protocol == protocol]
        return f"127.0.0.1:{port}"

    def start(self) -> None:
        """Start the node on its folder and wait until it answers; a node that runs is left as it is."""
        if self._folder is None or self._guard is None or self._guard.stdin is None:
            raise BrokerFailed("start() works inside the broker's with block only")
        if self._process is not None and self._process.poll() is None:
            return
        self._process = _spawn(self._folder)
        self._guard.stdin.write(f"{self._process.pid}\n")
        self._guard.stdin.flush()
        _wait_ready(self._process, self.servers, self._folder)

    def stop(self) -> None:
        """Shut the node down in good order; its data stays."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the node as a crash would (SIGKILL); its data stays."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Have the node stand still, as one whose disk hangs: connections stay, nothing comes."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Have a node that was paused go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def restart(self) -> None:
        """Bring the node back on the same port and data, after a stop in good order if it still runs."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        java, libs = find_java(), fetch_jars()
        self._folder = Path(tempfile.mkdtemp(prefix="wirewatch-kafka-"))
        self._guard = subprocess.Popen(  # noqa: S603
            ["/bin/sh", "-c", GUARD, "guard", str(self._folder)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        try:
            _format(
                java, libs, self._folder, self._port, self._secured, rights=self._rights, advertised=self._advertised
            )
            self.start()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _close(self) -> None:
        self.kill()
        if self._guard is not None:
            self._guard.kill()
            self._guard.wait()
            if self._guard.stdin is not None:
                self._guard.stdin.close()
            self._guard = None
        if self._folder is not None:
            shutil.rmtree(self._folder)
            self._folder = None


def up(port: int, home: Path = HOME) -> str:
    """Start a broker that outlives this process, its data in ``home``; returns its address.

    A broker that already runs is left as it is, also on another port.
    """
    if _running(home) is not None:
        listeners = (home / "server.properties").read_text().split("listeners=PLAINTEXT://", 1)[1]
        return listeners.split(",", 1)[0]
    java, libs = find_java(), fetch_jars()
    if not is_free(port):
        raise BrokerUnavailable(f"port {port} is taken: give another with --port")
    home.mkdir(parents=True, exist_ok=True)
    _format(java, libs, home, port)
    process = _spawn(home)
    servers = f"127.0.0.1:{port}"
    (home / "pid").write_text(str(process.pid))
    try:
        _wait_ready(process, servers, home)
    except BaseException:
        process.kill()
        process.wait()
        (home / "pid").unlink()
        raise
    return servers


def down(home: Path = HOME) -> bool:
    """Stop the broker that ``up`` started, its data stays; False when none runs."""
    if not end(lambda: _running(home), STOP_SECONDS, "the broker", BrokerFailed):
        return False
    (home / "pid").unlink()
    return True


def _running(home: Path) -> int | None:
    """The process id that ``up`` noted, if that process is still this broker and not another with the same number."""
    try:
        pid = int((home / "pid").read_text())
    except (FileNotFoundError, ValueError):
        return None
    told = subprocess.run(  # noqa: S603
        ["ps", "-ww", "-o", "args=", "-p", str(pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return pid if str(home / "server.properties") in told.stdout else None


def _format(
    java: str,
    libs: Path,
    folder: Path,
    port: int,
    secured: Mapping[int, Listener] = MappingProxyType({}),
    *,
    rights: bool = False,
    advertised: int | None = None,
) -> None:
    """Write the node's settings, and lay out its data folder the first time."""
    data = folder / "data"
    settings = properties(port, free_port(), data, secured, rights=rights, advertised=advertised)
    config = folder / "server.properties"
    config.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    if (data / "meta.properties").exists():
        return
    cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=").replace("-", "A")
    done = subprocess.run(  # noqa: S603
        [java, *JVM, "-cp", f"{libs}/*", "kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(config)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BrokerFailed(f"Kafka could not lay out {data}: {done.stderr.strip()[-500:]}")


def _spawn(folder: Path) -> subprocess.Popen[bytes]:
    """Start the node."""
    command = [find_java(), *JVM, "-cp", f"{fetch_jars()}/*", "kafka.Kafka", str(folder / "server.properties")]
    return spawn(command, folder / "kafka.log", cwd=folder)


def _wait_ready(process: subprocess.Popen[bytes], servers: str, folder: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while not _answers(servers):
        if process.poll() is not None or time.monotonic() > end:
            what = "ended" if process.poll() is not None else f"did not answer within {READY_SECONDS:.0f} s"
            raise BrokerFailed(f"the broker at {servers} {what}; its log ends:\n{last_words(folder / 'kafka.log')}")
        time.sleep(0.1)


def _answers(servers: str) -> bool:
    host, port = servers.split(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()  # the client would log each failure
        with KafkaAdminClient(bootstrap_servers=servers, bootstrap_timeout_ms=5_000) as admin:
            return bool(admin.describe_cluster()["brokers"])
    except (OSError, KafkaError):
        return False
