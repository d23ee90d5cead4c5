"""Examples for the OpenAPI document."""

from typing import Any

from backend.api.examples import listed

_RECORD: dict[str, Any] = {
    "ingest_seq": 4711,
    "ingested_at": "2026-11-24T15:00:01.250Z",
    "topic_id": "Zk9mXk3TQ2a7",
    "partition": 2,
    "offset": 90_817,
    "kafka_timestamp": "2026-11-24T15:00:00.960Z",
    "reason": "not_json",
    "detail": "Expecting value: line 1 column 1 (char 0)",
    "raw_bytes": 9,
    "raw_base64": "PGh0bWw+AP8K",
    "raw_text": "<html>\\x00\\xff\\n",
    "truncated": False,
}

QUARANTINE = {
    "from": "2026-11-17T15:01:00.000Z",
    "to": "2026-11-24T15:01:00.000Z",
    **listed(_RECORD),
    "counts": [{"reason": "not_json", "records": 1, "meaning": "The text is not JSON."}],
    "total": 1,
}
