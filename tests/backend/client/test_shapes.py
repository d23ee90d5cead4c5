"""Every row of the client has the fields that the OpenAPI document says, and can hold what it says of them."""

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from hub.client import accounts, channels, numbers, operations, pins, reports, why
from hub.client.decoding import decode

_SCHEMAS = json.loads((Path(__file__).parents[3] / "docs" / "reference" / "openapi.json").read_text())["components"][
    "schemas"
]
# What the document calls each row.
_SHAPES: dict[type, str] = {
    accounts.Me: "MeShape",
    accounts.Token: "TokenShape",
    accounts.NewToken: "NewTokenShape",
    accounts.AuditEntry: "AuditEntryShape",
    channels.Channel: "ChannelShape",
    channels.NewChannel: "NewChannelShape",
    channels.Delivery: "DeliveryShape",
    numbers.Sums: "ComparedShape",
    numbers.Measures: "MeasuresShape",
    numbers.PlatformTotal: "PlatformTotalShape",
    numbers.Window: "WindowShape",
    numbers.Product: "ProductShape",
    numbers.Stock: "StockShape",
    numbers.Summary: "SummaryShape",
    numbers.Top: "TopShape",
    numbers.Quarantined: "QuarantinedRecordShape",
    operations.Alert: "AlertShape",
    operations.AlertLife: "AlertWithStepsShape",
    operations.Step: "StepShape",
    operations.QuietHours: "QuietHoursShape",
    operations.Rule: "RuleShape",
    operations.RuleLife: "RuleWithHistoryShape",
    operations.PublicationOfThen: "PublicationShape",
    operations.Publication: "ListedPublicationShape",
    operations.Reconciliation: "ReconciliationShape",
    operations.Run: "RunShape",
    operations.Pin: "PinShape",
    pins.ComparisonRow: "ComparisonRowShape",
    pins.ServedThen: "_ThenShape",
    pins.Comparison: "ComparisonShape",
    reports.AsOf: "AsOfShape",
    reports.Batch: "BatchShape",
    reports.KnownRow: "KnownRowShape",
    reports.AsKnown: "KnownShape",
    reports.RefundSums: "BasisSumsShape",
    reports.RefundRow: "BasisRowShape",
    reports.Refunds: "RefundsShape",
    reports.SettlingRow: "SettlingRowShape",
    reports.Settling: "SettlingShape",
    why.Served: "ServedShape",
    why.ServedSums: "ServedSumsShape",
    why.Bar: "BarShape",
    why.Waterfall: "WaterfallShape",
    why.Why: "WhyShape",
    why.WhyEvent: "WhyEventShape",
}
# Fields that a reader of the client has no use for: the one page is the whole answer, and tasks are Airflow's.
_LEFT_OUT = {"next", "tasks"}
_FORMATS = {"date-time": datetime, "date": date}


def test_every_row_has_a_shape() -> None:
    rows = {
        each
        for module in (accounts, channels, numbers, operations, pins, reports, why)
        for each in vars(module).values()
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == module.__name__
    }
    assert rows == set(_SHAPES)


@pytest.mark.parametrize("row", _SHAPES, ids=lambda row: row.__name__)
def test_a_row_has_the_fields_of_its_shape(row: type) -> None:
    described = _SCHEMAS[_SHAPES[row]]["properties"]
    assert {field.name.rstrip("_") for field in fields(row)} == described.keys() - _LEFT_OUT


@pytest.mark.parametrize("row", _SHAPES, ids=lambda row: row.__name__)
def test_a_field_can_hold_what_its_shape_says(row: type) -> None:
    described = _SCHEMAS[_SHAPES[row]]["properties"]
    hints = get_type_hints(row)
    for name, hint in hints.items():
        if hint is Any:
            continue
        schema = described[name.rstrip("_")]
        may_be_null = get_origin(hint) in (Union, types.UnionType)
        kind = next(each for each in get_args(hint) if each is not types.NoneType) if may_be_null else hint
        assert may_be_null >= _nullable(schema), name
        if "format" in schema and schema["format"] in _FORMATS:
            assert kind is _FORMATS[schema["format"]], name
        if kind in (datetime, date):
            assert schema["format"] in ("date-time", "date"), name
        if kind is int:
            assert schema["type"] == "integer", name


def test_a_field_that_the_client_does_not_know_is_left_out() -> None:
    row = dict.fromkeys(("orders", "units", "views"), 1) | dict.fromkeys(("revenue", "gross", "refunds"), "0.10")

    assert decode(numbers.Measures, row | {"currency": "BRL", "new": 1}).revenue == Decimal("0.10")


def _nullable(schema: dict[str, Any]) -> bool:
    return schema.get("nullable", False) or any("NullEnum" in each.get("$ref", "") for each in schema.get("oneOf", []))
