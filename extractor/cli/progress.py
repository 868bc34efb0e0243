"""Progress on stderr: a bar on a terminal, nothing elsewhere, so that logs stay readable."""

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from extractor.errors import ModelError
from extractor.pipeline import Outcome


class RunProgress:
    """Articles, records and tokens so far, and the time they took; also speaks while the run waits or sets up."""

    def __init__(self) -> None:
        self.console = Console(stderr=True)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self._articles: TaskID = self._progress.add_task("reading", total=None)
        self._setup: TaskID | None = None
        self._count = self._records = self._tokens = 0

    def __enter__(self) -> "RunProgress":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def expect(self, articles: int | None) -> None:
        """State how many articles there are; None when too many to count beforehand."""
        self._progress.update(self._articles, total=articles)

    def advance(self, outcome: Outcome) -> None:
        """Count one finished article."""
        self._count += 1
        self._records += len(outcome.records)
        self._tokens += outcome.spent.completion or 0
        self._progress.advance(self._articles)
        self._describe("")

    def waiting(self, error: ModelError, seconds: float) -> None:
        """Say that the run waits before it asks again."""
        self._describe(f" · waiting {seconds:.0f} s ({error.code})")

    def setting_up(self, done: int, total: int) -> None:
        """Show how much of the embedded model has been joined, in bytes."""
        if self._setup is None:
            self._setup = self._progress.add_task("setting up the embedded model (once)", total=total)
        self._progress.update(self._setup, completed=done, visible=done < total)

    def _describe(self, more: str) -> None:
        text = f"{self._count} articles · {self._records} records · {self._tokens} tokens{more}"
        self._progress.update(self._articles, description=text)
