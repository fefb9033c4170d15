"""How commands end: what the exit code says, and that there is one line to it at most."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli import main, stopping
from pipelines.deployments.alert_main import alert_main
from pipelines.deployments.local import Folder
from pipelines.deployments.mains import aggregate_main, ingest_main

WIREWATCH = [sys.executable, "-c", "from pipelines.cli import main; main()"]


def ended(capsys, *argv):
    with pytest.raises(SystemExit) as end:
        main([*map(str, argv)])
    return end.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [
        ["run", "samples/reports", "--out"],
        ["recode", "--out"],
        ["prune", "--before", "2022-01-01", "--out"],
        ["aggregate", "--out"],
        ["aggregate", "--backfill", "2022-01-01..2022-01-02", "--out"],
        ["alerts", "run", "--out"],
    ],
)
def test_a_folder_that_another_run_holds_is_no_wrong_usage(capsys, tmp_path, argv):
    folder = Folder(tmp_path)
    folder.store.touch()
    with folder.held():
        code, said = ended(capsys, *argv, tmp_path)
        assert (code, said) == (1, f"wirewatch: {tmp_path}: another run is writing to it\n")
        if argv[0] == "run":
            for alone, more in ((ingest_main, ["--input", "samples"]), (aggregate_main, []), (alert_main, [])):
                with pytest.raises(SystemExit) as end:
                    alone([*more, "--out", str(tmp_path)])
                assert end.value.code == 1


def test_a_folder_that_cannot_be_one_is_wrong_usage(capsys, tmp_path):
    (tmp_path / "file").touch()
    for argv in (["run", "samples/reports", "--out"],):
        code, said = ended(capsys, *argv, tmp_path / "file" / "out")
        assert code == 2
        assert len(said.splitlines()) == 1


def piped(command, rest):
    words = ["bash", "-c", f'set -o pipefail; "$@" {rest}', "-", *command]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_who_stops_reading_ends_it_quietly():
    done = piped([*WIREWATCH, "lexicon", "check"], "| head -c 0")
    assert (done.returncode, done.stderr) == (141, "")
    table = (
        "import click, pipelines.cli as c\nfrom rich.table import Table\n"
        "from pipelines.cli.tables import print_table\nt = Table('a')\n"
        "for n in range(20000): t.add_row(str(n))\n"
        "c._Lazy.get_command = lambda *_: click.Command('x', callback=lambda: print_table(t))\nc.main(['x'])"
    )
    done = piped([sys.executable, "-c", table], "| head -2")
    # Python tells of no error where the reader leaves in the middle of one long write.
    assert (done.returncode in (0, 141), done.stderr, len(done.stdout.splitlines())) == (True, "", 2)


@pytest.mark.slow
def test_output_that_cannot_be_written_is_a_failure():
    done = piped([*WIREWATCH, "lexicon", "check"], ">/dev/full")
    assert (done.returncode, done.stderr) == (1, "wirewatch: No space left on device\n")
    assert piped([*WIREWATCH, "lexicon", "check"], ">&-").returncode == 0


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ("time.sleep(60)", 3),
        ("\n try: time.sleep(60)\n except BaseException as e: raise RuntimeError('as Beam does') from e", 3),
        ("\n try: time.sleep(60)\n except BaseException: time.sleep(60)", 9),
        ("threading.Thread(target=time.sleep, args=(60,)).start(); time.sleep(60)", 3),
    ],
)
def test_ctrl_c_is_one_line_and_130_whatever_it_comes_into(body, seconds):
    source = (
        "import threading, time, logging, click, pipelines.cli as c\n"
        f"def work():\n print('begun', flush=True); {body}\n"
        "c._Lazy.get_command = lambda *_: click.Command('x', callback=work)\nc.main(['x'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", source], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=seconds + 20)
    assert (process.returncode, said) == (130, "wirewatch: interrupted; nothing is lost, run it again to go on\n")


@pytest.mark.faults
def test_a_run_that_was_interrupted_anywhere_is_made_good_by_the_next(tmp_path):
    def tables(out):
        listed = "SELECT * EXCLUDE (updated_at) FROM daily ORDER BY ALL"
        import duckdb

        with duckdb.connect(out / "wirewatch.duckdb", read_only=True) as store:
            return store.execute(listed).fetchall()

    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    subprocess.run([*WIREWATCH, "run", "samples/reports", "--out", whole], check=True, env=environment)
    interrupted = 0
    for wait in (1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0):
        process = subprocess.Popen(
            [*WIREWATCH, "run", "samples/reports", "--out", cut],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        try:
            _, said = process.communicate(timeout=wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=20)
            if process.returncode:
                interrupted += 1
                assert (process.returncode, len(said.splitlines())) == (stopping.INTERRUPTED, 1), said
    assert interrupted
    subprocess.run([*WIREWATCH, "run", "samples/reports", "--out", cut], check=True, env=environment)
    assert tables(cut) == tables(whole)


def test_no_interrupt_and_no_look_for_cycles_comes_into_the_end():
    said = (
        "import atexit, gc, os, signal; atexit.register(lambda: (os.kill(0, signal.SIGINT), print(gc.isenabled()))); "
    )
    command = [*WIREWATCH[:2], said + WIREWATCH[2], "--help"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, start_new_session=True)
    assert run.stdout.endswith("\nFalse\n")
