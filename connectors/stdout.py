"""Standard output as a receiver: one line for each change of an alert."""

import sys
from datetime import datetime

from connectors.plain import one_line
from schemas import Alert


class StdoutReceiver:
    """Prints state and summary, for people and for whatever collects the output of a service."""

    @property
    def repeat_seconds(self) -> None:
        """A change of state is told once."""
        return None

    def tell(self, alert: Alert, now: datetime) -> None:  # noqa: ARG002  the line says the day
        """Print the alert."""
        sys.stdout.write(one_line(f"{alert.state:8}  {alert.summary}  [{alert.rule}]") + "\n")
        sys.stdout.flush()
