"""What can go wrong between wirewatch and a broker; each message says what, where and what to do."""

from connectors.redacting import SafeError


class KafkaSettingsError(SafeError, ValueError):
    """A setting that is unknown, unsafe or cannot be read."""


class TopicMissingError(RuntimeError):
    """The topic is not on the broker."""


class OffsetsGoneError(RuntimeError):
    """The offsets to read are not in the log: retention took them, or the topic was made anew."""


class TopicReplacedError(OffsetsGoneError):
    """The topic was made anew: what is known of it, and offsets in it, are those of another log."""


class MisplacedKeysError(RuntimeError):
    """Partitions were added to a compacted topic that held records: their keys' next values would leave them there."""


class NotCompactedError(RuntimeError):
    """The topic keeps every record, whatever its key: there is nothing to mend."""


class NewPartitionsError(RuntimeError):
    """The topic has more partitions than when the job was started; it must be started again to read them."""


class ReadStalledError(RuntimeError):
    """A drain got nothing from the broker for a long time although records are left."""


class CodecMissingError(RuntimeError):
    """Records are compressed with a codec for which nothing is installed here."""


class CreateTimeError(RuntimeError):
    """A topic without LogAppendTime, whose times cannot drive a watermark."""


class DeliveryError(RuntimeError):
    """A record that the broker did not take."""
