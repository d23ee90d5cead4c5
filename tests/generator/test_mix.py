from collections import Counter
from random import Random

import pytest

from generator.mix import Mix


def test_values_come_up_in_proportion_to_their_weights() -> None:
    mix, random = Mix({"often": 3, "seldom": 1, "never": 0}), Random(1)
    picked = Counter(mix.pick(random) for _ in range(10_000))
    assert picked["never"] == 0
    assert picked["often"] / picked["seldom"] == pytest.approx(3, rel=0.1)


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_weights_that_choose_nothing_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="A mix needs weights"):
        Mix(weights)
