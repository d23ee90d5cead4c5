"""Whether a message is an event, judged by `docs/reference/events.md`, and what it then adds to the sums."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.reading import UNREADABLE, NotAnEvent, read_object

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

_COMMON = ("event_id", "timestamp", "platform", "product_id", "product_name")
_REQUIRED = {
    "sale": ("quantity", "unit_price", "total", "customer_id", "region", "payment_method"),
    "stock_update": ("category", "stock_quantity", "warehouse"),
    "product_view": ("category", "session_id", "device_type", "referrer", "region"),
    "refund": ("order_id", "refers_to", "amount"),
    "cancellation": ("order_id", "refers_to", "amount"),
}
_OPTIONAL = ("currency", "order_id", "customer_id")
_LEAST = {"quantity": 1, "stock_quantity": 0}
_MONEY = ("unit_price", "total", "amount")
_PLATFORMS = {"amazon": "amazon", "mercadolivre": "mercado_livre", "shopee": "shopee"}
_PLAIN = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?", re.ASCII)


@dataclass(frozen=True)
class Fact:
    """What one valid message says: who it is, when it happened, and what it adds."""

    platform: str
    event_id: str
    event_type: str
    moment: datetime
    product_id: str
    currency: str
    gross: Decimal = ZERO
    refunds: Decimal = ZERO
    orders: int = 0
    units: int = 0
    views: int = 0
    warehouse: str = ""
    stock: int | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two messages the same event."""
        return self.platform, self.event_id


def judge(raw: bytes | None, zone: ZoneInfo) -> Fact:
    """Return what the message says. Raises NotAnEvent with the reason for which it must be in quarantine."""
    message = read_object(raw)
    event_type = _present(message, "event_type")
    if event_type not in _REQUIRED:
        raise NotAnEvent("unknown_type" if type(event_type) is str else "wrong_type")
    needed = _COMMON + _REQUIRED[event_type]
    for name in needed:
        _check(name, _present(message, name))
    for name in _OPTIONAL:
        if name not in needed and message.get(name) is not None:
            _check(name, message[name])
    platform, moment = _platform(message["platform"]), _moment(message["timestamp"], zone)
    fact = Fact(
        platform,
        message["event_id"],
        event_type,
        moment,
        message["product_id"],
        message.get("currency") or "BRL",
        **_adds(event_type, message),
    )
    if moment > datetime.now(UTC) + timedelta(hours=24):
        raise NotAnEvent("in_future")
    return fact


def _present(message: dict[str, Any], name: str) -> Any:
    value = message.get(name)
    if value is None or (type(value) is str and not value.strip() and name not in _MONEY):
        raise NotAnEvent("missing_field")
    return value


def _check(name: str, value: Any) -> None:
    if name in _LEAST:
        _whole(value, _LEAST[name])
    elif name in _MONEY:
        _money(value)
    elif type(value) is not str or "\0" in value:
        raise NotAnEvent("wrong_type")
    elif any("\ud800" <= character <= "\udfff" for character in value):
        raise NotAnEvent("not_utf8")
    elif len(value) > (500 if name == "product_name" else 200):
        raise NotAnEvent("too_large")


def _whole(value: Any, least: int) -> int:
    if not isinstance(value, Decimal):
        raise NotAnEvent("wrong_type")
    if value.as_tuple().exponent != 0 or not least <= value <= 10**10:
        raise NotAnEvent("bad_number")
    return int(value)


def _money(value: Any) -> Decimal:
    if type(value) is str:
        value = Decimal(value) if _PLAIN.fullmatch(value) else UNREADABLE
    if not isinstance(value, Decimal):
        raise NotAnEvent("wrong_type")
    decimals = value.as_tuple().exponent
    if not isinstance(decimals, int):
        raise NotAnEvent("bad_number")
    if decimals < -2 or not 0 < value < 10**10:
        raise NotAnEvent("bad_amount")
    return value.quantize(CENT)


def _platform(written: str) -> str:
    try:
        return _PLATFORMS[re.sub("[ _]", "", written).lower()]
    except KeyError:
        raise NotAnEvent("unknown_platform") from None


def _moment(written: str, zone: ZoneInfo) -> datetime:
    if not _TIME.fullmatch(written):
        raise NotAnEvent("bad_timestamp")
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise NotAnEvent("bad_timestamp") from None
    if not 2000 <= moment.year <= 2099:
        raise NotAnEvent("bad_timestamp")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _adds(event_type: str, message: dict[str, Any]) -> dict[str, Any]:
    if event_type == "sale":
        units, total = _whole(message["quantity"], 1), _money(message["total"])
        if units * _money(message["unit_price"]) != total:
            raise NotAnEvent("total_mismatch")
        return {"gross": total, "orders": 1, "units": units}
    if event_type in ("refund", "cancellation"):
        return {"refunds": _money(message["amount"])}
    if event_type == "product_view":
        return {"views": 1}
    return {"warehouse": message["warehouse"], "stock": _whole(message["stock_quantity"], 0)}
