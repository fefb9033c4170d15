"""``wirewatch judge fit``: confidence as this deployment's readers found it, as a file that the coder takes."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.judge_report import read_judged
from pipelines.cli.judging import file_option
from pipelines.cli.showing import print_json, table
from pipelines.cli.words import called, say, some
from pipelines.cli.working import calibration_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.asking.fitting import Band, Chosen, Trial
    from pipelines.asking.store import Store
    from pipelines.coding.calibration import Calibration


@click.command(
    epilog="Example: wirewatch judge fit --out out && wirewatch recode --out out --calibration out/calibration.json",
    short_help="Fit confidence to the verdicts: a file for --calibration.",
)
@click.option("--into", type=click.Path(path_type=Path, dir_okay=False), help="The file; else DIR/calibration.json.")
@click.option("--undo", is_flag=True, help="Write the one under which confidence is as it ships.")
@calibration_option
@file_option
@over_store
@JSON
def fit(
    into: Path | None,
    calibration: "Calibration | None",
    file: Path | None,
    store: "Store",
    *,
    undo: bool,
    as_json: bool,
) -> None:
    """Fit how sure the coder is to what readers said, so that of events of confidence .7 seven in ten are right here.

    Event, type and modality count. For each language with enough verdicts, drawn from everything, two numbers are
    fitted over the odds of the confidence that there is, and tried on verdicts left out; what is no better is not
    taken. With the file the coder is another one, of a higher rank: give it as --calibration to all that codes, and
    recode. Where one is in force already, give it here, too: the new one is fitted to what events say now.
    """
    from pipelines.asking.fitting import FitError, next_calibration

    kept = _file(store, into)
    try:
        usable, trials = (None, []) if undo else _tried(store, file, calibration)
        made = None
        if undo or any(trial.line for trial in trials):
            with asking(store) as asked:
                others = [one for one in (calibration, _there(kept)) if one]
                made = next_calibration(asked, None if undo else calibration, trials, others=others)
            _write(kept, made.text())
    except FitError as e:
        raise click.ClickException(str(e)) from e
    if as_json:
        print_json(
            {
                "file": str(kept) if made else None,
                "version": made.identity.version if made else None,
                "rank": made.identity.rank if made else None,
                "languages": [_as_json(trial) for trial in trials],
                "left_out": usable.left_out if usable else {},
            }
        )
        return
    for trial in trials:
        _show(trial)
    if usable is not None and usable.left_out:
        say(_left_out(usable))
    if made is None:
        say("nothing was written: the confidence that there is holds here as well")
        return
    say(f"kept       {kept}: with it the coder is version {made.identity.version}, rank {made.identity.rank}")
    with_it = f"--calibration {shlex.quote(str(kept))}"
    if store.folder is not None and (store.folder / "coded").is_dir():
        say(f"next       {called()} recode --out {shlex.quote(str(store.folder))} {with_it}")
    else:
        say(f"next       {called()} drain --start earliest {with_it} ...")
    say("           and from then on with all that codes, by --calibration or WIREWATCH_CALIBRATION")


def _tried(store: "Store", file: Path | None, calibration: "Calibration | None") -> "tuple[Chosen, list[Trial]]":
    """The verdicts that can be used, and what fits to them give; raises FitError, which says what is left out, too."""
    from pipelines.asking.fitting import FitError, chosen, fitted
    from pipelines.coding.version import IDENTITY

    verdicts, events = read_judged(store, file)
    usable = chosen(verdicts, events, IDENTITY if calibration is None else calibration.identity)
    try:
        return usable, fitted(usable.seen)
    except FitError as e:
        raise FitError(f"{e}; {_left_out(usable)}" if usable.left_out else str(e)) from e


def _file(store: "Store", into: Path | None) -> Path:
    from pipelines.coding.calibration import FILE

    if into is not None:
        return into
    if store.folder is None:
        raise click.UsageError("a database has no folder: say where the calibration is kept by --into FILE")
    return store.folder / FILE


def _there(file: Path) -> "Calibration | None":
    """The calibration that is about to be written over: it may be at work where nothing was counted yet."""
    from pipelines.coding.calibration import Calibration, CalibrationError

    try:
        return Calibration.load(file)
    except CalibrationError:  # none, or of another version, whose numbers are its own
        return None


def _write(file: Path, text: str) -> None:
    """Whole or not at all: whatever codes may read it at any time."""
    beside = file.with_name(f".{file.name}.unfinished")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    except OSError as e:
        raise click.ClickException(f"{e.filename or file}: {e.strerror}") from e


def _left_out(usable: "Chosen") -> str:
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in usable.left_out.items())
    return f"left out: {some(sum(usable.left_out.values()), 'verdict')} ({reasons})"


def _show(trial: "Trial") -> None:
    judged = some(trial.judged, "judged event")
    say(f"{trial.language}: {judged}, {trial.right:,} right; what a fit does to verdicts that it did not see:")
    edges = sorted({*trial.before, *trial.after})
    columns = ("confidence", "before", "said", "right", "after", "said now", "right now")
    rows = [
        dict(zip(columns, (edge, *_cells(trial.before.get(edge)), *_cells(trial.after.get(edge))), strict=True))
        for edge in edges
    ]
    table("Events by confidence, from", rows, columns)
    before, after = trial.loss
    taken = "taken" if trial.line else "no better: not taken"
    say(f"surprise of each event (logarithmic loss): {before:.3f} before, {after:.3f} after; {taken}")


def _cells(band: "Band | None") -> tuple[str, str, str]:
    return (f"{band.events}", f"{band.said:.2f}", f"{band.right:.2f}") if band else ("0", "-", "-")


def _as_json(trial: "Trial") -> dict[str, Any]:
    def bands(of: "Mapping[str, Band]") -> dict[str, Any]:
        return {edge: band._asdict() for edge, band in of.items()}

    return {
        "language": trial.language,
        "judged": trial.judged,
        "right": trial.right,
        "loss_before": trial.loss[0],
        "loss_after": trial.loss[1],
        "before": bands(trial.before),
        "after": bands(trial.after),
        "taken": trial.line is not None,
    }
