"""A pinned report beside what the same question is answered today."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from backend.api.answers import Body
from backend.api.errors import ApiError
from backend.api.questions import Question
from backend.api.receipts import read_receipt
from backend.lake.columns import MEASURE_NAMES
from backend.lake.service import lake_service
from hub.pins import Pin
from hub.tables import MEASURES, MONEY

_SHOWN = [name for name in MEASURE_NAMES if name != "events"]
_ZERO = {name: "0.00" if MEASURES[name] == MONEY else 0 for name in _SHOWN}
# What tells the rows of a report apart; a report has some of these.
_KEYS = ("window_start", "day", "platform", "product_id", "currency")
_TOLD = ("receipt", "fresh_as_of", "settled")

_Key = tuple[tuple[str, Any], ...]


def compare(pin: Pin, body: bytes) -> Body:
    """Return the rows of then and of now, and by how much they differ. Raises ApiError, LakeError or OSError."""
    then = json.loads(body)
    try:
        question, api = Question.read(read_receipt(str(pin.receipt)).question)
    except (ValueError, ApiError) as error:
        raise _not_comparable(pin, f"This version of the API does not know its question: {error}") from error
    now = json.loads(api.answer_from(lake_service().moment.view, question).body)
    if not all("revenue" in row for row in [*then["results"], *now["results"]]):
        raise _not_comparable(pin, "Only reports of sales have numbers to compare.")
    rows = list(_rows(then["results"], now["results"]))
    return {
        "pin_id": pin.pin_id,
        "question": question.text(with_origin=False),
        "then": {name: then[name] for name in _TOLD},
        "results": rows,
        "changed": sum(row["then"] != row["now"] for row in rows),
        "next": None,
        **{name: now[name] for name in (*_TOLD, "status")},
    }


def _rows(then: list[Body], now: list[Body]) -> Iterator[Body]:
    before, after = ({_key(row): {name: row[name] for name in _SHOWN} for row in rows} for rows in (then, now))
    for key in dict.fromkeys([*before, *after]):
        # A row that is missing stands for nothing sold, but in a list of the first products for another place.
        missing = None if "product_id" in dict(key) else _ZERO
        one, other = before.get(key, missing), after.get(key, missing)
        yield {**dict(key), "then": one, "now": other, "change": _change(one, other)}


def _key(row: Body) -> _Key:
    return tuple((name, row[name]) for name in _KEYS if name in row)


def _change(then: Body | None, now: Body | None) -> Body | None:
    if then is None or now is None:
        return None
    return {
        name: str(Decimal(now[name]) - Decimal(then[name])) if isinstance(now[name], str) else now[name] - then[name]
        for name in _SHOWN
    }


def _not_comparable(pin: Pin, problem: str) -> ApiError:
    return ApiError(
        "not_comparable",
        f"Pin {pin.pin_id!r} cannot be compared with today. {problem}",
        hint=f"Read it at /api/pins/{pin.pin_id}/.",
        data={"pin_id": pin.pin_id},
        status=409,
    )
