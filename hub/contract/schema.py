"""The contract as JSON Schema, for senders in other languages; made from the same field tables as `parse`.

`python -m hub.contract.schema > docs/reference/event.schema.json` writes the committed copy.
"""

import json
import sys
from typing import Any

from hub.contract.fields import EVENT_TYPE, FIELDS, Field

_DESCRIPTION = (
    "One message on the events topic. A schema sees values, not texts, so a few rules are for the contract alone: "
    "money has at most two decimals and no exponent, a total is quantity times unit price, times exist and are "
    "not in the future, no key occurs twice, nothing is nested deeper than 32 levels."
)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a message: what it refuses `parse` refuses, but not all of it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Marketplace event",
        "description": _DESCRIPTION,
        "oneOf": [{"$ref": f"#/$defs/{event_type}"} for event_type in FIELDS],
        "$defs": {event_type: _message(event_type, fields) for event_type, fields in FIELDS.items()},
    }


def _message(event_type: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    properties = {field.name: _value(field) for field in fields}
    properties[EVENT_TYPE.name] = {"description": EVENT_TYPE.meaning, "const": event_type}
    return {
        "type": "object",
        "required": [field.name for field in fields if field.required],
        "properties": properties,
    }


def _value(field: Field) -> dict[str, Any]:
    if field.required:
        return {"description": field.meaning, **field.kind.schema}
    value = {"description": field.meaning, "anyOf": [dict(field.kind.schema), {"type": "null"}]}
    return value if field.default is None else value | {"default": field.default}


def main() -> None:
    """Write the schema to standard output."""
    json.dump(json_schema(), sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
