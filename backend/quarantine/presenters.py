"""Quarantined records as answers show them: whatever bytes they are, shown so that they do no harm."""

import base64
from typing import Any

from backend.api.formats import instant
from backend.quarantine.records import QuarantinedRecord
from hub.contract.rejection import REASONS

BYTES_SHOWN = 2048


def record(row: QuarantinedRecord) -> dict[str, Any]:
    """Show a record: where it came from, why it was refused, and how it begins."""
    raw = row.raw
    shown = None if raw is None else raw[:BYTES_SHOWN]
    return {
        "ingest_seq": row.ingest_seq,
        "ingested_at": instant(row.ingested_at),
        "topic_id": row.topic_id,
        "partition": row.partition,
        "offset": row.offset,
        "kafka_timestamp": instant(row.kafka_timestamp),
        "reason": row.reason,
        "detail": row.detail or "",
        "raw_bytes": None if raw is None else len(raw),
        "raw_base64": None if shown is None else base64.b64encode(shown).decode(),
        "raw_text": None if shown is None else escaped(shown),
        "truncated": raw is not None and len(raw) > BYTES_SHOWN,
    }


def counts(of_reason: dict[str, int]) -> list[dict[str, Any]]:
    """Show how many there are of each reason, most first."""
    ordered = sorted(of_reason.items(), key=lambda each: (-each[1], each[0]))
    meanings = {str(reason): meaning for reason, meaning in REASONS.items()}
    return [{"reason": reason, "records": records, "meaning": meanings.get(reason, "")} for reason, records in ordered]


def escaped(raw: bytes) -> str:
    """Write bytes as text in which nothing acts: what is not UTF-8 or not printable is an escape such as `\\x00`."""
    text = raw.decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
