"""The event contract: the one definition of what a valid event is.

>>> parse(raw, now=datetime.now(UTC), zone=settings.event_zone, max_bytes=settings.max_record_bytes)
Event(...) or Rejection(reason, detail)
"""

from hub.contract.events import Event, identity, parse
from hub.contract.rejection import REASONS, Reason, Rejection

__all__ = ["REASONS", "Event", "Reason", "Rejection", "identity", "parse"]
