"""One error shape, whatever went wrong."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from rest_framework.test import APIClient

from backend.api import throttles
from backend.config.urls import handler404, handler500
from backend.lake.service import LakeService
from tests.backend.lake_writer import LakeWriter, Sale

_DAY: dict[str, Any] = {"from": "2026-11-24T00:00:00Z", "to": "2026-11-25T00:00:00Z"}
_WINDOWS, _SUMMARY, _TOP = "/api/sales/windows/", "/api/sales/summary/", "/api/products/top/"


def _error(answer: Any) -> dict[str, Any]:
    body: dict[str, Any] = answer.json()
    assert set(body) == {"code", "message", "hint", "data"}
    assert body["message"]
    assert body["hint"]
    return body


@pytest.mark.parametrize(
    ("address", "parameters", "code"),
    [
        (_WINDOWS, {**_DAY, "from": "2026-11-24T00:00:00"}, "naive_time"),
        (_WINDOWS, {**_DAY, "from": "2026-11-24"}, "naive_time"),
        (_WINDOWS, {**_DAY, "from": "yesterday"}, "bad_time"),
        (_WINDOWS, {**_DAY, "from": "0001-01-01T00:00:00+14:00"}, "bad_time"),
        (_WINDOWS, {**_DAY, "to": "9999-12-31T23:59:59-12:00"}, "bad_time"),
        (_WINDOWS, {**_DAY, "from": "2026-11-24T12:00:00 03:00"}, "bad_time"),
        (_WINDOWS, {"from": _DAY["from"]}, "bad_interval"),
        (_WINDOWS, {"from": _DAY["to"], "to": _DAY["from"]}, "bad_interval"),
        (_WINDOWS, {"from": _DAY["to"], "to": _DAY["to"]}, "bad_interval"),
        (_WINDOWS, {**_DAY, "from": "2026-11-01T00:00:00Z"}, "range_too_long"),
        (_WINDOWS, {**_DAY, "platform": "ebay"}, "bad_parameter"),
        (_WINDOWS, {**_DAY, "window": "300"}, "bad_parameter"),
        (_WINDOWS, {**_DAY, "slide": "7"}, "bad_parameter"),
        (_WINDOWS, {**_DAY, "limit": "0"}, "bad_parameter"),
        (_WINDOWS, {**_DAY, "limit": "10001"}, "bad_parameter"),
        (_WINDOWS, {**_DAY, "limit": ["1", "2"]}, "bad_parameter"),
        (_WINDOWS, {**_DAY, "cursor": "AAAA"}, "bad_cursor"),
        (_WINDOWS, {**_DAY, "cursor": "é"}, "bad_cursor"),
        (_WINDOWS, {**_DAY, "cursor": "WzEsMiwzXQ"}, "bad_cursor"),
        (_WINDOWS, {**_DAY, "since": "1"}, "unknown_parameter"),
        (_SUMMARY, {"day": "24/11/2026"}, "bad_day"),
        (_SUMMARY, {"day": "2026-02-30"}, "bad_day"),
        (_SUMMARY, {**_DAY, "day": "2026-11-24"}, "conflicting_parameters"),
        (_SUMMARY, {"to": _DAY["to"]}, "bad_interval"),
        (_SUMMARY, {**_DAY, "from": "2026-01-01T00:00:00Z"}, "range_too_long"),
        (_TOP, {"by": "profit"}, "bad_parameter"),
        (_TOP, {"currency": "real"}, "bad_parameter"),
        ("/api/stock/", {"low": "perhaps"}, "bad_parameter"),
        ("/api/alerts/", {"alert_type": "FIRE"}, "bad_parameter"),
        ("/api/publications/", {"cursor": "WzFd"}, "bad_cursor"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(
    address: str, parameters: dict[str, Any], code: str, client: APIClient
) -> None:
    answer = client.get(address, parameters)

    assert answer.status_code == 400
    assert _error(answer)["code"] == code


def test_a_refused_time_is_repeated_with_what_to_write(client: APIClient) -> None:
    error = _error(client.get(_WINDOWS, {**_DAY, "from": "2026-11-24T00:00:00"}))

    assert error["data"] == {"parameter": "from", "value": "2026-11-24T00:00:00"}
    assert "2026-11-24T00:00:00" in error["message"]
    assert "-03:00" in error["hint"]


def test_without_a_token_nothing_is_served(stranger: APIClient) -> None:
    answer = stranger.get(_SUMMARY)

    assert (answer.status_code, _error(answer)["code"]) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"] == "Token"


def test_a_token_that_is_not_valid_is_refused(stranger: APIClient) -> None:
    answer = stranger.get(_SUMMARY, headers={"Authorization": "Token 0123"})

    assert (answer.status_code, _error(answer)["code"]) == (401, "authentication_failed")


def test_a_user_without_a_role_may_not_read(stranger: APIClient, django_user_model: Any) -> None:
    stranger.force_authenticate(django_user_model.objects.create_user("nobody"))
    answer = stranger.get(_SUMMARY)

    assert (answer.status_code, _error(answer)["code"]) == (403, "permission_denied")


@pytest.mark.parametrize("method", ["get", "post", "delete"])
@pytest.mark.parametrize("address", ["/api/nothing/", "/api/", "/api/sales/windows"])
def test_an_address_that_does_not_exist_is_not_found(address: str, method: str) -> None:
    answer = getattr(APIClient(enforce_csrf_checks=True), method)(address)

    assert (answer.status_code, _error(answer)["code"]) == (404, "not_found")


def test_a_method_that_an_address_does_not_have_is_refused(client: APIClient) -> None:
    answer = client.delete(_SUMMARY)

    assert (answer.status_code, _error(answer)["code"]) == (405, "method_not_allowed")


def test_only_json_is_served(client: APIClient) -> None:
    answer = client.get(_SUMMARY, headers={"Accept": "application/xml"})

    assert (answer.status_code, _error(answer)["code"]) == (406, "not_acceptable")


def test_too_many_requests_are_told_when_to_come_back(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "USERS", throttles.MinuteCounter(1))
    client.get(_SUMMARY)
    answer = client.get(_SUMMARY)
    error = _error(answer)

    assert (answer.status_code, error["code"]) == (429, "throttled")
    assert 1 <= error["data"]["retry_after_seconds"] == int(answer["Retry-After"]) <= 60


def test_a_lake_that_cannot_be_read_is_said_to_be_unavailable(
    client: APIClient, lake: LakeWriter, service: LakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: LakeService) -> None:
        raise ConnectionRefusedError("the store does not answer")

    monkeypatch.setattr(LakeService, "refresh_now", refuse)
    answer = client.get(_SUMMARY)

    assert (answer.status_code, _error(answer)["code"]) == (503, "lake_unavailable")


def test_a_day_whose_batch_files_are_gone_is_said_to_be_unavailable(
    client: APIClient, lake: LakeWriter, service: LakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.lake.refresher._HOURS_WARMED", 0)
    lake.batch(Sale())
    lake.publish(1, published_at=Sale().at.replace(month=12))
    service.refresh_now()
    lake.write_batch_view(1)
    lake.vacuum_batch_view()
    error = _error(client.get(_SUMMARY, _DAY))

    assert error["code"] == "lake_unavailable"
    assert "reconcile" in error["hint"]


def _fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault")


class FailingUrls:
    """Addresses of a server with a fault."""

    urlpatterns = [path("api/fault/", _fail), path("fault/", _fail)]
    handler404 = handler404
    handler500 = handler500


@override_settings(ROOT_URLCONF=FailingUrls)
def test_a_fault_of_the_server_is_answered_in_the_same_shape_and_tells_nothing(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/api/fault/")

    assert (answer.status_code, _error(answer)["code"]) == (500, "internal_error")
    assert "a fault" not in answer.content.decode()
