"""The speed view past a seam, followed through every kind of commit."""

import pytest

from backend.lake.columns import Names
from backend.lake.grain import SALES
from backend.lake.log import DeltaLog
from backend.lake.speed import SpeedView
from backend.lake.sums import Sums
from hub.tables import SPEED_SALES
from tests.backend.lake_writer import LakeWriter, Sale


@pytest.fixture
def followed(lake: LakeWriter) -> SpeedView:
    """The speed view of three batches in one file, of 1, 10 and 100 cents."""
    for cents in (1, 10, 100):
        lake.batch(Sale(cents=cents))
    lake.compact()
    return SpeedView(DeltaLog(lake.settings, SPEED_SALES), SALES, Names())


def _revenue(sums: Sums) -> int:
    return sum(int(bucket.measures[:, 0].sum()) for bucket in sums.hours.values())


def _seen(view: SpeedView, seam: int) -> int:
    view.look()
    return _revenue(view.sums(seam))


@pytest.mark.parametrize(("seam", "revenue"), [(0, 111), (1, 110), (2, 100), (3, 0)])
def test_only_rows_past_the_seam_count(seam: int, revenue: int, followed: SpeedView) -> None:
    assert _seen(followed, seam) == revenue


def test_a_seam_that_moves_back_brings_its_rows_back(followed: SpeedView) -> None:
    assert [_seen(followed, seam) for seam in (2, 0)] == [100, 111]


def test_appended_rows_are_added(followed: SpeedView, lake: LakeWriter) -> None:
    before = _seen(followed, 2)
    lake.batch(Sale(cents=1000))

    assert (before, _seen(followed, 2)) == (100, 1100)


def test_a_prune_that_rewrites_a_file_counts_what_is_left_once(followed: SpeedView, lake: LakeWriter) -> None:
    before = _seen(followed, 2)
    lake.prune(1)

    assert (before, _seen(followed, 2)) == (100, 100)


def test_rows_that_are_deleted_past_the_seam_are_taken_away(followed: SpeedView, lake: LakeWriter) -> None:
    before = _seen(followed, 0)
    lake.handle(SPEED_SALES).delete("ingest_seq > 2")

    assert (before, _seen(followed, 0)) == (111, 11)


def test_compaction_changes_nothing(followed: SpeedView, lake: LakeWriter) -> None:
    before = _seen(followed, 0)
    lake.batch(Sale(cents=1000))
    lake.compact()

    assert (before, _seen(followed, 0)) == (111, 1111)
