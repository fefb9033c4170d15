"""That all rows of a deployment are counted from the same confidence on, where only some of them are made."""

from collections.abc import Iterable

from connectors.sinks import CountedSink
from pipelines.deployments.period import Period


class CountedOtherwiseError(Exception):
    """Rows that stay were counted from another confidence on; the message says what to do."""


def counted_otherwise(sinks: Iterable[object], min_confidence: float) -> list[float | None]:
    """From what other confidences rows of the sinks were counted; None, which comes last, by none."""
    counted = {least for sink in sinks if isinstance(sink, CountedSink) for _, least in sink.counted_from()}
    return sorted(counted - {min_confidence}, key=lambda least: (least is None, least))


def check_counted_alike(sinks: Iterable[object], min_confidence: float, *, without: Period | None = None) -> None:
    """Raise CountedOtherwiseError when a sink holds rows, of days other than ``without``, counted otherwise."""
    for sink in sinks:
        if isinstance(sink, CountedSink):
            for day, found in sorted(sink.counted_from(), key=lambda held: held[0]):
                stays = without is None or not without.first <= day <= without.last
                if stays and found != min_confidence:
                    before = f"--min_confidence {found:g}" if found is not None else "an older wirewatch"
                    raise CountedOtherwiseError(
                        f"{day} and perhaps other days were counted by {before}, and would stay beside days of"
                        f" --min_confidence {min_confidence:g}: make all days anew with `wirewatch aggregate"
                        f" --min_confidence {min_confidence:g}` (without --backfill) and the same sinks"
                        + ("" if found is None else f", or go on with --min_confidence {found:g}")
                    )
