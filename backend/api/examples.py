"""What examples of the OpenAPI document share, and how an operation shows its own."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

RECEIPT = "S4000.B3.V4711.C3.P4711.K4702.A18.I4712.N3.T9f2c01ab.R1.H5b1de0a9c2f4d711.Qc2FsZXMv.Z81c0aa17"

PROVENANCE: dict[str, Any] = {
    "receipt": RECEIPT,
    "fresh_as_of": "2026-11-24T15:00:01.250Z",
    "settled": "0.8100",
    "status": "live",
}

MEASURES: dict[str, Any] = {
    "currency": "BRL",
    "revenue": "1247.96",
    "gross": "1347.96",
    "refunds": "100.00",
    "orders": 2,
    "units": 3,
    "views": 41,
}


def listed(*rows: dict[str, Any]) -> dict[str, Any]:
    """Return an answer that is a page of these rows."""
    return {"results": list(rows), "next": None, **PROVENANCE}


def sample(answer: Any = None, *, asked: Any = None, status: int = 200) -> list[OpenApiExample]:
    """Return the examples of an operation: its answer, and the body that it is asked with."""
    examples = []
    if asked is not None:
        examples.append(OpenApiExample("Request", value=asked, request_only=True))
    if answer is not None:
        examples.append(OpenApiExample("Answer", value=answer, response_only=True, status_codes=[str(status)]))
    return examples
