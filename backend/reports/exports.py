"""One report, three ways to take it away: JSON, CSV and Parquet, each with its receipt.

In JSON the receipt stands beside the results. In CSV and Parquet each row carries it, so that a file which was passed
on still says which numbers it is made of; the same three columns are response headers.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from backend.api.answers import Answer, Body
from backend.api.formats import to_json
from backend.api.questions import Question
from backend.api.receipts import Receipt, digest_of
from backend.lake.view import View

JSON, CSV, PARQUET = "json", "csv", "parquet"
MEDIA_TYPES = {
    JSON: "application/json",
    CSV: "text/csv; charset=utf-8",
    PARQUET: "application/vnd.apache.parquet",
}

TEXT, COUNT, MONEY, TIME, DAY, FLAG = "text", "count", "money", "time", "day", "flag"
_ARROW = {
    TEXT: pa.string(),
    COUNT: pa.int64(),
    # Wide enough for any sum of money.
    MONEY: pa.decimal128(38, 2),
    TIME: pa.timestamp("us", tz="UTC"),
    DAY: pa.date32(),
    FLAG: pa.bool_(),
}
_PROVENANCE = {"receipt": TEXT, "fresh_as_of": TIME, "settled": TEXT}

Columns = Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """An answer with rows: `head` and `tail` stand before and behind them in JSON; `columns` say their kinds.

    `results` is how JSON tells the rows where it can say it better than a table; `has_links` says that there are
    addresses in them.
    """

    name: str
    columns: Columns
    rows: list[Body]
    results: list[Body] | None = None
    head: Body = field(default_factory=dict)
    tail: Body = field(default_factory=dict)
    has_links: bool = False

    def write(self, form: str) -> bytes:
        """Return the report in one of the three forms."""
        return {JSON: self._json, CSV: self._csv, PARQUET: self._parquet}[form]()

    def _json(self) -> bytes:
        return to_json({**self.head, "results": self.rows if self.results is None else self.results, **self.tail})

    def _csv(self) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        names = [*self.columns, *_PROVENANCE]
        writer.writerow(names)
        writer.writerows(["" if row[name] is None else _safe(row[name]) for name in names] for row in self._full_rows())
        return text.getvalue().encode()

    def _parquet(self) -> bytes:
        kinds = {**self.columns, **_PROVENANCE}
        rows = self._full_rows()
        columns = {
            name: pa.array([_typed(row[name], kind) for row in rows], _ARROW[kind]) for name, kind in kinds.items()
        }
        told = {"hub.report": json.dumps({"report": self.name, **self.head, **self.tail}, ensure_ascii=False)}
        sink = io.BytesIO()
        pq.write_table(pa.table(columns).replace_schema_metadata(told), sink)
        return sink.getvalue()

    def _full_rows(self) -> list[Body]:
        provenance = {name: self.tail[name] for name in _PROVENANCE}
        return [row | provenance for row in self.rows]


def answer_with(report: Report, view: View, question: Question, form: str) -> Answer:
    """Return a report that was made from `view`, with the receipt that it can be asked for again by."""
    told = question.text(with_origin=report.has_links or report.tail["next"] is not None)
    receipt = str(Receipt(view.name, digest_of(report.write(form)), told))
    whole = replace(report, tail=report.tail | {"receipt": receipt})
    headers = {
        "Hub-Receipt": receipt,
        "Hub-Fresh-As-Of": report.tail["fresh_as_of"] or "",
        "Hub-Settled": report.tail["settled"],
    }
    if form != JSON:
        headers["Content-Disposition"] = f'attachment; filename="{report.name}.{form}"'
    return Answer.of(whole.write(form), receipt, content_type=MEDIA_TYPES[form], headers=headers)


def _safe(value: Any) -> Any:
    # A spreadsheet takes a text that begins like this for a formula; a number of ours never does.
    if isinstance(value, str) and value[:1] in ("=", "+", "@", "\t", "\r"):
        return f"'{value}"
    return value


def _typed(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == MONEY:
        return Decimal(value)
    if kind == TIME:
        return datetime.fromisoformat(value)
    if kind == DAY:
        return date.fromisoformat(value)
    return value
