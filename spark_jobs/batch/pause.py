"""Holding the stream still: its tables have one writer, and for a moment that is somebody else."""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from hub.errors import LeaseHeld
from hub.settings import Settings
from spark_jobs.stream.lease import exclusive_lease
from spark_jobs.stream.stopping import stop_request_file

_LOG = logging.getLogger(__name__)
_SECONDS = 180
_POLL_SECONDS = 0.5


@contextmanager
def stream_paused(settings: Settings) -> Iterator[None]:
    """Ask the stream to drain, hold its lease for the block, and let it go on. Raises LeaseHeld when it does not end.

    Events wait in Kafka meanwhile. A stop that somebody else has asked for stays asked for.
    """
    request = stop_request_file(settings.root)
    request.parent.mkdir(parents=True, exist_ok=True)
    is_ours = not request.exists()
    request.touch()
    try:
        with ExitStack() as held:
            _take_lease(settings, held)
            # The next run of the stream is refused by the lease, not by the request, so that it tries again soon.
            if is_ours:
                request.unlink(missing_ok=True)
            yield
    finally:
        if is_ours:
            request.unlink(missing_ok=True)


def _take_lease(settings: Settings, held: ExitStack) -> None:
    deadline = time.monotonic() + _SECONDS
    while True:
        try:
            held.enter_context(exclusive_lease(settings.root / "run", f"{settings.checkpoint_uri}/stream"))
        except LeaseHeld as error:
            if time.monotonic() > deadline:
                raise
            _LOG.info("Waiting for the stream to drain: %s", error.message)
            time.sleep(_POLL_SECONDS)
        else:
            return
