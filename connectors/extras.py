"""What to do where an extra is not installed: one wording, true of a checkout and of a package made from it."""


def how_to_add(extra: str) -> str:
    """What brings the extra of this name."""
    return f"`make extras` in the checkout of wirewatch, or pip install '.[{extra}]' there"
