"""Reports wait in a folder until they are coded, whatever happens meanwhile."""

import json

from pipelines.deployments.inbox import Inbox


def held(inbox):
    return [json.loads(line) for path in inbox.waiting() for line in open(path, encoding="utf-8")]


def test_taken_until_coded(tmp_path):
    inbox = Inbox(tmp_path)
    inbox.take([{"title": "Snö"}, {"title": "\ud800"}])
    assert inbox.waiting() == [], "is still written to"
    inbox.close()
    inbox.take([{"title": "three"}])
    inbox.close()
    waiting = inbox.waiting()
    assert [report["title"] for report in held(inbox)[::2]] == ["Snö", "three"]
    inbox.mark_coded(waiting[:1])
    assert inbox.waiting() == waiting[1:]
    assert Inbox(tmp_path).waiting() == waiting[1:]
    inbox.close()
    inbox.mark_coded(waiting)
    assert Inbox(tmp_path).waiting() == []


def test_killed_while_it_was_written(tmp_path):
    inbox = Inbox(tmp_path)
    inbox.take([{"title": "one"}])
    with (tmp_path / ".unfinished.jsonl").open("ab") as file:
        file.write(b'{"title": "tw')
    again = Inbox(tmp_path)
    assert held(again) == [{"title": "one"}]
    again.take([{"title": "two"}])
    again.close()
    assert held(again) == [{"title": "one"}, {"title": "two"}]


def test_what_others_put_there_is_coded_too(tmp_path):
    inbox = Inbox(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.json").write_text('{"title": "mine"}')
    assert held(inbox) == [{"title": "mine"}]
    inbox.mark_coded(inbox.waiting())
    assert inbox.waiting() == []
