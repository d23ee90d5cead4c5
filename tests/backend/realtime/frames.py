"""Checks frames against the AsyncAPI document."""

import json
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DOCUMENT: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[3] / "docs" / "reference" / "asyncapi.yaml").read_text(encoding="utf-8")
)
_NAME = "urn:asyncapi"
_REGISTRY: Registry[Any] = Registry().with_resource(_NAME, DRAFT202012.create_resource(DOCUMENT))


def validator(message: str) -> Draft202012Validator:
    """Return what checks a message of this name."""
    schema = {"$ref": f"{_NAME}#/components/messages/{message}/payload"}
    return Draft202012Validator(schema, registry=_REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER)


def checked(text: str) -> dict[str, Any]:
    """Return a frame, after it has been found to be one that the document describes."""
    frame: dict[str, Any] = json.loads(text)
    validator(frame["type"]).validate(frame)
    return frame
