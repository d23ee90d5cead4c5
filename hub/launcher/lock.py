"""The lock of a stack's folder: whoever holds it may start and stop what runs there."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from hub.errors import LeaseHeld


class StackLock:
    """Held by the launcher for the life of a stack; the kernel frees it when its holder ends in whatever way."""

    def __init__(self, root: Path, *, wait: bool = True) -> None:
        self._root = root
        self._path = root / "run" / "stack.lock"
        self._wait = wait
        self._descriptor = -1

    def __enter__(self) -> Self:
        """Take the lock. Raises LeaseHeld when another process has it and `wait` is off."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | (0 if self._wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            os.close(self._descriptor)
            raise LeaseHeld(
                f"A stack already runs in {self._root} (pid {lock_holder(self._root)}).",
                hint="See `hub status`; stop it with `hub down`, or set another HUB_HOME and other ports.",
            ) from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        os.close(self._descriptor)


def lock_holder(root: Path) -> int | None:
    """Return the process that holds the lock of the stack in `root`, None when nobody does."""
    path = root / "run" / "stack.lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(os.pread(descriptor, 32, 0) or 0)
    finally:
        os.close(descriptor)
    return None
