"""The thread that keeps the newest view."""

import shutil
from pathlib import Path

import pytest

from backend.lake.service import LakeService
from backend.lake.view import LIVE, WARMING_UP
from hub.tables import SPEED_SALES
from tests.backend.lake_writer import LakeWriter, Sale
from tests.support.waiting import wait_until


def test_a_lake_without_tables_is_warming_up(empty_lake: LakeWriter, service: LakeService) -> None:
    assert service.moment.status == WARMING_UP


def test_the_thread_sees_what_is_written(lake: LakeWriter, service: LakeService) -> None:
    service.start()
    lake.batch(Sale())

    wait_until(lambda: service.moment.status == LIVE, seconds=20, what="the first batch to be seen")


def test_a_lake_that_cannot_be_read_keeps_the_last_numbers_and_says_why(
    lake: LakeWriter, service: LakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.lake.service._SECONDS_AFTER_A_FAILURE", 0.05)
    lake.batch(Sale())
    service.start()
    wait_until(lambda: service.moment.status == LIVE, seconds=20, what="the first batch to be seen")
    log = Path(lake.settings.table_uri(SPEED_SALES.name)) / "_delta_log"
    (log / f"{2:020d}.json").write_text("not a commit")
    wait_until(lambda: service.moment.status == "degraded", seconds=20, what="the damage to be noticed")
    assert service.moment.view.ingest_seq == 1
    assert len(service.moment.problem.splitlines()) == 1

    shutil.rmtree(log.parent)

    wait_until(lambda: service.moment.status == LIVE, seconds=20, what="the service to recover")
