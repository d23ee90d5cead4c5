"""Why a record is not an event: one reason of a closed list, and a detail for the person who looks into it."""

from typing import Final, Literal, NamedTuple

Reason = Literal[
    "empty",
    "too_large",
    "not_utf8",
    "too_deep",
    "not_json",
    "duplicate_key",
    "not_object",
    "missing_field",
    "wrong_type",
    "bad_number",
    "bad_amount",
    "unknown_platform",
    "unknown_type",
    "bad_timestamp",
    "total_mismatch",
    "in_future",
]

REASONS: Final[dict[Reason, str]] = {
    "empty": "The record has no value, or nothing but white space.",
    "too_large": "The message, or one of its strings, is longer than the contract allows.",
    "not_utf8": "The bytes are not UTF-8, or a string escapes half of a surrogate pair (`\\ud800`).",
    "too_deep": "Objects and arrays are nested deeper than 32 levels.",
    "not_json": "The text is not JSON.",
    "duplicate_key": "An object, at any level, has the same key twice.",
    "not_object": "The JSON value is not an object.",
    "missing_field": "A required field is absent or null, or a text field is blank.",
    "wrong_type": "A field's value is of another JSON type or form than the field takes.",
    "bad_number": "NaN, Infinity, an exponent, a fraction where a whole number belongs, or out of the field's range.",
    "bad_amount": "Money with more than two decimals, of zero or less, or larger than 9999999999.99.",
    "unknown_platform": "The platform is not one that the product knows.",
    "unknown_type": "The event type is not one that the product knows.",
    "bad_timestamp": "The time is not written as the contract says, does not exist, or is not in 2000 to 2099.",
    "total_mismatch": "The total is not quantity times unit price, to the cent.",
    "in_future": "The event happens more than 24 hours after the moment of reading.",
}


class Rejection(NamedTuple):
    """The verdict on a record that is not an event. `detail` is always valid UTF-8."""

    reason: Reason
    detail: str


class Rejected(Exception):
    """Carries a rejection from the check that failed to `parse`."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.rejection = Rejection(reason, detail)
