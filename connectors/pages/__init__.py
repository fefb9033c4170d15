"""Pages of news sites to reports: the text by trafilatura, the date from what the page says of itself."""

from connectors.pages.errors import PageError
from connectors.pages.reading import read_page

__all__ = ["PageError", "read_page"]
