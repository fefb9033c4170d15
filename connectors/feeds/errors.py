"""What can go wrong with a feed; no message holds a secret."""

from connectors.redacting import SafeError


class FeedListError(SafeError):
    """A list of feeds that cannot be used as it stands; the message says where and what to do."""


class MemoryDamagedError(SafeError):
    """The file that remembers what was seen cannot be used."""


class MemoryHeldError(SafeError):
    """A memory by which another process follows; later it can be used."""


class NotAFeedError(SafeError):
    """What an address gave is no feed; the message says what it is."""


class FetchError(SafeError):
    """No use could be made of an address.

    ``again``: another try may help. ``wait``: how many seconds its server asks to be left alone. ``status``: what it
    answered, if it did.
    """

    def __init__(
        self, message: str, *, again: bool = False, wait: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(message)
        self.again, self.wait, self.status = again, wait, status


class RobotsError(FetchError):
    """An address that its site keeps from robots, or whose site cannot say whether it does."""
