"""What ends an alert: a level that has recovered, or a sale that was refunded or cancelled.

Of the many stock updates only those matter that recover a level which a rule has fired on. Which levels those are
follows from the tables `alerts` and `alert_endings` alone, so it is read from them at the start and never saved.
"""

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hub.alert_life import CANCELLATION, LEVEL_TYPES, RECOVERED, REFUND
from hub.lake import arrow_schema, open_table
from hub.rules import LEVELS, METRICS, Rule
from hub.settings import Settings
from hub.tables import ALERT_ENDINGS, ALERTS, Table

_CORRECTIONS = (REFUND, CANCELLATION)
_SUBJECT = ("rule_id", "platform", "product_id", "warehouse")
_LEVEL_TYPES = sorted(LEVEL_TYPES)

Row = dict[str, Any]
Subject = tuple[str | None, ...]


class AlertEndings:
    """Finds the endings in each batch. A level whose alert was raised in the batch itself counts as still open after
    it, whatever came last: one recovery too many does no harm, since it ends nothing.
    """

    def __init__(self, settings: Settings) -> None:
        raised = _newest(settings, ALERTS, pc.field("alert_type").isin(_LEVEL_TYPES))
        recovered = _newest(settings, ALERT_ENDINGS, pc.field("kind") == RECOVERED)
        self._open = {subject for subject, seq in raised.items() if seq >= recovered.get(subject, 0)}

    def of(self, counted: pa.Table, raised: pa.Table, rules: Sequence[Rule]) -> pa.Table:
        """Return the endings among a batch's `counted` records, and remember which alerts it `raised`."""
        levels = raised.filter(pc.is_in(raised["alert_type"], pa.array(_LEVEL_TYPES)))
        fresh = {_subject(row) for row in levels.select(_SUBJECT).to_pylist()}
        self._open |= fresh
        recovered = list(self._recovered(counted, rules))
        self._open -= {_subject(row) for row in recovered} - fresh
        endings = [*recovered, *(_ending(row, row["event_type"]) for row in _of_types(counted, _CORRECTIONS))]
        return pa.Table.from_pylist(endings, schema=arrow_schema(ALERT_ENDINGS))

    def _recovered(self, counted: pa.Table, rules: Sequence[Rule]) -> Iterator[Row]:
        levels = [rule for rule in rules if rule.is_level]
        if not self._open or not levels:
            return
        for row in _of_types(counted, METRICS[LEVELS[0]].event_types):
            for rule in levels:
                value = Decimal(row[METRICS[rule.metric].column])
                subject = (rule.rule_id, row["platform"], row["product_id"], row["warehouse"])
                if subject in self._open and rule.has_recovered(value):
                    yield _ending(row, RECOVERED, rule, value)


_COPIED = ("ingest_seq", "partition", "offset", "platform", "event_id", "event_time", "product_id", "warehouse")
_READ = (*_COPIED, "event_type", "ingested_at", "refers_to", "amount", *(METRICS[name].column for name in LEVELS))


def _of_types(counted: pa.Table, types: Sequence[str]) -> list[Row]:
    rows: list[Row] = counted.filter(pc.is_in(counted["event_type"], pa.array(types))).select(_READ).to_pylist()
    return rows


def _ending(row: Row, kind: str, rule: Rule | None = None, value: Decimal | None = None) -> Row:
    rule_id = rule.rule_id if rule else None
    identity = "|".join((kind, rule_id or "", row["platform"], row["event_id"]))
    return {name: row[name] for name in _COPIED} | {
        "ending_id": hashlib.md5(identity.encode(), usedforsecurity=False).hexdigest(),
        "ended_at": row["ingested_at"],
        "kind": kind,
        "rule_id": rule_id,
        "rule_version": rule.version if rule else None,
        "value": row["amount"] if value is None else value,
        "refers_to": row["refers_to"],
    }


def _newest(settings: Settings, table: Table, wanted: pc.Expression) -> dict[Subject, int]:
    """Return each subject with its newest batch in the table."""
    columns = [*_SUBJECT, "ingest_seq"]
    rows = open_table(settings, table).to_pyarrow_dataset().to_table(columns=columns, filter=wanted)
    newest = rows.group_by(list(_SUBJECT)).aggregate([("ingest_seq", "max")])
    return {_subject(row): row["ingest_seq_max"] for row in newest.to_pylist()}


def _subject(row: Row) -> Subject:
    return tuple(row[name] for name in _SUBJECT)
