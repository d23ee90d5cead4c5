"""Hypothesis strategies: valid messages with the event that each must become, written without the contract's tables."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.contract.messages import NOW, Verbatim

PLATFORMS = {"Amazon": "amazon", "Mercado Livre": "mercado_livre", "mercado_livre": "mercado_livre", "Shopee": "shopee"}

_EARLIEST, _LATEST = datetime(2000, 1, 2, tzinfo=UTC), NOW + timedelta(hours=24)
_MICROSECOND = timedelta(microseconds=1)
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(_CHARACTERS, min_size=1, max_size=30).filter(lambda text: not text.isspace())
COUNTS = st.integers(0, 10**10)
CENTS = st.integers(1, 10**12 - 1)

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
"""Any value that `json.dumps` can write, NaN and lone surrogates among them."""

Fields = tuple[dict[str, Any], dict[str, Any]]
"""What a message says, and what the event must say, of the same fields."""


@st.composite
def _money(draw: st.DrawFn, cents: int) -> tuple[Any, Decimal]:
    amount = Decimal(cents) / 100
    texts = [f"{amount:.2f}"]
    if cents % 10 == 0:
        texts.append(f"{amount:.1f}")
    if cents % 100 == 0:
        texts.append(f"{amount:.0f}")
    text = draw(st.sampled_from(texts))
    return draw(st.sampled_from([text, Verbatim(text)])), amount


@st.composite
def _moments(draw: st.DrawFn) -> Fields:
    moment = _EARLIEST + timedelta(microseconds=draw(st.integers(0, (_LATEST - _EARLIEST) // _MICROSECOND)))
    offset = timezone(timedelta(minutes=draw(st.integers(-14 * 60, 14 * 60))))
    return {"timestamp": moment.astimezone(offset).isoformat()}, {"event_time": moment, "zone_assumed": False}


@st.composite
def _naive_moments(draw: st.DrawFn) -> Fields:
    """Times in São Paulo since it keeps one offset all year."""
    ago = timedelta(microseconds=draw(st.integers(0, 5 * 365 * 86_400_000_000)))
    written = (NOW - ago - timedelta(hours=3)).replace(tzinfo=None)
    return {"timestamp": written.isoformat()}, {"event_time": NOW - ago, "zone_assumed": True}


def _same(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(strategies).map(lambda fields: (fields, fields))


@st.composite
def _sale(draw: st.DrawFn) -> Fields:
    quantity = draw(st.integers(1, 10**6))
    unit_cents = draw(st.integers(1, (10**12 - 1) // quantity))
    price_text, price = draw(_money(unit_cents))
    total_text, total = draw(_money(unit_cents * quantity))
    said, meant = draw(_same(order_id=st.none() | TEXTS, customer_id=TEXTS, region=TEXTS, payment_method=TEXTS))
    return (
        said | {"quantity": quantity, "unit_price": price_text, "total": total_text},
        meant | {"quantity": quantity, "unit_price": price, "total": total},
    )


@st.composite
def _correction(draw: st.DrawFn) -> Fields:
    amount_text, amount = draw(_money(draw(CENTS)))
    said, meant = draw(_same(order_id=TEXTS, refers_to=TEXTS))
    return said | {"amount": amount_text}, meant | {"amount": amount}


_OWN_FIELDS = {
    "sale": _sale(),
    "stock_update": _same(category=TEXTS, stock_quantity=COUNTS, warehouse=TEXTS),
    "product_view": _same(
        category=TEXTS,
        customer_id=st.none() | TEXTS,
        session_id=TEXTS,
        device_type=TEXTS,
        referrer=TEXTS,
        region=TEXTS,
    ),
    "refund": _correction(),
    "cancellation": _correction(),
}


@st.composite
def valid_messages(draw: st.DrawFn) -> Fields:
    """A valid message, its keys in any order, and the fields of its event that are not None."""
    event_type = draw(st.sampled_from(sorted(_OWN_FIELDS)))
    platform = draw(st.sampled_from(sorted(PLATFORMS)))
    common = draw(_same(event_id=TEXTS, event_type=st.just(event_type), product_id=TEXTS, product_name=TEXTS))
    parts: list[Fields] = [
        common,
        ({"platform": platform}, {"platform": PLATFORMS[platform]}),
        draw(_moments() | _naive_moments()),
        draw(_OWN_FIELDS[event_type]),
        draw(st.just(({}, {"currency": "BRL"})) | _same(currency=st.from_regex("[A-Z]{3}", fullmatch=True))),
        draw(st.just(({}, {"schema_version": 1})) | _same(schema_version=st.integers(1, 2**31 - 1))),
    ]
    said = {name: value for part, _ in parts for name, value in part.items()}
    meant = {name: value for _, part in parts for name, value in part.items() if value is not None}
    return dict(draw(st.permutations(list(said.items())))), meant


def json_texts() -> st.SearchStrategy[bytes]:
    """JSON of any shape as `json.dumps` writes it."""
    return JSON_VALUES.map(lambda value: json.dumps(value).encode())
