"""Creating the lake's tables, and bringing those of an earlier version up to date."""

from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, Schema, write_deltalake

from hub.lake import arrow_schema, create_tables, dataset, open_table, table_address
from hub.settings import load_settings
from hub.tables import ALERTS, SPEED_SALES

_ADDED = ("rule_id", "rule_version", "comparison", "warehouse", "partition", "offset")


def test_a_table_of_an_earlier_version_gets_the_columns_that_it_lacks_and_keeps_its_rows(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    old = pa.schema([field for field in arrow_schema(ALERTS) if field.name not in _ADDED])
    DeltaTable.create(table_address(settings, ALERTS), schema=Schema.from_arrow(old))
    write_deltalake(table_address(settings, ALERTS), pa.Table.from_pylist([{"alert_id": "old"}], old), mode="append")

    create_tables(settings)
    new = pa.Table.from_pylist([{"alert_id": "new", "rule_id": "LOW_STOCK", "offset": 7}], arrow_schema(ALERTS))
    write_deltalake(open_table(settings, ALERTS), new, mode="append")
    open_table(settings, ALERTS).optimize.compact()

    rows = open_table(settings, ALERTS).to_pyarrow_dataset().to_table().to_pylist()
    assert {(row["alert_id"], row["rule_id"], row["offset"]) for row in rows} == {
        ("old", None, None),
        ("new", "LOW_STOCK", 7),
    }


def test_creating_the_tables_again_changes_nothing(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    create_tables(settings)
    before = open_table(settings, ALERTS).version()
    create_tables(settings)
    assert open_table(settings, ALERTS).version() == before


def test_only_files_that_may_hold_such_rows_are_read(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    create_tables(settings)
    for number in (1, 2, 3):
        write_deltalake(open_table(settings, SPEED_SALES), row(number), mode="append")
    chosen = dataset(settings, SPEED_SALES, files="ingest_seq > 1 AND ingest_seq <= 2")
    assert chosen.to_table()["ingest_seq"].to_pylist() == [2]
    assert len(dataset(settings, SPEED_SALES).files) == 3
    assert len(dataset(settings, SPEED_SALES, version=1).files) == 1


def test_a_file_about_which_the_log_says_nothing_is_read(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    create_tables(settings)
    open_table(settings, SPEED_SALES).alter.set_table_properties({"delta.dataSkippingNumIndexedCols": "0"})
    write_deltalake(open_table(settings, SPEED_SALES), row(1), mode="append")
    assert "min.ingest_seq" not in open_table(settings, SPEED_SALES).get_add_actions(flatten=True).schema.names
    assert len(dataset(settings, SPEED_SALES, files="ingest_seq > 1").files) == 1


def row(ingest_seq: int) -> pa.Table:
    schema = arrow_schema(SPEED_SALES)
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | {"ingest_seq": ingest_seq}], schema=schema)
