"""What follows from the seams of the publications, for the layer that writes and for the one that reads."""

from collections.abc import Sequence


def prune_floor(newest_first: Sequence[int]) -> int:
    """Return the batch up to which no reader needs speed rows any more, from the publications' seams.

    A reader may still hold the publication before the newest, so the smaller of the last two seams counts; until there
    are two it is 0.
    """
    return min(newest_first[:2]) if len(newest_first) > 1 else 0
