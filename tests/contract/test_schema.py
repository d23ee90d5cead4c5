"""The published schema and page say what the contract does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from hub.contract import REASONS, Rejection
from hub.contract.fields import FIELDS, PLATFORMS
from hub.contract.schema import json_schema, main
from tests.contract.messages import REQUIRED, VALID, read, write
from tests.contract.strategies import JSON_VALUES, Fields, valid_messages
from tests.contract.test_properties import thoroughly

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGE = (REFERENCE / "events.md").read_text()
SCHEMA = Draft202012Validator(json_schema())


def test_the_committed_schema_is_the_generated_one(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    assert (REFERENCE / "event.schema.json").read_text() == capsys.readouterr().out


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@thoroughly
@given(valid_messages())
def test_every_valid_message_satisfies_the_schema(valid: Fields) -> None:
    SCHEMA.validate(json.loads(write(valid[0])))


@pytest.mark.parametrize("event_type", VALID)
@pytest.mark.parametrize(
    "change", [{"event_id": ""}, {"platform": "eBay"}, {"timestamp": "yesterday"}, {"product_id": 7}]
)
def test_the_schema_refuses_what_it_can_tell(event_type: str, change: dict[str, Any]) -> None:
    assert SCHEMA.is_valid(VALID[event_type])
    assert not SCHEMA.is_valid(VALID[event_type] | change)


@thoroughly
@given(valid_messages(), st.data())
def test_what_the_schema_refuses_the_contract_refuses(valid: Fields, data: st.DataObject) -> None:
    message, _ = valid
    replaced = data.draw(st.dictionaries(st.sampled_from(sorted(message)), JSON_VALUES, min_size=1, max_size=2))
    raw = write(message | replaced)
    if not SCHEMA.is_valid(json.loads(raw)):
        assert isinstance(read(raw), Rejection)


def test_the_tables_of_fields_require_what_the_examples_need() -> None:
    for event_type, fields in FIELDS.items():
        assert {field.name for field in fields if field.required} == set(REQUIRED[event_type])


def test_the_page_lists_every_reason_with_its_meaning() -> None:
    assert re.findall(r"^\| `(\w+)` \| (.+?) \|$", section("Reasons"), re.MULTILINE) == list(REASONS.items())


def test_the_page_lists_every_spelling_of_a_platform() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", section("Platforms"), re.MULTILINE))
    assert {name: tuple(re.findall(r"`(.+?)`", spellings)) for name, spellings in rows.items()} == PLATFORMS


@pytest.mark.parametrize("event_type", FIELDS)
def test_the_page_lists_the_fields_of_each_type(event_type: str) -> None:
    heading = "Refund and cancellation" if event_type in {"refund", "cancellation"} else event_type.capitalize()
    rows = rows_of_fields("Every event") + rows_of_fields(heading.replace("_", " "))
    assert rows == [(field.name, "yes" if field.required else "no", field.meaning) for field in FIELDS[event_type]]


def rows_of_fields(heading: str) -> list[tuple[str, ...]]:
    """Return name, required and meaning of each field that a section's table lists."""
    return re.findall(r"^\| `(\w+)` \| .+? \| (yes|no)\b.*? \| (.+?) \|$", section(heading), re.MULTILINE)


def section(heading: str) -> str:
    """Return the text under a heading of the page, up to the next one."""
    found = re.search(rf"^#+ {heading}$(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, f"docs/reference/events.md has no section {heading!r}."
    return found[1]
