"""What every log of alerts does, and every inbox over it."""

from dataclasses import replace

from made_alerts import ALERT, NOW, alert

from connectors.alert_log import AlertInbox, Entry

OTHER = alert(alert_id="d" * 32, rule="places")


def poll_all(inbox: AlertInbox) -> list[Entry]:
    found = inbox.poll(0.2)
    while not inbox.caught_up():
        found += inbox.poll(0.2)
    return found


class AlertLogBehaviour:
    """Inherit as ``TestX`` beside fixtures ``log`` (a function that opens it) and ``inbox`` (of a receiver's name)."""

    def test_holds_the_last_state_of_each(self, log):
        log().write_alerts([ALERT, OTHER])
        log().write_alerts([alert(state="resolved")])
        assert sorted(log().held(), key=lambda a: a.alert_id) == [alert(state="resolved"), OTHER]

    def test_a_state_is_recorded_once_whatever_is_replayed(self, log, inbox):
        first = log()
        for _ in range(2):
            first.write_alerts([ALERT])
        log().write_alerts([ALERT])
        log().write_alerts([replace(ALERT, updated_at=NOW.replace(year=2023), summary="x", evidence_events=())])
        assert [entry.alert for entry in poll_all(inbox("desk"))] == [ALERT]

    def test_every_state_is_recorded_in_order(self, log, inbox):
        states = [ALERT, alert(count=10.0), alert(state="resolved"), ALERT]
        for state in states:
            log().write_alerts([state])
        assert [entry.alert for entry in poll_all(inbox("desk"))] == states

    def test_inbox_goes_on_where_it_confirmed(self, log, inbox):
        log().write_alerts([ALERT])
        first = inbox("desk")
        assert first.new
        assert poll_all(first) == [Entry(ALERT, False)]
        assert poll_all(inbox("desk")) == [Entry(ALERT, False)]
        first.confirm()
        log().write_alerts([OTHER])
        again = inbox("desk")
        assert not again.new
        assert poll_all(again) == [Entry(ALERT, True), Entry(OTHER, False)]

    def test_inbox_is_told_of_what_comes_later(self, log, inbox):
        mine = inbox("desk")
        assert poll_all(mine) == []
        log().write_alerts([ALERT])
        assert poll_all(mine) == [Entry(ALERT, False)]
        assert poll_all(mine) == []
        mine.confirm()
        log().write_alerts([OTHER])
        assert poll_all(mine) == [Entry(OTHER, False)]

    def test_receivers_confirm_each_for_itself(self, log, inbox):
        log().write_alerts([ALERT])
        mine, yours = inbox("desk"), inbox("../desk 2/é")
        poll_all(mine), poll_all(yours)
        yours.confirm()
        assert inbox("desk").new
        assert poll_all(inbox("../desk 2/é")) == [Entry(ALERT, True)]
