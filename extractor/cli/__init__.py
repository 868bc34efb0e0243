"""The command line: one verb per command, each loaded only when it is called so that `--help` answers at once.

Exit codes (also in `extractor --help`):
0 all done, 1 some articles failed or were skipped, 2 the call is wrong, 3 the model, its endpoint or the machine
failed, 130 interrupted (143 by SIGTERM).
"""

import importlib
import sys
from typing import IO, NoReturn

import click

from extractor.cli.interrupt import interruptible, leave
from extractor.errors import ExtractorError, InputError, UsageError

EXIT_OK = 0
EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_PROVIDER = 3
EXIT_INTERRUPTED = 130

# name -> (module, attribute, one line for --help); the module is imported only when the command runs.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "run": ("extractor.cli.run", "run_command", "Extract records from articles with a model."),
    "revalidate": ("extractor.cli.revalidate", "revalidate_command", "Apply changed rules to stored replies."),
    "read": ("extractor.cli.inspect", "read_command", "Show what was understood of the input files."),
    "rules": ("extractor.cli.inspect", "rules_command", "Show what the rules alone see in articles."),
    "schema": ("extractor.cli.inspect", "schema_command", "Print the JSON Schema of the output."),
    "check": ("extractor.cli.check", "check_command", "Check records against their articles, without a model."),
    "eval": ("extractor.cli.score", "eval_command", "Score a run against gold labels, or compare two runs."),
    "export": ("extractor.cli.export", "export_command", "Write a run as tables, JSON lines or label files."),
    "show": ("extractor.cli.show", "show_command", "Show an article's records, verdicts and findings."),
    "stats": ("extractor.cli.show", "stats_command", "Show what a run adds up to."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported on first use; the listing needs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of `COMMANDS`, the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all done, 1 some articles failed, 2 wrong call, 3 model or machine failed, 130 interrupted.",
)
@click.version_option(package_name="extractor")
def cli() -> None:
    """Diplomatic news in; checked Agreement, Meeting and Statement records out.

    Works offline with an embedded model. No article leaves this machine unless --base-url says so.
    """


def exit_code(error: ExtractorError) -> int:
    """The exit code that stands for an error that ended the whole command."""
    return EXIT_USAGE if isinstance(error, UsageError | InputError) else EXIT_PROVIDER


def complain(message: str, *, stream: IO[str] | None = None) -> None:
    """One line on stderr."""
    click.echo(f"extractor: {' '.join(message.split())}", file=stream or sys.stderr)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Entry point: runs the command and turns every error into one line and an exit code."""
    with interruptible():
        leave(call(arguments))


def call(arguments: list[str] | None) -> int:
    """Run the command and return the exit code."""
    try:
        status = cli.main(args=arguments, prog_name="extractor", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt) as stop:
        complain("interrupted; run the same command again to go on")
        # click raises its own Abort from the interruption
        return getattr(stop.__cause__ or stop, "exit_code", EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except ExtractorError as error:
        complain(str(error))
        return exit_code(error)
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has gone; stderr stays quiet as other tools' does.
        sys.stderr.close()
        return EXIT_OK
    return status if isinstance(status, int) else EXIT_OK
