"""What every benchmark's report is made of."""

from collections.abc import Sequence


def percentile(ascending: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile of values in ascending order."""
    rank = max(1, -(-len(ascending) * share // 100))
    return ascending[int(rank) - 1]


def row(cells: Sequence[str]) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"
