"""Fixtures that the tests of every area may use."""

from collections.abc import Iterator

import pytest

from tests.support.kafka import Broker
from tests.support.spark import spark

__all__ = ["broker", "spark"]


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """One broker for the whole run. Create a topic of your own; who stops or kills a broker starts another one."""
    with Broker(tmp_path_factory.mktemp("kafka")) as running:
        yield running
