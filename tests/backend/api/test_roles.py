"""Every route, every method, everybody: a route or a method without a stated rule fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from backend.accounts.services import user_of_role
from backend.accounts.tokens import issue_token
from backend.metrics.lake import Lag, LakeCollector
from backend.metrics.registry import REGISTRY
from tests.support.airflow import FakeAirflow

_PEOPLE = ("anonymous", "nobody", "viewer", "analyst", "operator", "admin")
_METHODS = ("get", "post", "put", "patch", "delete")
_NOT_AUTHENTICATED, _NOT_ALLOWED = (401, "not_authenticated"), (403, "permission_denied")

# The first of `_PEOPLE` that may: each of them may what the ones before may.
_RULES = {
    "api/health/": {"get": "anonymous"},
    "api/schema/": {"get": "anonymous"},
    "api/docs/": {"get": "anonymous"},
    "api/me/": {"get": "viewer"},
    "api/audit-log/": {"get": "admin"},
    "api/tokens/": {"get": "viewer", "post": "viewer"},
    "api/tokens/<int:token_id>/": {"delete": "viewer"},
    "api/sales/windows/": {"get": "viewer"},
    "api/sales/summary/": {"get": "viewer"},
    "api/products/top/": {"get": "viewer"},
    "api/stock/": {"get": "viewer"},
    "api/alerts/": {"get": "viewer"},
    "api/alerts/<str:alert_id>/": {"get": "viewer"},
    "api/alerts/<str:alert_id>/acknowledge/": {"post": "operator"},
    "api/alerts/<str:alert_id>/resolve/": {"post": "operator"},
    "api/channels/": {"get": "admin", "post": "admin"},
    "api/channels/<int:channel_id>/": {"get": "admin", "patch": "admin", "delete": "admin"},
    "api/deliveries/": {"get": "operator"},
    "api/deliveries/<int:delivery_id>/send-again/": {"post": "operator"},
    "api/rules/": {"get": "viewer", "post": "operator"},
    "api/rules/backtest/": {"post": "analyst"},
    "api/rules/<str:rule_id>/": {"get": "viewer", "patch": "operator", "delete": "operator"},
    "api/publications/": {"get": "viewer"},
    "api/publications/<str:publication_id>/publish/": {"post": "operator"},
    "api/reconciliations/": {"get": "viewer", "post": "operator"},
    "api/quarantine/": {"get": "viewer"},
    "api/operations/runs/<slug:dag_id>/<str:run_id>/": {"get": "viewer"},
    "api/replays/": {"post": "operator"},
    "api/receipts/<str:receipt>/": {"get": "viewer"},
    "api/reports/as-of/": {"get": "viewer"},
    "api/reports/as-known/": {"get": "viewer"},
    "api/reports/refunds/": {"get": "viewer"},
    "api/reports/settling/": {"get": "viewer"},
    "api/reports/why/": {"get": "viewer"},
    "api/reports/why/events/": {"get": "viewer"},
    "api/pins/": {"get": "viewer", "post": "analyst"},
    "api/pins/<str:pin_id>/": {"get": "viewer"},
    "api/pins/<str:pin_id>/compare/": {"get": "viewer"},
    "api/pins/<str:pin_id>/page/": {"get": "viewer"},
    "api/pins/<str:pin_id>/report/": {"get": "viewer"},
    "metrics": {"get": "viewer"},
}
# Pages for people, which `tests/backend/pages` and `tests/backend/accounts` try; each with who gets past the log-in.
_PAGES = {
    "": "nobody",
    "^(?:alerts|history|reconciliation|quarantine|health)(?:/.*)?$": "nobody",
    "airflow/<slug:dag_id>/": "nobody",
    "login/": "anonymous",
    "login/link/<str:token>/": "anonymous",
    "logout/": "anonymous",
    "favicon.ico": "anonymous",
    "api/^.*$": "anonymous",
}
_IN_ADDRESSES = {"<int:token_id>": "1", "<int:channel_id>": "1", "<int:delivery_id>": "1", "<slug:dag_id>": "reconcile"}
_CASES = [(route, method) for route, methods in _RULES.items() for method in methods]


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        # The admin pages are Django's own: one check stands before all of them.
        if isinstance(pattern, URLResolver) and route != "admin/":
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern


_ROUTES = dict(_routes(get_resolver().url_patterns))


def _methods(pattern: URLPattern) -> set[str]:
    view = getattr(pattern.callback, "cls", None) or pattern.callback.view_class  # type: ignore[attr-defined]
    return {method for method in _METHODS if hasattr(view, method)}


def _address(route: str) -> str:
    parts = [_IN_ADDRESSES.get(part, "none") if part.startswith("<") else part for part in route.split("/")]
    return "/" + "/".join(parts)


@pytest.fixture
def surroundings(airflow: FakeAirflow, monkeypatch: pytest.MonkeyPatch) -> None:
    """An Airflow that starts what it is asked to, and a Kafka in which nothing waits."""
    airflow.dags.add("backtest")
    collector = next(each for each in REGISTRY._collector_to_names if isinstance(each, LakeCollector))
    monkeypatch.setattr(collector, "_lag", Lag(lambda: 0))


def _clients(who: str) -> list[APIClient]:
    """Return everything that `who` can come with: a token and a session."""
    by_token, by_session = APIClient(), APIClient()
    if who == "anonymous":
        return [by_token]
    user = User.objects.create_user("nobody") if who == "nobody" else user_of_role(role=who)
    # A token is for a role; one of a user without any is worth nothing, whatever it says.
    _, text = issue_token(user=user, role="admin" if who == "nobody" else who)
    by_token.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    by_session.force_login(user)
    return [by_token, by_session]


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    assert set(_RULES) | set(_PAGES) == set(_ROUTES)
    assert not set(_RULES) & set(_PAGES)


@pytest.mark.parametrize("route", _RULES)
def test_every_method_of_a_route_has_a_rule_and_no_other(route: str) -> None:
    assert _methods(_ROUTES[route]) == set(_RULES[route])


@pytest.mark.usefixtures("db", "service", "surroundings")
@pytest.mark.parametrize(("route", "method"), _CASES, ids=str)
def test_who_may_is_let_in_and_nobody_else(route: str, method: str) -> None:
    allowed = _PEOPLE[_PEOPLE.index(_RULES[route][method]) :]
    for who, client in [(each, client) for each in _PEOPLE for client in _clients(each)]:
        answer: Any = getattr(client, method)(_address(route), **({} if method == "get" else {"format": "json"}))
        refusal = (answer.status_code, answer.json()["code"]) if answer.status_code in (401, 403) else None

        expected = _NOT_AUTHENTICATED if who == "anonymous" else _NOT_ALLOWED
        assert refusal == (None if who in allowed else expected), who
        # Past the check there may be nothing of that name, a body that lacks something, or no lake yet; never a fault.
        assert answer.status_code in (200, 202, 204, 400, 404, 409, 503) or refusal, (who, answer.content)


@pytest.mark.parametrize(("route", "who"), _PAGES.items())
def test_a_page_sends_a_stranger_to_the_log_in_unless_it_is_for_all(route: str, who: str, db: None) -> None:
    address = {"": "/", "api/^.*$": "/api/nothing/"}.get(route, "/alerts" if route.startswith("^") else _address(route))
    answer = APIClient().get(address)

    assert answer.get("Location", "").startswith("/login/?next=") == (who != "anonymous")


def test_the_admin_pages_are_for_admins(db: None) -> None:
    for who in _PEOPLE:
        client = _clients(who)[-1]
        assert (client.get("/admin/").status_code == 200) == (who == "admin")
