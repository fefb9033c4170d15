"""How well days are judged, beside the R package surveillance on the same series; how fast, and in what memory.

    python -m benchmarks.alerting [power|speed]

Power: 1,000 simulated series in Noufaily's 42 settings (level, trend, seasons, dispersion), a step being
a day: seasons of a year, trend as per week. Each is judged on 20 days. False alarms: of the days as simulated. Power:
of the same days with an outbreak of k standard deviations added (Poisson). In a second set every baseline holds a past
outbreak of 2 to 10 standard deviations, spread over days by a log-normal (0, 0.5); in a third one of 20 to 40. The
floors (3 on the day, 5 with the baseline) hold for every method. R (r-base-core, r-cran-surveillance of Debian) is left
out where it is missing.

Speed: 100,000 series with 38 days of history, all of which have enough on the day to be judged; and as many of which
most have nothing, as in news.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom, norm, poisson

from pipelines.aggregation.cells import TOTAL, Cell
from pipelines.alerting.days import judge_day
from pipelines.alerting.history import History
from pipelines.alerting.judging import Sensitivity, judge
from pipelines.alerting.rules import AlertRules, Rule, Selection
from schemas import DailyRow

Array = NDArray[np.float64]
Bound = Callable[[float], Array]
"""The upper limits of all judged days at an alpha."""

# theta, beta, gamma1, gamma2, phi of Noufaily et al. (2013), each with and without trend and with 0 to 2 harmonics.
LEVELS = (
    (0.1, 0.0025, 0.6, 0.6, 1.5),
    (-2, 0.005, 0.1, 0.3, 2),
    (1.5, 0.003, 0.2, -0.4, 1),
    (0.5, 0.002, 0.5, 0.5, 5),
    (2.5, 0.001, 1, 0.1, 3),
    (3.75, 0.001, 0.1, -0.1, 1.1),
    (5, 0.0001, 0.05, 0.01, 1.2),
)
SERIES, HISTORY, JUDGED = 1_000, 31, 20
OUTBREAKS = (2, 4, 6, 8, 10)
ALPHA = 0.0005
ALPHAS = np.geomspace(1e-9, 0.2, 80)
CELLS, DAYS = 100_000, 38


@dataclass(frozen=True, slots=True)
class Simulated:
    """Series by day, and the mean and standard deviation that each day was drawn with."""

    counts: Array
    deviation: Array


def simulate(random: np.random.Generator, past: tuple[int, int] | None) -> Simulated:
    """1,000 series of 51 days; with ``past``, an outbreak of that many deviations is in the baseline of every day."""
    days = HISTORY + JUDGED
    counts, deviations = np.empty((SERIES, days)), np.empty((SERIES, days))
    for number in range(SERIES):
        theta, beta, gamma1, gamma2, phi = LEVELS[number % 7]
        harmonics, trend = number // 7 % 3, number // 21 % 2
        t = random.integers(0, 5 * 365) + np.arange(days)
        season = [
            gamma1 * np.cos(2 * np.pi * j * t / 365) + gamma2 * np.sin(2 * np.pi * j * t / 365)
            for j in range(1, harmonics + 1)
        ]
        mean = np.exp(theta + trend * beta * t / 7 + np.sum(season, axis=0))
        counts[number] = random.poisson(mean) if phi == 1 else random.negative_binomial(mean / (phi - 1), 1 / phi)
        deviations[number] = np.sqrt(phi * mean)
        if past:
            start = random.integers(20, 25)
            cases = random.poisson(random.uniform(*past) * deviations[number, start])
            spread = np.minimum(random.lognormal(0, 0.5, cases).astype(int), 3)
            np.add.at(counts[number], start + spread, 1)
    return Simulated(counts, deviations)


def our_bound(simulated: Simulated) -> Bound:
    """The limits of pipelines/alerting."""
    windows = [simulated.counts[:, day - 30 : day - 2] for day in _judged_days()]
    baseline = np.stack(windows, axis=1).reshape(-1, 28)
    nothing = np.zeros(len(baseline))
    return lambda alpha: judge(baseline, nothing, Sensitivity(alpha=alpha)).limit


def peer_bounds(simulated: Simulated) -> dict[str, Bound]:
    """The limits of farringtonFlexible (as its nbPlugin computes them) and earsC."""
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "series.csv", Path(folder) / "found.csv"
        np.savetxt(given, simulated.counts, fmt="%d", delimiter=",")
        script = str(Path(__file__).with_suffix(".R"))
        subprocess.run(["Rscript", script, str(given), str(HISTORY + 1), str(found)], check=True)
        mean, dispersion, mean1, deviation1, mean2, deviation2 = np.loadtxt(found, delimiter=",").T

    def farrington(alpha: float) -> Array:
        spread = np.maximum(dispersion, 1 + 1e-9)
        limit: Array = nbinom.ppf(1 - alpha, mean / (spread - 1), 1 / spread)
        return np.where(dispersion > 1, limit, poisson.ppf(1 - alpha, mean))

    return {
        "farringtonFlexible": farrington,
        "earsC C1": lambda alpha: mean1 + norm.ppf(1 - alpha) * deviation1,
        "earsC C2": lambda alpha: mean2 + norm.ppf(1 - alpha) * deviation2,
    }


def _judged_days() -> range:
    return range(HISTORY, HISTORY + JUDGED)


def compare(name: str, random: np.random.Generator, past: tuple[int, int] | None) -> None:
    """Print false alarms and power of every method, at alpha .0005 and at our rate of false alarms."""
    simulated = simulate(random, past)
    counts = simulated.counts[:, HISTORY:].reshape(-1)
    deviation = simulated.deviation[:, HISTORY:].reshape(-1)
    earlier = np.stack([simulated.counts[:, day - 30 : day - 2].sum(axis=1) for day in _judged_days()], axis=1)
    surged = [counts + random.poisson(k * deviation) for k in OUTBREAKS]

    def rates(limit: Array) -> list[float]:
        """The share of days that fire, as simulated and with each outbreak."""
        return [
            float(np.mean((day > limit) & (day >= 3) & (day + earlier.reshape(-1) >= 5))) for day in (counts, *surged)
        ]

    bounds = {"wirewatch": our_bound(simulated)}
    if shutil.which("Rscript"):
        bounds |= peer_bounds(simulated)
    else:
        print("Rscript is missing: apt-get install r-base-core r-cran-surveillance")
    ours = rates(bounds["wirewatch"](ALPHA))[0]
    print(f"\n{name}: {len(counts):,} series-days; power at outbreaks of {', '.join(map(str, OUTBREAKS))} deviations")
    for method, bound in bounds.items():
        found = rates(bound(ALPHA))
        print(f"  {method:20} alpha {ALPHA}: false alarms {found[0]:.5f}, power {_row(found[1:])}")
    for method, bound in bounds.items():
        curve = np.array([rates(bound(alpha)) for alpha in ALPHAS])
        if curve[0, 0] > ours:
            print(f"  {method:20} false alarms never as few as ours: {curve[0, 0]:.5f}, power {_row(curve[0, 1:])}")
            continue
        at_rate = [float(np.interp(ours, curve[:, 0], column)) for column in curve[:, 1:].T]
        print(f"  {method:20} false alarms as ours ({ours:.5f}): power {_row(at_rate)}")


def _row(powers: Iterable[float]) -> str:
    return " ".join(f"{power:.3f}" for power in powers)


def time_judging(name: str, today: Array, past: Array) -> None:
    """Print how long a day of 100,000 series takes; ``past``: series x days."""
    day = date(2022, 2, 24)
    cells = [Cell("pair_quad", f"S{n:06}", "T", quad_class=4) for n in range(CELLS)]
    before = _resident()
    start = time.perf_counter()
    history = History()
    rows = 0
    for back in range(DAYS):
        counts = today if back == 0 else past[:, back]
        history.put(_row_of(day - timedelta(days=back), TOTAL, 1_000))
        for number in np.flatnonzero(counts):
            history.put(_row_of(day - timedelta(days=back), cells[number], int(counts[number])))
            rows += 1
    filled = time.perf_counter()
    held = _resident()
    rules = AlertRules(rules=(Rule(name="pairs", selection=Selection()),))
    alerts = judge_day(history, day, rules)
    judged = time.perf_counter()
    print(
        f"{name}: {CELLS:,} series, {rows:,} rows of {DAYS} days; judged in {judged - filled:.2f} s"
        f" ({int((today >= 3).sum()):,} with enough on the day, {len(alerts):,} alerts);"
        f" filled in {filled - start:.1f} s; resident {held - before:.0f} MB for the history, at most"
        f" {_resident_peak() - before:.0f} MB with judging"
    )


def _row_of(day: date, cell: Cell, stories: int) -> DailyRow:
    return DailyRow(
        day=day,
        **cell._asdict(),
        incidents=1,
        stories=stories,
        mentions=stories,
        reports=stories,
        publishers=1,
        evidence=tuple(f"{cell.source}{day}{n}".ljust(32, "0") for n in range(min(stories, 3))),
        read=1_000,
        revision=f"000001|{day.toordinal():015d}|{stories:09d}",
        updated_at=datetime(2022, 3, 1, tzinfo=UTC),
    )


def _resident() -> float:
    """Resident memory, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _resident_peak() -> float:
    """The largest resident memory so far, MB."""
    (line,) = (x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


def main() -> None:
    chosen = sys.argv[1:] or ["power", "speed"]
    random = np.random.default_rng(2026)
    if "power" in chosen:
        compare("No past outbreak", random, None)
        compare("A past outbreak of 2 to 10 deviations", random, (2, 10))
        compare("A past outbreak of 20 to 40 deviations", random, (20, 40))
    if "speed" in chosen:
        sparse = random.poisson(np.minimum(random.pareto(1, (CELLS, 1)) * 0.05, 50), (CELLS, DAYS)).astype(float)
        time_judging("As in news", sparse[:, 0], sparse)
        dense = random.negative_binomial(2, 0.2, (CELLS, DAYS)).astype(float)
        time_judging("All at once", np.maximum(dense[:, 0], 3), dense)


if __name__ == "__main__":
    main()
