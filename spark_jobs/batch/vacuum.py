"""The vacuum of silver and the batch view: predicted, run, and checked against the prediction."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hub.lake import open_table
from hub.settings import Settings
from spark_jobs.batch.audits import Audit, append_audit
from spark_jobs.batch.preflight import Preflight, hours

_LOG = logging.getLogger(__name__)
KIND = "vacuum"


def vacuum(settings: Settings, preflight: Preflight, retention: timedelta, *, actor: str, reason: str) -> Audit:
    """Delete what the preflight says, read every version's files again, and write the row that compares both."""
    unreadable_before = {each.table: each.unreadable_files(settings) for each in preflight.histories}
    deleted = {}
    for history in preflight.histories:
        paths = open_table(settings, history.table).vacuum(
            hours(retention),
            dry_run=False,
            enforce_retention_duration=False,
            keep_versions=preflight.keep(history.table) or None,
        )
        deleted[history.table.name] = len(paths)
        _LOG.info("%s: %s files deleted.", history.table.name, len(paths))
    surprises, broken = {}, {}
    for history in preflight.histories:
        missing = history.unreadable_files(settings)
        predicted = preflight.removable[history.table] | unreadable_before[history.table]
        broken[history.table.name] = history.broken_by(missing - unreadable_before[history.table])
        surprises[history.table.name] = history.broken_by(missing ^ predicted)
    failed = any(surprises.values())
    return append_audit(
        settings,
        kind=KIND,
        verdict="failed" if failed else "passed",
        predicted=preflight.told,
        found={"versions": broken, "files": deleted},
        detail={"not_as_predicted": surprises, "actor": actor, "reason": reason},
    )


def exceeds(preflight: Preflight, approved: Mapping[str, Any]) -> dict[str, list[int]]:
    """Return the versions that this vacuum would break and that nobody approved (`approved`: a preflight, as told)."""
    known = approved["versions"]
    more = {
        table.name: sorted(set(numbers) - set(known.get(table.name, []))) for table, numbers in preflight.breaks.items()
    }
    return {name: numbers for name, numbers in more.items() if numbers}
