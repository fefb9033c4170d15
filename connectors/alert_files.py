"""The log of alerts in a folder: a part for each time that something was recorded, and what receivers confirmed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from connectors.alert_log import Entry, changed
from connectors.avro_files import AvroLog, read_part
from schemas import Alert

_CONFIRMED: Final = "confirmed"


class AlertFiles:
    """An AlertLog of numbered Avro files, each whole or not there at all; one process writes."""

    def __init__(self, folder: Path) -> None:
        self._log = AvroLog(folder, Alert)

    def held(self) -> list[Alert]:
        """The last state of every alert."""
        return list({alert.alert_id: alert for alert in self._log.read()}.values())

    def write_alerts(self, alerts: Sequence[Alert]) -> None:
        """Append those that are not held as they are, as one file."""
        new = changed(self.held(), alerts)
        if new:
            self._log.append(new)


class FileInbox:
    """An AlertInbox over the files; the number of the last part that was confirmed stands in a file of its own."""

    def __init__(self, folder: Path, receiver: str) -> None:
        self._log = AvroLog(folder, Alert)
        self._mark = folder / _CONFIRMED / quote(receiver, safe=" ")
        self._confirmed = int(self._mark.read_text()) if self._mark.exists() else None
        self._polled = 0

    @property
    def new(self) -> bool:
        """Whether there is no such file."""
        return self._confirmed is None

    def poll(self, seconds: float) -> list[Entry]:  # noqa: ARG002  there is nothing to wait for
        """The alerts of the parts not polled yet."""
        parts = [part for part in self._log.parts() if int(part.stem) > self._polled]
        entries = []
        for part in parts:
            self._polled = int(part.stem)
            confirmed = self._confirmed is not None and self._polled <= self._confirmed
            entries += [Entry(alert, confirmed) for alert in read_part(part, Alert)]
        return entries

    def caught_up(self) -> bool:
        """A poll gives all there is."""
        return True

    def confirm(self) -> None:
        """Write the number down, whole or not at all."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._mark.with_name(f".{self._mark.name}.unfinished")
        unfinished.write_text(str(self._polled))
        unfinished.replace(self._mark)

    def close(self) -> None:
        """Nothing is held open."""
