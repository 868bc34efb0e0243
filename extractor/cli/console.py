"""Standard output for tables."""

from rich.console import Console

# Wide enough for tables of many columns where the output is a file or a pipe.
PIPE_WIDTH = 160


def table_console() -> Console:
    """The terminal as it is; a file or a pipe as if it were wide."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPE_WIDTH)
