"""The fields of an event, by type: the one table that parsing and the JSON Schema are made from."""

from dataclasses import dataclass
from typing import Final

from hub.contract.timestamps import TIMESTAMP
from hub.contract.values import INT_MAX, Kind, currency, money, one_of, text, whole

DEFAULT_CURRENCY = "BRL"
DEFAULT_SCHEMA_VERSION = 1

# Every spelling that is accepted; the first of each is the name in the lake.
PLATFORMS: Final = {
    "amazon": ("amazon", "Amazon", "AMAZON"),
    "mercado_livre": (
        "mercado_livre",
        "Mercado Livre",
        "MercadoLivre",
        "Mercado_Livre",
        "mercado livre",
        "mercadolivre",
        "MERCADO LIVRE",
        "MERCADO_LIVRE",
        "MERCADOLIVRE",
    ),
    "shopee": ("shopee", "Shopee", "SHOPEE"),
}


@dataclass(frozen=True)
class Field:
    """One field of a message. An optional one may be absent or null, and is then `default`."""

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    default: str | int | None = None
    column: str | None = None
    """The field of Event that holds it, where its name is another."""


_ID = text(200)
_NAME = text(500)
_LABEL = text(200)
_MONEY = money()

_SPELLINGS = {spelling: name for name, spellings in PLATFORMS.items() for spelling in spellings}

_CATEGORY = Field("category", _LABEL, "Category of the product.")
_REGION = Field("region", _LABEL, "Region of the customer.")
_CORRECTION = (
    Field("order_id", _ID, "Order that is corrected; the sale's `event_id` where the sale had none."),
    Field("refers_to", _ID, "`event_id` of the sale."),
    Field("amount", _MONEY, "What is given back, as a positive amount."),
)

_BY_TYPE = {
    "sale": (
        Field("order_id", _ID, "Order of the sale.", required=False),
        Field("quantity", whole(1), "Units sold."),
        Field("unit_price", _MONEY, "Price of one unit."),
        Field("total", _MONEY, "Quantity times unit price, exactly."),
        Field("customer_id", _ID, "Customer who bought."),
        _REGION,
        Field("payment_method", _LABEL, "How it was paid."),
    ),
    "stock_update": (
        _CATEGORY,
        Field("stock_quantity", whole(0), "Units in stock now."),
        Field("warehouse", _LABEL, "Warehouse that holds them."),
    ),
    "product_view": (
        _CATEGORY,
        Field("customer_id", _ID, "Customer who looked; null when not signed in.", required=False),
        Field("session_id", _ID, "Session of the visit."),
        Field("device_type", _LABEL, "Device of the visitor."),
        Field("referrer", _LABEL, "Where the visitor came from."),
        _REGION,
    ),
    "refund": _CORRECTION,
    "cancellation": _CORRECTION,
}

EVENT_TYPE: Final = Field("event_type", one_of({name: name for name in _BY_TYPE}, "unknown_type"), "What happened.")
_COMMON = (
    EVENT_TYPE,
    Field("event_id", _ID, "Identity of the event within its platform; a redelivery repeats it."),
    Field("timestamp", TIMESTAMP, "When it happened at the marketplace.", column="event_time"),
    Field("platform", one_of(_SPELLINGS, "unknown_platform"), "Marketplace."),
    Field(
        "schema_version",
        whole(1, INT_MAX),
        "Version of the contract that the sender wrote.",
        required=False,
        default=DEFAULT_SCHEMA_VERSION,
    ),
    Field("product_id", _ID, "Product, in the platform's words."),
    Field("product_name", _NAME, "Name of the product."),
    Field("currency", currency(), "Currency of the amounts.", required=False, default=DEFAULT_CURRENCY),
)

FIELDS: Final[dict[str, tuple[Field, ...]]] = {name: _COMMON + own for name, own in _BY_TYPE.items()}
"""The fields of each event type, in the order in which they are checked."""
