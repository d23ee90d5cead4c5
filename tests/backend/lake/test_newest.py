"""Small tables: what is kept of them."""

import pytest

from backend.lake import newest
from backend.lake.log import DeltaLog
from backend.lake.newest import Alerts, Ingests, Publications, Stock
from hub.tables import ALERTS, BRONZE_INGESTS, PUBLICATIONS, SPEED_STOCK
from tests.backend.lake_writer import LakeWriter


def test_stock_is_the_last_value_by_batch_then_offset(lake: LakeWriter) -> None:
    stock = Stock(DeltaLog(lake.settings, SPEED_STOCK))
    lake.batch(stock=[{"stock_quantity": 9, "offset": 5}])
    lake.batch(stock=[{"stock_quantity": 7, "offset": 6}, {"stock_quantity": 3, "offset": 7}])
    stock.look()

    assert [row.stock_quantity for row in stock.rows.values()] == [3]


def test_a_value_that_comes_late_in_another_file_does_not_replace_a_newer_one(lake: LakeWriter) -> None:
    stock = Stock(DeltaLog(lake.settings, SPEED_STOCK))
    lake.batch(stock=[{"stock_quantity": 7, "ingest_seq": 9}])
    stock.look()
    lake.batch(stock=[{"stock_quantity": 3, "ingest_seq": 2}])
    stock.look()

    assert [row.stock_quantity for row in stock.rows.values()] == [7]


def test_stock_follows_a_table_that_was_rewritten(lake: LakeWriter) -> None:
    stock = Stock(DeltaLog(lake.settings, SPEED_STOCK))
    lake.batch(stock=[{"stock_quantity": 7}, {"stock_quantity": 1, "warehouse": None}])
    stock.look()
    lake.handle(SPEED_STOCK).delete("warehouse is null")
    stock.look()

    assert [row.key for row in stock.rows.values()] == [("amazon", "P1", "SP-01")]


def test_alerts_are_newest_first_and_each_only_once(lake: LakeWriter) -> None:
    alerts = Alerts(DeltaLog(lake.settings, ALERTS))
    lake.batch(alerts=[{"alert_id": "a"}])
    alerts.look()
    lake.batch(alerts=[{"alert_id": "b"}, {"alert_id": "a"}])
    alerts.look()

    assert [(row.alert_id, row.ingest_seq) for row in alerts.rows] == [("b", 2), ("a", 1)]


@pytest.mark.parametrize("compacted", [False, True])
def test_only_the_newest_alerts_are_kept(compacted: bool, lake: LakeWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "ALERTS_KEPT", 3)
    for _ in range(4):
        lake.batch(alerts=[{}])
    if compacted:
        lake.compact()
    lake.batch(alerts=[{}])
    alerts = Alerts(DeltaLog(lake.settings, ALERTS))
    alerts.look()

    assert [row.ingest_seq for row in alerts.rows] == [5, 4, 3]


def test_the_newest_whole_batch_is_found_among_many_files(lake: LakeWriter) -> None:
    for _ in range(4):
        lake.batch()
    ingests = Ingests(DeltaLog(lake.settings, BRONZE_INGESTS))
    ingests.look()
    assert ingests.newest is not None
    assert (ingests.newest.ingest_seq, ingests.newest.ingested_at) == (4, lake.ingested_at(4))

    lake.batch()
    ingests.look()

    assert ingests.newest.ingest_seq == 5


def test_publications_are_newest_first(lake: LakeWriter) -> None:
    publications = Publications(DeltaLog(lake.settings, PUBLICATIONS))
    for seam in (1, 2, 1):
        lake.publish(seam, (0, 0))
        publications.look()

    assert [(row.publication_id, row.seam) for row in publications.rows] == [("p2", 1), ("p1", 2), ("p0", 1)]
