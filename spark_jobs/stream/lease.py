"""The exclusive lease of a checkpoint: a second driver is refused, and a dead one holds nothing."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.errors import LeaseHeld

_STREAM_HINT = "One driver per checkpoint: stop that one first, or set another HUB_CHECKPOINT_URI."


@contextmanager
def exclusive_lease(directory: Path, checkpoint_uri: str, *, hint: str = _STREAM_HINT) -> Iterator[None]:
    """Hold the lease of `checkpoint_uri`, or of another thing with one writer, for the block.

    The kernel's lock on a file goes with the process that took it, even by `kill -9`. All drivers of one checkpoint
    run on the machine of the Airflow worker that submits them, and share its `directory`.

    Raises LeaseHeld that names the holder's process.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"stream-{hashlib.sha256(checkpoint_uri.encode()).hexdigest()[:12]}.lease"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode().strip() or "unknown"
            raise LeaseHeld(f"{checkpoint_uri} is in use by process {holder}.", hint=hint) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
