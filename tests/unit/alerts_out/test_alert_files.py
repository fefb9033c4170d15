"""A folder as a log of alerts."""

import pytest
from alert_log_behaviour import AlertLogBehaviour
from made_alerts import ALERT

from connectors.alert_files import AlertFiles, FileInbox


@pytest.fixture
def log(tmp_path):
    return lambda: AlertFiles(tmp_path / "alerts")


@pytest.fixture
def inbox(tmp_path):
    return lambda name: FileInbox(tmp_path / "alerts", name)


class TestAlertFiles(AlertLogBehaviour):
    def test_receivers_name_makes_no_file_elsewhere(self, tmp_path, log, inbox):
        log().write_alerts([ALERT])
        mine = inbox("../../../x")
        mine.poll(0)
        mine.confirm()
        assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {
            tmp_path / "alerts",
            tmp_path / "alerts" / "confirmed",
        }
