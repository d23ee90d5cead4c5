"""The event contract: `parse` says of any bytes whether they are an event, and which."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hub.contract.fields import EVENT_TYPE, FIELDS
from hub.contract.json_values import shown
from hub.contract.reading import read_object
from hub.contract.rejection import Rejected, Rejection
from hub.contract.timestamps import MAX_AHEAD, resolve


class Event(NamedTuple):
    """A valid event, typed; a field that its type does not have is None. `event_time` is in UTC."""

    event_id: str
    event_time: datetime
    zone_assumed: bool
    platform: str
    event_type: str
    schema_version: int
    product_id: str
    product_name: str
    order_id: str | None
    refers_to: str | None
    quantity: int | None
    unit_price: Decimal | None
    total: Decimal | None
    amount: Decimal | None
    currency: str
    customer_id: str | None
    region: str | None
    payment_method: str | None
    category: str | None
    stock_quantity: int | None
    warehouse: str | None
    session_id: str | None
    device_type: str | None
    referrer: str | None


_SLOT = {column: slot for slot, column in enumerate(Event._fields)}
_TIME, _ZONE_ASSUMED = _SLOT["event_time"], _SLOT["zone_assumed"]
_QUANTITY, _UNIT_PRICE, _TOTAL = _SLOT["quantity"], _SLOT["unit_price"], _SLOT["total"]
_BLANK_ROW = [None] * len(Event._fields)

# The field tables as flat tuples: this loop runs for every record of the stream.
_PLANS = {
    event_type: tuple(
        (field.name, _SLOT[field.column or field.name], field.kind.read, field.required, field.default)
        for field in fields
    )
    for event_type, fields in FIELDS.items()
}


def parse(raw: bytes | None, *, now: datetime, zone: ZoneInfo, max_bytes: int) -> Event | Rejection:
    """Return the event that `raw` holds, or why it is none. Never raises, whatever the bytes.

    `now` (with a zone) bounds the future, `zone` reads times without an offset, longer messages than `max_bytes` are
    refused. The first check that fails gives the reason: the bytes (`read_object`), the event type, then the fields in
    the order of `FIELDS`, then the total, then the future.
    """
    try:
        return _event(read_object(raw, max_bytes), now, zone)
    except Rejected as rejected:
        return rejected.rejection


def identity(event: Event) -> tuple[str, str]:
    """Return what makes two records the same event: platform and event id."""
    return event.platform, event.event_id


def _event(message: dict[str, Any], now: datetime, zone: ZoneInfo) -> Event:
    event_type = message.get(EVENT_TYPE.name)
    if event_type is None:
        raise _missing(EVENT_TYPE.name, message)
    row: list[Any] = _BLANK_ROW.copy()
    for name, slot, read, required, default in _PLANS[EVENT_TYPE.kind.read(EVENT_TYPE.name, event_type)]:
        value = message.get(name)
        if value is not None:
            row[slot] = read(name, value)
        elif required:
            raise _missing(name, message)
        else:
            row[slot] = default
    _check_total(row)
    row[_TIME], row[_ZONE_ASSUMED] = resolve(row[_TIME], zone)
    if row[_TIME] - now > MAX_AHEAD:
        raise Rejected("in_future", f"timestamp is {row[_TIME]}, more than 24 hours after {now}.")
    return Event._make(row)


def _check_total(row: list[Any]) -> None:
    quantity, unit_price, total = row[_QUANTITY], row[_UNIT_PRICE], row[_TOTAL]
    # A product of more digits than the decimal context keeps is far above any total, so rounding hides no mismatch.
    if total is not None and (product := quantity * unit_price) != total:
        raise Rejected("total_mismatch", f"total is {total}, but {quantity} times {unit_price} is {product}.")


def _missing(name: str, message: dict[str, Any]) -> Rejected:
    return Rejected("missing_field", f"{name} is {shown(None) if name in message else 'absent'}.")
