"""The documents say what the server does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from rest_framework.test import APIClient

from backend.api.errors import HINTS
from backend.lake.service import LakeService
from tests.backend.lake_writer import LakeWriter, Sale
from tests.backend.realtime.frames import DOCUMENT, checked, validator

_REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
_REST = (_REFERENCE / "rest.md").read_text(encoding="utf-8")
_REQUESTS = re.findall(r"^## `GET (/api/[a-z/]+)`", _REST, re.M)


def _examples(text: str) -> list[Any]:
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.S)]


def _example_of(path: str) -> Any:
    section = _REST.split(f"## `GET {path}`")[1].split("\n## ")[0].split("\n# ")[0]
    return _examples(section)[-1]


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shape(each) for name, each in value.items() if name != "tables"}
    if isinstance(value, list):
        return [_shape(value[0])] if value else []
    return type(value).__name__


def test_the_openapi_document_is_the_one_that_is_kept(tmp_path: Path) -> None:
    written = tmp_path / "openapi.json"
    call_command("spectacular", "--format", "openapi-json", "--file", str(written), "--validate", "--fail-on-warn")

    # The session cookie is named after the port, which may be set on the machine that runs the tests.
    now = written.read_text().replace(settings.SESSION_COOKIE_NAME, "hub_session_8000")

    assert json.loads(now) == json.loads((_REFERENCE / "openapi.json").read_text()), (
        "Write it anew: python -m django spectacular --format openapi-json --file docs/reference/openapi.json"
    )


def test_the_openapi_document_is_served_to_everyone(stranger: APIClient) -> None:
    answer = stranger.get("/api/schema/")

    assert answer.status_code == 200
    assert set(_REQUESTS) <= set(json.loads(answer.content)["paths"])


@pytest.mark.parametrize("path", _REQUESTS)
def test_the_example_of_a_request_has_the_shape_of_its_answer(
    path: str, client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    lake.batch(Sale(), stock=[{}], alerts=[{}])
    lake.refuse(("not_json", b"{"))
    lake.publish(1)
    service.refresh_now()
    day = {"day": "2026-11-24"} if path in {"/api/sales/summary/", "/api/products/top/"} else {}
    day = (
        {"from": "2026-11-24T12:00:00Z", "to": "2026-11-24T13:00:00Z"} if re.search("windows|quarantine", path) else day
    )

    assert _shape(client.get(path, day).json()) == _shape(_example_of(path))


def test_every_error_code_is_listed() -> None:
    source = "".join(file.read_text() for file in Path("backend").rglob("*.py"))
    raised = set(re.findall(r'ApiError\(\s*"(\w+)"', source))

    assert {code for code in raised | HINTS.keys() if f"`{code}`" not in _REST} == set()


def test_the_examples_of_frames_are_frames() -> None:
    frames = _examples(_REST.split("# WebSocket")[1])

    assert [checked(json.dumps(frame))["type"] for frame in frames] == ["snapshot", "alert", "status"]


@pytest.mark.parametrize("message", DOCUMENT["components"]["messages"])
def test_the_schema_of_every_message_is_itself_valid(message: str) -> None:
    validator(message).check_schema(DOCUMENT["components"]["messages"][message]["payload"])


@pytest.mark.parametrize("code", ["4400", "4401", "4403", "4408", "4429"])
def test_every_close_code_is_documented(code: str) -> None:
    assert code in DOCUMENT["channels"]["realtime"]["description"]
    assert code in _REST
