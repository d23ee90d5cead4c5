"""What reconciliations have reported of speed rows that are pruned by now."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa

from backend.lake.columns import MEASURE_NAMES
from backend.lake.view import View
from backend.reports.days import Span
from backend.reports.why_moments import Served
from hub.errors import LakeError
from hub.tables import MEASURES, MONEY

SPEED_DRIFT = "speed_drift"
_Report = dict[str, Any]


class DriftedPane(NamedTuple):
    """Speed minus what live should have counted, for 10 seconds of a micro-batch; money in cents."""

    ingest_seq: int
    start: int
    currency: str
    measures: tuple[int, ...]


def left_out(view: View, served: Served, span: Span, live: pa.Table) -> list[bool]:
    """Say of each arrival in pruned batches whether it is a repeat that the reconciliation did not find counted."""
    reports = _reports(view, served)

    def is_left_out(seq: int, cause: str | None, event_id: str) -> bool:
        report = cause and next((each for each in reports if each["after"] < seq <= each["upto"]), None)
        if not report:
            return False
        same = [each for each in report["causes"] if (each["cause"], each["platform"]) == (cause, span.platform)]
        return not any(each["ids_left_out"] or event_id in each["event_ids"] for each in same)

    columns = (live[name].to_pylist() for name in ("ingest_seq", "repeat", "event_id"))
    return [is_left_out(*row) for row in zip(*columns, strict=True)]


def drifted_panes(view: View, served: Served, span: Span, floor: int) -> list[DriftedPane]:
    """Return what the reconciliations found without a cause in the pruned batches of a span. Raises LakeError."""
    panes = []
    for report in _reports(view, served):
        for cause in report["causes"]:
            if cause["cause"] != SPEED_DRIFT or cause["platform"] != span.platform or not cause.get("panes"):
                continue
            if cause["panes_left_out"]:
                raise LakeError(
                    f"{cause['panes_left_out']} panes in which the speed view had drifted are not in the report of the "
                    f"batches {report['after'] + 1} to {report['upto']}, and their rows are pruned.",
                    hint="Ask for moments outside of these batches.",
                )
            panes += [_pane(each, cause["currency"]) for each in cause["panes"]]
    return [
        pane
        for pane in panes
        if served.seam < pane.ingest_seq <= min(served.upto, floor) and span.start <= pane.start < span.end
    ]


def _reports(view: View, served: Served) -> list[_Report]:
    """Return the drift of the publications that took in what was live at a moment, the first of them first."""
    if served.batch is None:
        return []
    after = [each for each in reversed(view.publications) if each.published_at > served.batch.ingested_at]
    reports = [json.loads(each.drift) for each in after if each.drift]
    return [each for each in reports if "causes" in each and each["upto"] > served.seam and each["after"] < served.upto]


def _pane(listed: list[Any], currency: str) -> DriftedPane:
    seq, start, *values = listed
    named = zip(MEASURE_NAMES, values, strict=True)
    cents = tuple(int(Decimal(value) * 100) if MEASURES[name] == MONEY else value for name, value in named)
    return DriftedPane(seq, int(datetime.fromisoformat(start).timestamp()), currency, cents)
