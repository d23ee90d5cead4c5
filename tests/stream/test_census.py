"""Counting a batch: ranges, hashes, repeats."""

import hashlib
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from hub.identity import identity_digest
from spark_jobs.stream.census import take_census
from spark_jobs.stream.checkpoint import BatchPlan
from spark_jobs.stream.recent import RecentIdentities

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def records(*rows: tuple[int, int, str | None]) -> pa.Table:
    """Rows of (partition, offset, event id); None as the event id is a record for quarantine."""
    return pa.table(
        {
            "partition": pa.array([row[0] for row in rows], pa.int32()),
            "offset": pa.array([row[1] for row in rows], pa.int64()),
            "identity": pa.array([row[2] and identity_digest("amazon", row[2]) for row in rows], pa.binary()),
            "digest": pa.array([hashlib.sha256(str(row[2]).encode()).digest() for row in rows], pa.binary()),
        }
    )


def plan(start: dict[int, int], end: dict[int, int]) -> BatchPlan:
    return BatchPlan(3, NOW, start, end)


def test_the_lowest_partition_and_offset_of_an_identity_counts() -> None:
    rows = records((1, 0, "a"), (0, 7, "a"), (0, 6, "a"), (0, 8, "b"))
    census = take_census(rows, plan({0: 6, 1: 0}, {0: 9, 1: 1}), RecentIdentities(timedelta(hours=2)), 1)
    counted = rows.take(pa.array(census.counted))
    assert list(zip(counted["partition"].to_pylist(), counted["offset"].to_pylist(), strict=True)) == [(0, 6), (0, 8)]
    assert (census.valid, census.quarantined, census.records, census.repeats) == (4, 0, 4, 2)


def test_a_record_for_quarantine_takes_no_identity() -> None:
    census = take_census(
        records((0, 0, None), (0, 1, "a")), plan({0: 0}, {0: 2}), RecentIdentities(timedelta(hours=2)), 1
    )
    assert (census.valid, census.quarantined, census.counted.tolist()) == (1, 1, [1])


def test_ranges_cover_idle_partitions_and_count_the_records_between_gaps() -> None:
    rows = records((0, 5, "a"), (0, 8, "b"))
    census = take_census(rows, plan({0: 4, 1: 2}, {0: 9, 1: 2, 2: 0}), RecentIdentities(timedelta(hours=2)), 1)
    assert [(each.partition, each.start, each.end, each.records) for each in census.ranges] == [
        (0, 4, 9, 2),
        (1, 2, 2, 0),
        (2, 0, 0, 0),
    ]


def test_the_hash_is_that_of_offsets_and_content_in_order() -> None:
    rows = records((0, 8, "b"), (0, 5, "a"))
    (only,) = take_census(rows, plan({0: 0}, {0: 9}), RecentIdentities(timedelta(hours=2)), 1).ranges
    expected = hashlib.sha256()
    for offset, content in ((5, b"a"), (8, b"b")):
        expected.update(offset.to_bytes(8, "little") + hashlib.sha256(content).digest())
    assert only.hash == expected.hexdigest()


def test_an_empty_batch_of_gaps_alone_has_ranges_and_no_records() -> None:
    census = take_census(records(), plan({0: 4}, {0: 6}), RecentIdentities(timedelta(hours=2)), 1)
    assert (census.records, census.ranges[0].records) == (0, 0)
