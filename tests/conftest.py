"""Fixtures that the tests of every area may use."""

import gc
from collections.abc import Iterator

import pytest

from tests.support.kafka import Broker
from tests.support.spark import spark

__all__ = ["broker", "spark"]

_LONGEST = {"chaos", "launcher", "batch"}


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """One broker for the whole run. Create a topic of your own; who stops or kills a broker starts another one."""
    with Broker(tmp_path_factory.mktemp("kafka")) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def nothing_left_open() -> Iterator[None]:
    """Collect what a file left behind as it ends, so that what it did not close fails this file, and no later one."""
    yield
    gc.collect()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the folders that take longest first: of two workers, none is then left alone with a long file at the end."""
    items.sort(key=lambda item: item.path.parent.name not in _LONGEST)
