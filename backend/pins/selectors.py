"""Pins, as the lake keeps them."""

from backend.api.errors import ApiError
from backend.lake.service import lake_service
from hub.pins import Pin, pinned_body, pins

Order = tuple[str, str]


def order_of(pin: Pin) -> Order:
    """Return a pin's place: by time, and by id."""
    return pin.pinned_at.isoformat(timespec="microseconds"), pin.pin_id


def newest_pins(*, before: Order | None = None) -> list[Pin]:
    """Return the pins, newest first; `before` continues behind one."""
    found = sorted(pins(lake_service().settings), key=order_of, reverse=True)
    return [each for each in found if before is None or order_of(each) < before]


def pin_of(pin_id: str) -> Pin:
    """Return one pin. Raises ApiError when there is none."""
    for each in pins(lake_service().settings):
        if each.pin_id == pin_id:
            return each
    raise ApiError(
        "no_such_pin",
        f"There is no pin {pin_id!r}.",
        hint="GET /api/pins/ lists them.",
        data={"pin_id": pin_id},
        status=404,
    )


def report_of(pin: Pin) -> bytes:
    """Return the exact bytes of a pinned report. Raises ApiError when a publication alone is pinned."""
    if not pin.is_report:
        raise ApiError(
            "no_report",
            f"Pin {pin.pin_id!r} is of publication {pin.publication_id!r} and has no report.",
            hint="Pin an answer by its receipt to keep its rows.",
            data={"pin_id": pin.pin_id},
            status=404,
        )
    return pinned_body(lake_service().settings, pin.pin_id)
