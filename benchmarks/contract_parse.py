"""How long the contract takes for one event, beside a plain `json.loads` of the same bytes.

    .venv/bin/python -m benchmarks.contract_parse

The contract runs for every record of the stream, so it is to stay at or below 10 µs. The fastest of several rounds is
printed: whatever else the machine does only makes a round slower.
"""

import json
import timeit
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hub.contract import Event, parse

_ROUNDS = 9
_REPEATS = 20_000
_ZONE = ZoneInfo("America/Sao_Paulo")
_COMMON = {
    "event_id": "AMZ-f5db8d24-3008-4ce7-9e9d-6284292a865c",
    "timestamp": "2026-11-24T16:08:35.596179-03:00",
    "platform": "Mercado Livre",
    "product_id": "PROD_4460",
    "product_name": "Relógio inteligente São João",
}
_MESSAGES = {
    "sale": _COMMON
    | {
        "event_type": "sale",
        "order_id": "ORD-5a1f0085",
        "quantity": 3,
        "unit_price": "1147.96",
        "total": "3443.88",
        "currency": "BRL",
        "customer_id": "CUST-5816",
        "region": "Nordeste",
        "payment_method": "boleto",
    },
    "stock_update": _COMMON
    | {"event_type": "stock_update", "category": "Relógios", "stock_quantity": 174, "warehouse": "MG-03"},
    "product_view": _COMMON
    | {
        "event_type": "product_view",
        "category": "Relógios",
        "customer_id": None,
        "session_id": "SESS-155b5873-a595-4f62-bb7d-62b839a5c4ff",
        "device_type": "Tablet",
        "referrer": "Google_Ads",
        "region": "Sudeste",
    },
    "refund": _COMMON
    | {"event_type": "refund", "order_id": "ORD-5a1f0085", "refers_to": "AMZ-2fa29db2", "amount": "1147.96"},
}


def microseconds(work: Callable[[], object]) -> float:
    """Return what one call of `work` takes in the fastest round."""
    return min(timeit.repeat(work, number=_REPEATS, repeat=_ROUNDS)) / _REPEATS * 1e6


def main() -> None:
    """Measure each type of event and print a table."""
    now = datetime(2026, 11, 24, 20, tzinfo=UTC)
    print(f"{'event':14}{'bytes':>6}{'parse µs':>10}{'json µs':>9}{'ratio':>7}")
    for event_type, message in _MESSAGES.items():
        raw = json.dumps(message).encode()

        def contract(raw: bytes = raw) -> object:
            return parse(raw, now=now, zone=_ZONE, max_bytes=900_000)

        def plain(raw: bytes = raw) -> object:
            return json.loads(raw)

        assert isinstance(contract(), Event)
        ours, theirs = microseconds(contract), microseconds(plain)
        print(f"{event_type:14}{len(raw):6}{ours:10.2f}{theirs:9.2f}{ours / theirs:7.2f}")


if __name__ == "__main__":
    main()
