"""Choosing by weight."""

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Mix(Generic[T]):
    """Values with weights: over many picks each comes up in proportion to its weight."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        if not weights or min(weights.values()) < 0 or not any(weights.values()):
            raise ValueError(f"A mix needs weights of zero or more and one above zero, not {dict(weights)!r}.")
        self.values = tuple(weights)
        self._sums = tuple(accumulate(weights.values()))
        self._total = self._sums[-1]

    def pick(self, random: Random) -> T:
        """Return one value."""
        return self.values[bisect(self._sums, random.random() * self._total)]
