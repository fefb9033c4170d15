"""How often this process tried a write again, by kind of sink; whoever writes through a sink may report it."""

from collections import Counter
from typing import Final

retries: Final = Counter[str]()
