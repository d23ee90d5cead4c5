"""How a stack is: its services and how far its stream is."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import psutil

from hub.errors import HubError
from hub.launcher.lock import lock_holder
from hub.launcher.progress import Progress, stream_progress
from hub.launcher.record import Started, read_record
from hub.settings import Settings


@dataclass(frozen=True)
class Status:
    """A stack as seen now. `launcher` is its process, None when the stack is not running."""

    launcher: int | None
    services: list[Started]
    progress: Progress | None
    trouble: str
    """Why there is no progress to tell, empty when there is."""

    def as_json(self, now: datetime) -> dict[str, Any]:
        """Return what `hub status --json` prints: times with an offset, spans in seconds."""
        progress, age = self.progress, self.progress.age(now) if self.progress else None
        return {
            "running": self.launcher is not None,
            "pid": self.launcher,
            "services": [asdict(each) for each in self.services],
            "stream": {
                "ingest_seq": progress.ingest_seq if progress else None,
                "ingested_at": progress.ingested_at.isoformat() if progress and progress.ingested_at else None,
                "lag": progress.lag if progress else None,
                "age": round(age.total_seconds(), 3) if age is not None else None,
                "trouble": self.trouble,
            },
        }


def stack_status(settings: Settings) -> Status:
    """Look at the stack of these settings."""
    launcher = lock_holder(settings.root)
    services = [_now(each) for each in read_record(settings.root)] if launcher else []
    try:
        return Status(launcher, services, stream_progress(settings), "")
    except HubError as error:
        return Status(launcher, services, None, str(error))


def _now(service: Started) -> Started:
    alive = psutil.pid_exists(service.pid)
    return service if alive else Started(service.name, service.pid, service.port, service.url, "ended")
