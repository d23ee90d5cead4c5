"""The speed layer and the checkpoint are disposable: whatever of them is lost, the lake says the same to the cent."""

import pytest

from tests.chaos.losses import LOSSES, kill_and_lose
from tests.chaos.scene import Scene

pytestmark = [pytest.mark.kafka, pytest.mark.spark]


# A torn batch is the harder case; `make prove` runs every loss between batches as well.
CASES = [("the speed tables and the checkpoint", False), *((lost, True) for lost in LOSSES)]


@pytest.mark.parametrize(("lost", "torn"), CASES)
def test_after_a_kill_and_a_loss_the_lake_is_as_if_nothing_had_happened(scene: Scene, lost: str, torn: bool) -> None:
    if not scene.stream.running:
        scene.stream.start()
    scene.send(300)
    scene.stream.wait_until_caught_up()
    kill_and_lose(scene, LOSSES[lost], torn=torn)
    scene.stream.start()
    scene.send(100)
    assert scene.verdict().differences == ()
