"""Talking to Airflow's API: logging in, again when it must, and saying what is wrong."""

from collections.abc import Iterator

import pytest

from hub.airflow_client import AirflowClient
from hub.errors import AirflowUnavailable
from hub.launcher.ports import free_port
from tests.support.airflow import PASSWORD, USER, FakeAirflow, fake_airflow


@pytest.fixture
def airflow() -> Iterator[FakeAirflow]:
    with fake_airflow() as running:
        yield running


def test_one_log_in_serves_many_requests(airflow: FakeAirflow) -> None:
    client = AirflowClient(airflow.url, USER, PASSWORD)

    assert [client.call("GET", "/api/v2/dags/reconcile").status for _ in range(3)] == [200, 200, 200]
    assert airflow.log_ins == 1


def test_a_token_that_has_expired_is_replaced(airflow: FakeAirflow) -> None:
    client = AirflowClient(airflow.url, USER, PASSWORD)
    client.call("GET", "/api/v2/dags/reconcile")
    airflow.valid_token = "token-2"

    assert client.call("GET", "/api/v2/dags/reconcile").status == 200
    assert airflow.log_ins == 2


def test_a_wrong_password_is_named_with_what_to_set(airflow: FakeAirflow) -> None:
    with pytest.raises(AirflowUnavailable, match="does not let the user admin in") as error:
        AirflowClient(airflow.url, USER, "wrong").call("GET", "/api/v2/dags/reconcile")

    assert "HUB_AIRFLOW_PASSWORD" in error.value.hint


def test_an_airflow_that_is_not_there_is_named_with_where_it_was_looked_for() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(AirflowUnavailable, match=f"{url} does not answer") as error:
        AirflowClient(url, USER, PASSWORD).call("GET", "/api/v2/dags/reconcile")

    assert "HUB_AIRFLOW_URL" in error.value.hint


def test_what_airflow_refuses_is_an_answer_and_no_error(airflow: FakeAirflow) -> None:
    answer = AirflowClient(airflow.url, USER, PASSWORD).call("GET", "/api/v2/dags/unknown")

    assert answer.status == 404
    assert "was not found" in answer.problem
