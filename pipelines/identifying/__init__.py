"""Which language a text is in."""

from pipelines.identifying.model import LanguageModel

__all__ = ["LanguageModel"]
