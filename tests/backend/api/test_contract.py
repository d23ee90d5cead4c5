"""The server keeps what the OpenAPI document promises, whatever it is asked."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS

from backend.accounts.services import user_of_role
from backend.accounts.tokens import issue_token
from backend.lake.service import LakeService
from tests.backend.lake_writer import LakeWriter
from tests.backend.reports.history import History, minutes
from tests.batch.histories import refund, sale
from tests.batch.lakes import START
from tests.support.airflow import FakeAirflow

_DOCUMENT = schemathesis.openapi.from_wsgi("/api/schema/", get_wsgi_application())
_DOCUMENT.config.phases.update(phases=["examples", "fuzzing"])
_DOCUMENT.config.generation.update(modes=list(GenerationMode))
_CHECKS = CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)


@pytest.fixture
def admin(db: None, empty_lake: LakeWriter, service: LakeService, airflow: FakeAirflow) -> Iterator[str]:
    """A token that may do everything, to a server with a published lake."""
    airflow.dags.add("backtest")
    history = History(empty_lake.settings)
    history.ingest(sale("a", "10.00"), refund("r", "1.50", of="a"), at=START + minutes(1), broken=1)
    history.reconcile(START + minutes(5))
    history.ingest(sale("b"), at=START + minutes(10))
    history.flush()
    service.refresh_now()
    # A server closes its connection between requests; here it is the test's, with the test's transaction.
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield issue_token(user=user_of_role(role="admin"), role="admin")[1]
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@_DOCUMENT.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_every_answer_is_one_that_the_document_describes(case: Case, admin: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Token {admin}"}, checks=_CHECKS)
