"""Settings of a deployment that several commands and pipelines take: each with its default and its rule, once."""

from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MIN_CONFIDENCE: Final = 0.6
"""From what confidence on an event counts in daily rows, unless a deployment says otherwise (decision D15)."""
MIN_CONFIDENCE_VARIABLE: Final = "WIREWATCH_MIN_CONFIDENCE"
"""The environment variable that gives it where the command line does not."""
MIN_CONFIDENCE_HELP: Final = "Events of a lower confidence are kept and shown, and count in no daily row."
CALIBRATION_VARIABLE: Final = "WIREWATCH_CALIBRATION"
"""The environment variable that names the file where the command line does not."""
CALIBRATION_HELP: Final = (
    "File of `wirewatch judge fit`: how sure events are by the verdicts of this deployment's readers."
)


def least_confidence(text: str) -> float:
    """The setting ``min_confidence`` as given; raises ValueError for what is no number from 0 to 1."""
    value = float(text)
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{text} is not between 0 and 1")
    return value


def time_zone(name: str) -> ZoneInfo:
    """The setting ``timezone`` as given; raises ValueError."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:  # OSError: the name of a folder of zones
        raise ValueError(f"{name!r} is not a time zone: give one as Europe/Berlin") from error
