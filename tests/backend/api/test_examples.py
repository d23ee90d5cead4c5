"""The OpenAPI document leaves nothing without a word or an example, and its examples are what the server answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

_DOCUMENT = json.loads((Path(__file__).parents[3] / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8"))
_JSON = "application/json"


def _operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in _DOCUMENT["paths"].items():
        for method, operation in operations.items():
            yield f"{method.upper()} {path}", operation


_OPERATIONS = dict(_operations())


def _contents(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the body of a request, if there is one, and the answer that is hoped for, if it has one of JSON.

    The other forms of reports are files, whose columns are the fields of the JSON rows.
    """
    if "requestBody" in operation:
        yield "request", operation["requestBody"]["content"][_JSON]
    for status, response in operation["responses"].items():
        if status.startswith("2") and _JSON in response.get("content", {}):
            yield status, response["content"][_JSON]


def _bodies() -> Iterator[Any]:
    for name, operation in _OPERATIONS.items():
        for part, content in _contents(operation):
            yield pytest.param(content, id=f"{name} {part}")


def _closed(schema: Any) -> Any:
    """Return the schema as draft 2020-12, with every object closed to fields that it does not name."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _closed(_DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    closed = {name: _closed(each) for name, each in schema.items() if name != "nullable"}
    if "properties" in closed:
        closed["additionalProperties"] = False
    return {"anyOf": [closed, {"type": "null"}]} if schema.get("nullable") else closed


@pytest.mark.parametrize("name", _OPERATIONS)
def test_an_operation_and_all_its_parameters_are_described(name: str) -> None:
    operation = _OPERATIONS[name]
    parameters = {each["name"]: each.get("description") for each in operation.get("parameters", ())}

    assert operation.get("summary")
    assert [name for name, description in parameters.items() if not description] == []


@pytest.mark.parametrize("content", list(_bodies()))
def test_a_body_has_an_example_that_its_schema_takes_and_names_in_full(content: dict[str, Any]) -> None:
    examples = [each["value"] for each in content.get("examples", {}).values()]
    validator = Draft202012Validator(_closed(content["schema"]), format_checker=FormatChecker())

    assert examples
    for example in examples:
        assert [error.message for error in validator.iter_errors(example)] == []
