"""A chart of a series: its count by day, the band of what is expected, and the days that fired."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from pipelines.aggregation.cells import Cell
from pipelines.alerting.names import series_name
from pipelines.alerting.replay import Point


@rc_context({"date.converter": "concise"})
def draw(folder: Path, rule: str, measure: str, cell: Cell, points: Sequence[Point], fired: Collection[date]) -> Path:
    """Draw a series as a PNG file in ``folder``, which must exist; gives its path."""
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    days = np.array([point.day for point in points], dtype="datetime64[D]")
    counts, expected, limits = np.array([(p.count, p.expected, p.limit) for p in points]).T
    axes.fill_between(days, limits, step="mid", color="tab:blue", alpha=0.15, linewidth=0, label="up to the limit")
    axes.plot(days, expected, drawstyle="steps-mid", color="tab:blue", linewidth=1, label="expected")
    axes.bar(days, counts, width=0.7, color="0.45", label=measure)
    hit = np.isin(days, np.array(list(fired), dtype="datetime64[D]"))
    axes.plot(days[hit], counts[hit], "v", color="tab:red", markersize=8, label="alert")
    axes.set_ylim(bottom=0)
    axes.set_title(f"{series_name(cell)} ({rule})", loc="left")
    axes.legend(loc="upper left", frameon=False, fontsize="small")
    path = folder / f"{_file_name(rule)}_{_file_name(series_name(cell))}.png"
    figure.savefig(path, dpi=110)
    return path


def _file_name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")
