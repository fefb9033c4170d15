"""Why there is no Flink, or why it does not do what it was asked."""


class FlinkUnavailable(RuntimeError):  # noqa: N818
    """This machine cannot run Flink: Java, Maven, jars or a port are missing; the message says which."""


class FlinkFailed(RuntimeError):  # noqa: N818
    """Flink was started and did not come up, or refused what it was asked; the message ends with its last words."""
