"""What a scraper reads."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from prometheus_client.parser import text_string_to_metric_families
from rest_framework.test import APIClient

from backend.config.asgi import application as _application  # noqa: F401 - sets Django up for ASGI
from backend.lake.service import LakeService
from backend.metrics import lake as lake_metrics
from backend.metrics.lake import Lag, LakeCollector
from backend.metrics.registry import REGISTRY
from backend.metrics.requests import Counted, route_of
from hub.errors import BrokerError
from tests.backend.lake_writer import LakeWriter, Sale

_DOCS = Path(__file__).parents[3] / "docs"


def _scraped(client: APIClient, **headers: str) -> dict[str, float]:
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {sample.name: sample.value for family in families for sample in family.samples if not sample.labels}


@pytest.fixture(autouse=True)
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven records wait in Kafka."""
    collector = next(each for each in REGISTRY._collector_to_names if isinstance(each, LakeCollector))
    monkeypatch.setattr(collector, "_lag", Lag(lambda: 7))


def test_a_scraper_reads_how_fresh_and_how_settled_the_numbers_are(
    client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    for _ in range(3):
        lake.batch(Sale())
    lake.publish(1, published_at=datetime.now(UTC) - timedelta(hours=2))
    service.refresh_now()
    metrics = _scraped(client)

    assert (metrics["hub_stream_ingest_seq"], metrics["hub_seam"], metrics["hub_unsettled_batches"]) == (3, 1, 2)
    assert metrics["hub_stream_lag_records"] == 7
    assert metrics["hub_lake_readable"] == metrics["hub_broker_answers"] == 1
    assert 7200 <= metrics["hub_publication_age_seconds"] < 7260
    expected_age = (datetime.now(UTC) - lake.ingested_at(3)).total_seconds()
    assert abs(metrics["hub_stream_age_seconds"] - expected_age) < 60
    assert 0 <= metrics["hub_lake_refresh_age_seconds"] < 60


def test_what_is_not_known_yet_is_left_out(client: APIClient) -> None:
    metrics = _scraped(client)

    assert metrics["hub_lake_readable"] == 0
    assert "hub_seam" not in metrics


def test_a_scraper_is_served_whatever_it_accepts(client: APIClient) -> None:
    assert "hub_websocket_clients" in _scraped(client, Accept="application/openmetrics-text;version=1.0.0,*/*;q=0.1")
    assert "hub_websocket_clients" in _scraped(client, Accept="text/plain;version=0.0.4")


def test_a_stranger_reads_no_metrics(stranger: APIClient) -> None:
    answer = stranger.get("/metrics")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_a_broker_that_does_not_answer_is_asked_again_only_later(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def refuse() -> int:
        asked.append(1)
        raise BrokerError("The broker does not answer.")

    lag = Lag(refuse)
    assert (lag.get(), lag.get(), len(asked)) == (None, None, 1)

    monkeypatch.setattr(lake_metrics, "_SECONDS_BETWEEN_LOOKS_AT_THE_BROKER", 0)
    assert (lag.get(), len(asked)) == (None, 2)


async def _pass(status: int | None, path: str, method: str = "GET") -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        if status is None:
            raise RuntimeError("a fault")
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    server: Any = ApplicationCommunicator(Counted(application), scope)  # type: ignore[no-untyped-call]
    await server.send_input({"type": "http.request", "body": b""})
    await server.wait(10)


def _counted(**labels: str) -> float:
    return REGISTRY.get_sample_value("hub_http_requests_total", labels) or 0


@pytest.mark.parametrize(
    ("status", "path", "route"),
    [(200, "/api/stock/", "stock"), (404, "/api/nothing/", "other"), (200, "/static/pages/icon.svg", "static")],
)
async def test_requests_are_counted_by_the_name_of_their_address(status: int, path: str, route: str) -> None:
    labels = {"method": "GET", "route": route, "status": str(status)}
    before = _counted(**labels)
    await _pass(status, path)

    assert _counted(**labels) == before + 1


async def test_a_request_that_fails_is_counted_as_such() -> None:
    before = _counted(method="GET", route="stock", status="500")
    with pytest.raises(RuntimeError, match="a fault"):
        await _pass(None, "/api/stock/")

    assert _counted(method="GET", route="stock", status="500") == before + 1


async def test_a_method_that_a_client_made_up_makes_no_series_of_its_own() -> None:
    await _pass(405, "/api/stock/", method="BREW")

    assert _counted(method="other", route="stock", status="405") >= 1
    assert _counted(method="BREW", route="stock", status="405") == 0


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", "dashboard"),
        ("/api/operations/runs/reconcile/hub__1/", "run"),
        ("/api/publications/85edc65d/publish/", "publish"),
        ("/nothing", "other"),
    ],
)
def test_no_part_of_an_address_is_in_its_name(path: str, route: str) -> None:
    assert route_of(path) == route


def test_the_page_lists_every_metric_and_the_dashboard_asks_for_no_other(
    client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    lake.batch(Sale())
    lake.publish(1)
    service.refresh_now()
    text = client.get("/metrics").content.decode()
    there = {name for name in re.findall(r"^# TYPE (\S+)", text, re.M) if not name.endswith("_created")}
    page = (_DOCS / "how-to" / "monitor.md").read_text()
    asked = set(re.findall(r"\b(?:hub|process)_\w+", (_DOCS / "examples" / "grafana-dashboard.json").read_text()))

    assert {name for name in there if name.startswith("hub_")} == _listed(page)
    assert {name.removesuffix("_bucket") for name in asked} <= there


def _listed(page: str) -> set[str]:
    rows = re.findall(r"^\| (`hub_[^|]*) \|", page, re.M)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}
