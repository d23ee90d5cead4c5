"""Why the number of a span moved between two moments: which arrivals counted then and now, each with its cause.

The list of causes is closed. An arrival that fits none stops the report: there is no bar for the rest.
"""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from backend.reports.causes_arrivals import ARRIVAL, IDENTITY, PLACE, also_in, missing_in, sorted_by_place
from backend.reports.causes_replays import replayed
from backend.reports.causes_reports import SPEED_DRIFT
from backend.reports.causes_settled import Settled
from backend.reports.days import Span
from backend.reports.known_archive import Archive
from hub.errors import LakeError
from hub.tables import CONTRIBUTIONS

LATE = "late"
REFUND = "refund"
CANCELLATION = "cancellation"
DUPLICATE = "duplicate"
CONFLICT = "conflict"
BEYOND_HORIZON = "beyond_horizon"
CONTRACT_CHANGE = "contract_change"
RULE_CHANGE = "rule_change"

CAUSES = (
    LATE,
    REFUND,
    CANCELLATION,
    DUPLICATE,
    CONFLICT,
    BEYOND_HORIZON,
    CONTRACT_CHANGE,
    RULE_CHANGE,
    SPEED_DRIFT,
)
CORRECTIONS = (REFUND, CANCELLATION)
# What a change holds: an arrival, +1 where it has come in or -1 where it has gone, and why.
CHANGE = (*ARRIVAL, "sign", "cause")


def changes(past: Archive, span: Span, start: pa.Table, end: pa.Table, silver: Settled) -> pa.Table:
    """Return what counts at the `end` and did not at the `start` (sign +1), and the other way round (-1).

    `start` and `end` are arrivals with `repeat`; `silver` is the one of the end. Raises LakeError.
    """
    came, went = missing_in(end, start), missing_in(start, end)
    before, after = _other_rule(start, end)
    parts = [
        _told(came, 1, _causes_of_arrival(past, span, came)),
        _told(went, -1, _causes_of_departure(past, went, silver)),
        _told(before, -1, [RULE_CHANGE] * len(before)),
        _told(after, 1, [RULE_CHANGE] * len(after)),
    ]
    return sorted_by_place(pa.concat_tables(parts))


def _causes_of_arrival(past: Archive, span: Span, came: pa.Table) -> Iterable[str]:
    first = came.filter(pc.is_null(came["repeat"]))
    again = also_in(came, replayed(past.settings, span, first.select(ARRIVAL)))
    places = set(zip(*(again[name].to_pylist() for name in PLACE), strict=True))
    for repeat, kind, *place in zip(
        *(came[name].to_pylist() for name in ("repeat", "event_type", *PLACE)), strict=True
    ):
        if repeat is not None:
            yield repeat
        elif tuple(place) in places:
            yield CONTRACT_CHANGE
        else:
            yield kind if kind in CORRECTIONS else LATE


def _causes_of_departure(past: Archive, went: pa.Table, silver: Settled) -> Iterable[str]:
    """A repeat that live let through goes for its own cause; one that silver itself had taken in is a duplicate."""
    gone = went.filter(pc.is_null(went["repeat"]))
    if len(gone):
        every = past.silver.files(silver.publication, start=0, end=None).values()
        kept = past.silver.read([file for files in every for file in files], IDENTITY)
        lost = missing_in(gone, kept.filter(pc.is_in(kept["event_id"], pc.unique(gone["event_id"]))), IDENTITY)
        if len(lost):
            ids = ", ".join(sorted(lost["event_id"].to_pylist())[:5])
            raise LakeError(
                f"{len(lost)} events were served and are not in silver now, and nothing says why: {ids}.",
                hint="Run `audit`, which compares silver with bronze; `reconcile` with `full` builds it again.",
            )
    return [DUPLICATE if repeat is None else repeat for repeat in went["repeat"].to_pylist()]


def _other_rule(start: pa.Table, end: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return the arrivals that count at both moments for another contribution, as they were and as they are."""
    values = [*PLACE, *CONTRIBUTIONS]
    before = missing_in(also_in(start, end), end.select(values), tuple(values))
    return before, also_in(end, before)


def _told(rows: pa.Table, sign: int, causes: Iterable[str]) -> pa.Table:
    signs = pa.chunked_array([pa.repeat(pa.scalar(sign, pa.int64()), len(rows))])
    return (
        rows.select(ARRIVAL)
        .append_column("sign", signs)
        .append_column("cause", pa.chunked_array([pa.array(list(causes), pa.string())]))
    )
