"""Commits that happen once per transaction version."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from deltalake import write_deltalake
from deltalake.exceptions import CommitFailedError

from hub.lake import arrow_schema, create_tables, open_table
from hub.settings import Settings, load_settings
from hub.tables import BRONZE_INGESTS, SPEED_SALES
from spark_jobs.stream import commits
from spark_jobs.stream.commits import Appender
from spark_jobs.stream.ledger import GENESIS_HASH, Ingest, Ledger, OffsetRange, chain_hash, newest_ingest


def lake(tmp_path: Path) -> Settings:
    settings = load_settings(home=tmp_path)
    create_tables(settings)
    return settings


def row(ingest_seq: int) -> pa.Table:
    schema = arrow_schema(SPEED_SALES)
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | {"ingest_seq": ingest_seq}], schema=schema)


def test_a_version_is_committed_once_whoever_asks_again(tmp_path: Path) -> None:
    settings = lake(tmp_path)
    assert Appender(settings, SPEED_SALES, "app").append(row(1), 0)
    assert not Appender(settings, SPEED_SALES, "app").append(row(1), 0)
    assert Appender(settings, SPEED_SALES, "app").append(row(2), 1)
    assert open_table(settings, SPEED_SALES).count() == 2


def test_an_older_version_than_the_tables_own_changes_nothing(tmp_path: Path) -> None:
    settings = lake(tmp_path)
    appender = Appender(settings, SPEED_SALES, "app")
    appender.append(row(5), 5)
    assert not appender.append(row(4), 4)
    assert appender.last_version == 5


def test_a_new_checkpoint_is_not_held_back_by_an_older_one(tmp_path: Path) -> None:
    settings = lake(tmp_path)
    Appender(settings, SPEED_SALES, "old").append(row(9), 9)
    assert Appender(settings, SPEED_SALES, "new").append(row(10), 0)


def test_a_handle_that_lags_behind_another_looks_again_before_it_commits(tmp_path: Path) -> None:
    settings = lake(tmp_path)
    one, other = (Appender(settings, SPEED_SALES, "app") for _ in range(2))
    assert one.append(row(1), 1)
    assert not other.append(row(1), 1)


class Intruder:
    """Deletes rows of the table after an append has looked at it and before it commits, `times` times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, settings: Settings, *, times: int) -> None:
        self._settings = settings
        self._left = times
        monkeypatch.setattr(commits, "write_deltalake", self._write)

    def _write(self, *arguments: Any, **options: Any) -> None:
        if self._left:
            self._left -= 1
            table = open_table(self._settings, SPEED_SALES)
            table.delete(f"ingest_seq = {pc.min(table.to_pyarrow_dataset().to_table()['ingest_seq']).as_py()}")
        write_deltalake(*arguments, **options)


def test_rows_that_are_deleted_meanwhile_do_not_stop_an_append(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = lake(tmp_path)
    appender = Appender(settings, SPEED_SALES, "app")
    for number in (1, 2, 3):
        appender.append(row(number), number)
    Intruder(monkeypatch, settings, times=2)
    assert appender.append(row(4), 4)
    numbers = open_table(settings, SPEED_SALES).to_pyarrow_dataset().to_table()["ingest_seq"].to_pylist()
    assert sorted(numbers) == [3, 4]


def test_an_append_that_never_gets_its_turn_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = lake(tmp_path)
    appender = Appender(settings, SPEED_SALES, "app")
    for number in range(10):
        appender.append(row(number), number)
    Intruder(monkeypatch, settings, times=10)
    with pytest.raises(CommitFailedError):
        appender.append(row(10), 10)


def ingest(ingest_seq: int, prev_hash: str) -> Ingest:
    ranges = (OffsetRange(0, 0, 3, 3, "h0"), OffsetRange(1, 5, 5, 0, "h1"))
    return Ingest(
        ingest_seq=ingest_seq,
        ingested_at=datetime(2026, 11, 2, tzinfo=UTC),
        topic_id="topic",
        ranges=ranges,
        valid=3,
        quarantined=0,
        repeats=1,
        clock_set_back=False,
        content_hash=chain_hash(prev_hash, "topic", ranges),
        prev_hash=prev_hash,
        app_id="app",
    )


def test_the_ledger_reads_back_what_it_wrote_and_chains_the_next(tmp_path: Path) -> None:
    settings = lake(tmp_path)
    assert newest_ingest(settings) is None
    ledger = Ledger(settings, "app")
    assert ledger.newest_hash == GENESIS_HASH
    first = ingest(1, ledger.newest_hash)
    ledger.append(first, 0)
    second = ingest(2, ledger.newest_hash)
    ledger.append(second, 1)
    assert second.prev_hash == first.content_hash != second.content_hash
    assert newest_ingest(settings) == second
    assert second.end_offsets == {0: 3, 1: 5}
    assert open_table(settings, BRONZE_INGESTS).count() == 2
