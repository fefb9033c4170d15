"""Why a local broker is not there."""


class BrokerUnavailable(RuntimeError):  # noqa: N818
    """This machine cannot run a broker: Java, Maven or the jars are missing; the message says which."""


class BrokerFailed(RuntimeError):  # noqa: N818
    """The broker was started and did not come up, or would not go; the message ends with its last words."""
