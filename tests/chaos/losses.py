"""What an operator's slip or a broken disk may take from a stack while its driver is down."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.chaos.scene import Scene

_SPEED = ("speed/sales", "speed/products", "speed/stock")
_CHECKPOINT = "checkpoint"

LOSSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "the speed tables": _SPEED,
        "the checkpoint": (_CHECKPOINT,),
        "the speed tables and the checkpoint": (*_SPEED, _CHECKPOINT),
        "one speed table": ("speed/products",),
    }
)


def kill_and_lose(scene: Scene, lost: tuple[str, ...], *, torn: bool) -> None:
    """Kill the driver, with a batch half committed if `torn`, and delete what `lost` names.

    Before the next driver starts, events that were already delivered come again: it must know them.
    """
    if torn:
        scene.tear_a_batch()
    else:
        scene.stream.kill()
    scene.delete(*(scene.stream.checkpoint if name == _CHECKPOINT else scene.stream.lake / name for name in lost))
    scene.send_again(20)
