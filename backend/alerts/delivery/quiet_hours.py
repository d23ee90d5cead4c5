"""When somebody may be told."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from backend.alerts.models import RuleVersion


def due_at(rule: RuleVersion | None, now: datetime) -> datetime:
    """Return the first moment from `now` on that lies outside of the rule's quiet hours: [from, to) in its zone.

    Hours that begin later than they end last over midnight; equal ones are none.
    """
    if rule is None or rule.quiet_from is None or rule.quiet_to is None or rule.quiet_from == rule.quiet_to:
        return now
    start, end = rule.quiet_from, rule.quiet_to
    here = now.astimezone(ZoneInfo(rule.quiet_zone))
    clock = here.time().replace(tzinfo=None)
    is_quiet = start <= clock < end if start < end else clock >= start or clock < end
    if not is_quiet:
        return now
    day = here.date() if clock < end else here.date() + timedelta(days=1)
    return datetime.combine(day, end, here.tzinfo).astimezone(now.tzinfo)
