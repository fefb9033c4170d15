"""From any accepted form of a raw report to one ``Report``, or to a dead letter with field and reason."""

from pipelines.decoding.decode import Decoder, UnusableError

__all__ = ["Decoder", "UnusableError"]
