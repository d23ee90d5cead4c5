"""What the launcher says: one line a service, in colour where a person looks, plain elsewhere."""

import sys
import threading

from rich.console import Console
from rich.markup import escape
from rich.status import Status

_NAME_WIDTH = 18
_DETAIL_WIDTH = 46


class Report:
    """Prints the lines of a start; safe to call from several threads."""

    def __init__(self, console: Console | None = None) -> None:
        # Rich itself honours NO_COLOR and leaves colour away when the output is not a terminal.
        self.console = console or Console(file=sys.stdout, highlight=False, soft_wrap=True)
        self._waiting: list[str] = []
        self._changing = threading.Lock()
        self._status: Status | None = self.console.status("") if self.console.is_terminal else None

    def started(self, name: str) -> None:
        """A step has begun."""
        with self._changing:
            self._waiting.append(name)
            self._show_waiting()

    def finished(self, name: str, detail: str, seconds: float) -> None:
        """A step is done."""
        with self._changing:
            self._waiting.remove(name)
            self.console.print(
                f"[green]ready[/]  {escape(name):{_NAME_WIDTH}} {escape(detail):{_DETAIL_WIDTH}} {seconds:5.1f} s"
            )
            self._show_waiting()

    def say(self, text: str) -> None:
        """Print a line as it is."""
        self.console.print(escape(text))

    def fail(self, text: str) -> None:
        """Print what went wrong."""
        self.close()
        self.console.print(f"[red]failed[/] {escape(text)}")

    def close(self) -> None:
        """Stop showing what is waited for."""
        if self._status:
            self._status.stop()
            self._status = None

    def _show_waiting(self) -> None:
        if self._status:
            self._status.update(f"starting {', '.join(self._waiting)}")
            if self._waiting:
                self._status.start()
            else:
                self._status.stop()
