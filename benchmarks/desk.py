"""How long each page of the desk takes, and what the desk holds of memory, on a made-up year.

    python -m benchmarks.desk [FOLDER] [ROUNDS]

FOLDER is one that `python -m benchmarks.made_store FOLDER` filled; without it a year of 2,000 reports a day is made.
The desk runs as a process of its own; each round asks each page once, on other days each time, so that nothing is
answered from what was drawn before. The peer is the smallest page (`/enter`), which asks no table.
"""

import http.client
import os
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

from benchmarks.desk_process import running_desk
from benchmarks.made_store import LAST, make_store

_PAGES = (
    *(
        "/enter",
        "/?day={day}",
        "/events?to={day}",
        "/events?q=bolivian+protest*&to={day}",
        "/events?country=EST&to={day}",
    ),
    *(
        "/series?to={day}",
        "/series?kind=country&one=EST&to={day}&from={year}",
        "/series?kind=pair&one=NPL&other=BTN&to={day}",
    ),
    *("/countries?to={day}", "/country/EST?to={day}", "/country/EST?from={year}&to={day}", "/pair/EST/FIN?to={day}"),
    *("/compare?to={day}", "/judge?reader=ada&to={day}"),
    *("/map?days=7&to={day}", "/map?days=365&to={day}", "{event}", "{report}"),
)


def main(folder: str = "", rounds: str = "12") -> None:
    with tempfile.TemporaryDirectory() as made:
        if not folder:
            make_store(Path(made))
        _measure(Path(folder or made), int(rounds))


def _measure(folder: Path, rounds: int) -> None:
    begun = time.perf_counter()
    with running_desk(folder) as desk:
        host = desk.address.removeprefix("http://")
        page = _get(host, "/events?q=met")[1]
        print(f"first page after {time.perf_counter() - begun:.1f} s, {_memory(desk.pid)}")
        _rounds(host, desk.pid, rounds, page)
        print(f"then {_memory(desk.pid)}")
        event = re.search(r"/event/\w+", page)
        _get(host, f"{event[0]}?why=1" if event else "/")
        print(f"with the coder {_memory(desk.pid)}")


def _rounds(host: str, pid: int, rounds: int, page: str) -> None:
    events = re.findall(r"/event/\w+", page)
    taken = defaultdict(list)
    for n in range(rounds):
        day, year = LAST - timedelta(days=n), LAST - timedelta(days=364)
        event = events[n % len(events)]
        report = re.search(r"/report/\w+", _get(host, event)[1])
        names = {
            "day": day,
            "year": year,
            "event": events[(n + 1) % len(events)],
            "report": report[0] if report else "/",
        }
        for path in _PAGES:
            before = _processor(pid)
            seconds, body = _get(host, path.format(**names))
            taken[path].append((seconds, body, _processor(pid) - before))
    print(f"{'page':62}{'p50':>8}{'p95':>8}{'cpu':>8}{'KiB':>8}")
    for path, answers in taken.items():
        seconds = sorted(answer[0] for answer in answers)
        worst = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
        processor = statistics.median(answer[2] for answer in answers)
        size = len(answers[0][1]) / 1024
        print(f"{path:62}{statistics.median(seconds):8.3f}{worst:8.3f}{processor:8.2f}{size:8.0f}")


def _get(host: str, path: str) -> tuple[float, str]:
    begun = time.perf_counter()
    connection = http.client.HTTPConnection(host, timeout=120)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{path}: {answer.status}\n{body[:2000]}")
    return time.perf_counter() - begun, body


def _processor(pid: int) -> float:
    """Seconds of processor time so far, of all its threads: on a machine that is busy the seconds that count."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> str:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    held = {name: int(kib) / 1024 for name, kib in re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", status)}
    return f"{held['VmRSS']:.0f} MiB held, {held['VmHWM']:.0f} MiB at most"


if __name__ == "__main__":
    main(*sys.argv[1:])
