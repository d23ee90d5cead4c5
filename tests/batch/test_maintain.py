"""A vacuum breaks exactly what was predicted, and nothing that is protected. No Spark here."""

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from hub.errors import LakeError
from hub.lake import arrow_schema, create_tables, open_table
from hub.pins import pin
from hub.settings import Settings
from hub.tables import AUDITS, Table
from spark_jobs.batch.audits import append_audit, audit
from spark_jobs.batch.compaction import compact, crowded_dates
from spark_jobs.batch.preflight import predict
from spark_jobs.batch.publications import Publication, publication_time, publications, publish
from spark_jobs.batch.readable import why_unreadable
from spark_jobs.batch.tables import BATCH_TABLES, version
from spark_jobs.batch.vacuum import exceeds
from spark_jobs.maintain import maintain

DAYS = [date(2026, 3, 1) + timedelta(days=number) for number in range(3)]
NOTHING_KEPT = timedelta(0)


def rows(table: Table, day: date, number: int) -> pa.Table:
    values: dict[str, Any] = {
        "string": "x",
        "bigint": number,
        "int": 0,
        "boolean": False,
        "decimal(18,2)": Decimal(number),
        "timestamp": datetime(day.year, day.month, day.day, tzinfo=UTC),
        "date": day,
    }
    row = {name: values[kind] for name, kind in table.columns.items()}
    return pa.Table.from_pylist([row], schema=arrow_schema(table))


def change(settings: Settings, table: Table, chance: random.Random) -> None:
    """Append, replace or restore, as the batch layer's runs do."""
    kind, day = chance.choice(["append", "append", "replace", "replace", "restore", "compact"]), chance.choice(DAYS)
    handle = open_table(settings, table)
    if kind == "append":
        write_deltalake(handle, rows(table, day, chance.randrange(9)), mode="append")
    elif kind == "replace":
        write_deltalake(
            handle, rows(table, day, chance.randrange(9)), mode="overwrite", predicate=f"event_date = '{day}'"
        )
    elif kind == "restore" and handle.version() > 1:
        handle.restore(chance.randrange(1, handle.version()))
    elif kind == "compact":
        handle.optimize.compact()


def publish_now(settings: Settings) -> Publication:
    numbers = {table: version(settings, table) for table in BATCH_TABLES}
    silver, sales, products = numbers.values()
    moment = publication_time(settings)
    row = Publication(str(moment), moment, 1, sales, products, silver, "passed", 1, "{}", "[]", "", "")
    publish(settings, row)
    return row


def readable(settings: Settings, versions: Iterable[int], table: Table) -> set[int]:
    return {number for number in versions if why_unreadable(settings, table, number) is None}


@pytest.mark.parametrize("seed", range(20))
def test_a_vacuum_breaks_exactly_the_versions_that_were_predicted(seed: int, settings: Settings) -> None:
    create_tables(settings)
    chance = random.Random(seed)
    for _ in range(chance.randrange(3, 9)):
        for table in BATCH_TABLES:
            change(settings, table, chance)
        if chance.random() < 0.6:
            publish_now(settings)
    history = publications(settings)
    if history and chance.random() < 0.5:
        pin(settings, publication_id=history[-1].publication_id, actor="ana", reason="a report")
    preflight = predict(settings, now=datetime.now(UTC), retention=NOTHING_KEPT)
    before = {each.table: readable(settings, each.files, each.table) for each in preflight.histories}
    outcome = maintained(settings, approved=preflight.told)
    for each in preflight.histories:
        after = readable(settings, each.files, each.table)
        assert before[each.table] - after == set(preflight.breaks[each.table])
        assert after >= set(preflight.keep(each.table))
    assert audit(settings, outcome["audit_id"]).verdict == "passed"


@pytest.fixture
def published(settings: Settings) -> list[Publication]:
    """Four publications, each with a replaced day; the newest first."""
    create_tables(settings)
    for number in range(4):
        for table in BATCH_TABLES:
            write_deltalake(
                open_table(settings, table),
                rows(table, DAYS[0], number),
                mode="overwrite",
                predicate=f"event_date = '{DAYS[0]}'",
            )
        publish_now(settings)
    return publications(settings)


def maintained(settings: Settings, **options: Any) -> dict[str, Any]:
    defaults = {"retention": NOTHING_KEPT, "dry_run": False, "approved": None, "actor": "ana", "reason": "room"}
    return maintain(settings, **(defaults | options))


def can_be_read(settings: Settings, publication: Publication) -> bool:
    return not any(why_unreadable(settings, table, number) for table, number in publication.versions.items())


def test_a_pinned_publication_survives_retention_zero_and_an_unprotected_one_goes(
    settings: Settings, published: list[Publication]
) -> None:
    _, _, unprotected, pinned = published
    pin(settings, publication_id=pinned.publication_id, actor="ana", reason="board report")
    plan = maintained(settings)
    assert plan["status"] == "needs_approval"
    assert plan["preflight"]["publications"] == [unprotected.publication_id]
    assert all(can_be_read(settings, each) for each in published)
    assert maintained(settings, approved=plan["preflight"])["status"] == "done"
    assert [can_be_read(settings, each) for each in published] == [True, True, False, True]


def test_publications_in_the_retention_window_are_protected(settings: Settings, published: list[Publication]) -> None:
    outcome = maintained(settings, retention=timedelta(hours=1))
    assert outcome["status"] == "done"
    assert outcome["preflight"]["publications"] == []
    assert all(can_be_read(settings, each) for each in published)


def test_a_dry_run_changes_nothing(settings: Settings, published: list[Publication]) -> None:
    outcome = maintained(settings, dry_run=True)
    assert outcome["status"] == "planned"
    assert len(outcome["preflight"]["publications"]) == 2
    assert all(can_be_read(settings, each) for each in published)


def test_a_vacuum_that_would_break_more_than_was_approved_is_refused(
    settings: Settings, published: list[Publication]
) -> None:
    preflight = predict(settings, now=datetime.now(UTC), retention=NOTHING_KEPT)
    approved = preflight.told
    assert exceeds(preflight, approved) == {}
    approved["versions"] = {name: numbers[:-1] for name, numbers in approved["versions"].items()}
    with pytest.raises(LakeError, match="nobody approved"):
        maintained(settings, approved=approved)
    assert all(can_be_read(settings, each) for each in published)


def test_dates_with_many_small_files_are_compacted_and_no_row_changes(settings: Settings) -> None:
    create_tables(settings)
    for number in range(9):
        for table in BATCH_TABLES:
            write_deltalake(open_table(settings, table), rows(table, DAYS[0], number), mode="append")
    outcome = maintained(settings, retention=timedelta(hours=1))
    assert outcome["compacted"] == {table.name: [DAYS[0]] for table in BATCH_TABLES}
    for table in BATCH_TABLES:
        assert crowded_dates(settings, table) == []
        assert open_table(settings, table).to_pyarrow_dataset().count_rows() == 9


def test_the_files_of_decisions_are_put_together_and_no_row_changes(settings: Settings) -> None:
    create_tables(settings)
    ids = [append_audit(settings, kind="test", verdict="passed", found={}, detail={}).audit_id for _ in range(8)]
    compact(settings)
    table = open_table(settings, AUDITS)
    assert len(table.file_uris()) == 1
    assert sorted(table.to_pyarrow_dataset().to_table()["audit_id"].to_pylist()) == sorted(ids)
