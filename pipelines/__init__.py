"""The three pipelines of wirewatch, and the Beam-free algorithms that they are made of."""

import logging


def _of_use(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith("apitools not found")


# Beam warns of a library for Google's cloud as it is imported, through the root logger.
logging.getLogger().addFilter(_of_use)
