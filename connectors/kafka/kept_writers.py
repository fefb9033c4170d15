"""Writers that outlast the pipeline that used them: connecting takes longer than writing little."""

import threading
from typing import Final

from connectors.kafka.errors import MisplacedKeysError, NewPartitionsError, TopicReplacedError
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.writer import RecordWriter

_kept: Final = dict[tuple[object, str, bool], RecordWriter]()
_lock: Final = threading.Lock()


def take_writer(settings: KafkaSettings, topic: str, *, compacted: bool) -> RecordWriter:
    """The writer that was kept, where the topic is still its own, or a new one; raises as RecordWriter."""
    with _lock:
        writer = _kept.pop((settings.identity, topic, compacted), None)
    if writer is not None:
        try:
            writer.check_topic()
        except (TopicReplacedError, NewPartitionsError, MisplacedKeysError):
            writer.close()
        except BaseException:
            writer.close()
            raise
        else:
            return writer
    return RecordWriter(settings, topic, compacted=compacted)


def keep_writer(settings: KafkaSettings, topic: str, writer: RecordWriter, *, compacted: bool) -> None:
    """Keep a writer for whoever takes it next; one that none may go on with is closed."""
    if not writer.may_go_on:
        writer.close()
        return
    with _lock:
        before = _kept.pop((settings.identity, topic, compacted), None)
        _kept[settings.identity, topic, compacted] = writer
    if before is not None:
        before.close()


def let_writers_go(settings: KafkaSettings, *topics: str) -> None:
    """Close what is kept for these topics."""
    with _lock:
        mine = [known for known in _kept if known[0] == settings.identity and known[1] in topics]
        gone = [_kept.pop(known) for known in mine]
    for writer in gone:
        writer.close()
