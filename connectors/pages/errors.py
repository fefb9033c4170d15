"""Why a page gives no report."""


class PageError(ValueError):
    """A page that cannot be read as a report: a reason code for the dead letter and what was wrong."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
