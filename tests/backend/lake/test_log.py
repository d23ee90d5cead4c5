"""Following a table's log."""

import shutil
from pathlib import Path

import pytest

from backend.lake.log import DeltaLog, FixedLog
from hub.lake import create_tables
from hub.tables import SPEED_SALES
from tests.backend.lake_writer import LakeWriter, Sale


def _followed(lake: LakeWriter) -> DeltaLog:
    log = DeltaLog(lake.settings, SPEED_SALES)
    log.poll()
    return log


def _folder(lake: LakeWriter) -> Path:
    return Path(lake.settings.table_uri(SPEED_SALES.name))


def test_a_table_that_does_not_exist_has_no_version_and_no_files(empty_lake: LakeWriter) -> None:
    log = _followed(empty_lake)

    assert (log.version, log.files) == (None, {})


def test_a_table_that_appears_is_opened(empty_lake: LakeWriter) -> None:
    log = _followed(empty_lake)
    empty_lake.create().batch(Sale())

    assert log.poll().reopened
    assert len(log.files) == 1


def test_nothing_new_is_no_change(lake: LakeWriter) -> None:
    log = _followed(lake)

    assert not log.poll()


def test_an_appended_file_is_added_with_the_newest_batch_in_it(lake: LakeWriter) -> None:
    log = _followed(lake)
    lake.batch(Sale())
    lake.batch(Sale())

    assert [file.newest_seq for file in log.poll().added] == [1, 2]


def test_compaction_moves_rows_and_is_no_change(lake: LakeWriter) -> None:
    lake.batch(Sale())
    lake.batch(Sale())
    log = _followed(lake)
    lake.compact()

    assert not log.poll()
    assert len(log.files) == 1


def test_a_delete_takes_the_old_file_away_and_adds_what_is_left_of_it(lake: LakeWriter) -> None:
    lake.batch(Sale())
    lake.batch(Sale())
    lake.compact()
    log = _followed(lake)
    lake.prune(1)
    change = log.poll()

    assert (len(change.removed), len(change.added)) == (1, 1)


def test_a_file_that_came_and_went_between_two_looks_is_no_change(lake: LakeWriter) -> None:
    log = _followed(lake)
    lake.batch(Sale())
    lake.prune(1)

    assert not log.poll()


def test_a_table_that_was_deleted_and_created_again_is_opened_anew(lake: LakeWriter) -> None:
    for _ in range(3):
        lake.batch(Sale())
    log = _followed(lake)
    first_id = log.table_id
    shutil.rmtree(_folder(lake))
    create_tables(lake.settings)
    for _ in range(4):
        lake.batch(Sale())

    assert log.poll().reopened
    assert log.table_id != first_id
    assert log.version == 4


def test_a_table_that_was_deleted_reads_as_missing(lake: LakeWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.lake.log._SECONDS_BETWEEN_IDENTITY_CHECKS", 0)
    lake.batch(Sale())
    log = _followed(lake)
    shutil.rmtree(_folder(lake))

    assert log.poll().reopened
    assert (log.version, log.files) == (None, {})


def test_after_a_commit_that_cannot_be_read_the_table_is_opened_anew(lake: LakeWriter) -> None:
    log = _followed(lake)
    lake.batch(Sale())
    lake.batch(Sale())
    second = _folder(lake) / "_delta_log" / f"{2:020d}.json"
    whole = second.read_bytes()
    second.write_bytes(b"{")
    with pytest.raises(ValueError, match="Expecting property name"):
        log.poll()
    second.write_bytes(whole)

    assert log.poll().reopened
    assert len(log.files) == 2


def test_the_log_at_a_version_has_the_files_of_that_version(lake: LakeWriter) -> None:
    lake.batch(Sale())
    lake.batch(Sale())

    assert len(FixedLog(lake.settings, SPEED_SALES, 1).files) == 1


def test_a_log_at_a_version_goes_on_to_a_later_one_as_if_it_were_opened_there(lake: LakeWriter) -> None:
    for cents in range(1, 5):
        lake.batch(Sale(cents=cents))
    log = FixedLog(lake.settings, SPEED_SALES, 2)
    lake.compact()
    lake.batch(Sale())
    lake.prune(5)
    newest = lake.handle(SPEED_SALES).version()
    for version in range(2, newest + 1):
        assert not log.advance(version).reopened
        assert log.files == FixedLog(lake.settings, SPEED_SALES, version).files


@pytest.mark.parametrize(("start", "end"), [(2, 1), (1, 40), (0, 20)])
def test_it_goes_neither_back_nor_far_nor_beyond_the_newest(start: int, end: int, lake: LakeWriter) -> None:
    for _ in range(21):
        lake.batch(Sale())

    assert FixedLog(lake.settings, SPEED_SALES, start).advance(end).reopened


def test_it_does_not_go_on_in_another_table_of_the_same_name(lake: LakeWriter) -> None:
    lake.batch(Sale())
    log = FixedLog(lake.settings, SPEED_SALES, 1)
    shutil.rmtree(_folder(lake))
    create_tables(lake.settings)
    lake.batch(Sale(), Sale())
    lake.batch(Sale())

    assert log.advance(2).reopened
