"""The speed layer and the checkpoint are disposable: whatever of them is lost, the lake says the same to the cent."""

import pytest

from tests.chaos.losses import LOSSES, kill_and_lose
from tests.chaos.scene import Scene

pytestmark = [pytest.mark.kafka, pytest.mark.spark]


@pytest.mark.parametrize("lost", LOSSES.values(), ids=LOSSES.keys())
@pytest.mark.parametrize("torn", [False, True], ids=["between batches", "inside a batch"])
def test_after_a_kill_and_a_loss_the_lake_is_as_if_nothing_had_happened(
    scene: Scene, torn: bool, lost: tuple[str, ...]
) -> None:
    if not scene.stream.running:
        scene.stream.start()
    scene.send(300)
    scene.stream.wait_until_caught_up()
    kill_and_lose(scene, lost, torn=torn)
    scene.stream.start()
    scene.send(100)
    assert scene.verdict().differences == ()
