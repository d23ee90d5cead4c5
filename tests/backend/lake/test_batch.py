"""The batch view at its versions: a server that follows them has what one that opens each of them has."""

from datetime import datetime, timedelta

import pytest

from backend.lake.batch import BatchDays, BatchView, hour_of
from backend.lake.columns import Names
from backend.lake.grain import SALES
from hub.tables import BATCH_SALES
from tests.backend.lake_writer import NOON, LakeWriter, Sale, panes

_DAYS = [NOON + timedelta(days=day) for day in range(4)]


def _days(lake: LakeWriter) -> BatchDays:
    return BatchDays(lake.settings, BATCH_SALES, SALES, Names())


def _revenue(days: BatchDays, version: int) -> list[int]:
    view = days.at(version)
    return [_cents(view, day) for day in _DAYS]


def _cents(view: BatchView, day: datetime) -> int:
    bucket = view.bucket(hour_of(day))
    return int(bucket.measures[:, 0].sum()) if bucket else 0


def _append(lake: LakeWriter, sale: Sale) -> None:
    lake.append(BATCH_SALES, [{"event_date": sale.at.date(), **row} for row in panes([sale])])


@pytest.fixture
def versions(lake: LakeWriter) -> list[int]:
    """A history in which files come, go and are merged, for one day or for all, in one commit and in several."""
    found = []

    def note() -> None:
        found.append(lake.handle(BATCH_SALES).version())

    for cents, day in enumerate(_DAYS[:3], start=1):
        lake.batch(Sale(at=day, cents=cents))
        lake.write_batch_view(lake.seq)
        note()
    table = lake.handle(BATCH_SALES)
    table.delete(f"event_date = '{_DAYS[0].date()}'")
    note()
    _append(lake, Sale(at=_DAYS[0], cents=50, platform="shopee"))
    _append(lake, Sale(at=_DAYS[0], cents=500))
    _append(lake, Sale(at=_DAYS[3], cents=7))
    note()
    lake.handle(BATCH_SALES).optimize.compact()
    note()
    return found


def test_following_the_versions_gives_what_opening_each_of_them_gives(lake: LakeWriter, versions: list[int]) -> None:
    running = _days(lake)

    assert [_revenue(running, version) for version in versions] == [
        [1, 0, 0, 0],
        [1, 2, 0, 0],
        [1, 2, 3, 0],
        [0, 2, 3, 0],
        [550, 2, 3, 7],
        [550, 2, 3, 7],
    ]
    assert [_revenue(_days(lake), version) for version in versions] == [_revenue(running, v) for v in versions]


def test_a_view_keeps_its_files_when_the_server_goes_on(lake: LakeWriter, versions: list[int]) -> None:
    running = _days(lake)
    older = running.at(versions[2])
    running.at(versions[-1])

    assert [_cents(older, day) for day in _DAYS] == [1, 2, 3, 0]
