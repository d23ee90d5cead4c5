"""What the tests of the running stream share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.scene import Scene
from tests.support.kafka import Broker


@pytest.fixture(scope="module")
def scene(request: pytest.FixtureRequest, broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A topic, a lake and a stream for all tests of a module; each test leaves the lake whole, running or not."""
    name = request.module.__name__.rpartition(".")[-1]
    home: Path = tmp_path_factory.mktemp(name)
    with Scene(home, broker, name.replace("_", "-")) as made:
        yield made
