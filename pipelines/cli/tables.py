"""Tables for people: what stands in them is text, and as wide as the terminal, or wide where it is piped."""

from typing import TYPE_CHECKING, Final, NoReturn

from rich.console import Console
from rich.text import Text

from connectors.plain import one_line

if TYPE_CHECKING:
    from rich.table import Table

_PIPED_WIDTH: Final = 200


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Leave it to whoever knows what an unread output means: rich itself would end with 1."""
        raise BrokenPipeError


def cell(text: object) -> Text:
    """A cell that shows the text as it is, brackets too."""
    return Text(one_line(str(text)))


def print_table(table: "Table", title: str = "") -> None:
    """Print it on standard output, below its title, which may be wider than it."""
    terminal = _Console()
    console = terminal if terminal.is_terminal else _Console(width=_PIPED_WIDTH)
    if title:
        console.print(Text(one_line(title), style="italic"))
    console.print(table)
