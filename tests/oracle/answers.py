"""What the REST API must answer, written by `docs/reference/rest.md` from a recount's sums."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.oracle.merged import Line, Merged

WINDOWS, SUMMARY, TOP = "sales/windows/", "sales/summary/", "products/top/"
WINDOW = timedelta(seconds=60)
MOST_WINDOWS, MOST_PRODUCTS = 10_000, 100


class Question(NamedTuple):
    """One request: which address, from when to when (whole hours), and how far apart windows start."""

    path: str
    start: datetime
    end: datetime
    slide: int = 60

    @property
    def address(self) -> str:
        """The address below `/api/`, with its query."""
        more: dict[str, Any] = {
            WINDOWS: {"slide": self.slide, "limit": MOST_WINDOWS},
            SUMMARY: {},
            TOP: {"limit": MOST_PRODUCTS},
        }[self.path]
        return f"{self.path}?{urlencode({'from': self.start.isoformat(), 'to': self.end.isoformat()} | more)}"


def expected(question: Question, merged: Merged) -> dict[str, Any]:
    """Return the parts of the answer that the sums decide."""
    rows = {WINDOWS: _windows, SUMMARY: _summary, TOP: _top}[question.path](question, merged)
    told = {"results": [head | _measures(line) for head, line in rows], "settled": _settled(line for _, line in rows)}
    if question.path == SUMMARY:
        totals: dict[str, Line] = defaultdict(Line)
        for head, line in rows:
            totals[head["currency"]] = totals[head["currency"]].plus(line)
        told["totals"] = [{"currency": currency} | _measures(line) for currency, line in totals.items()]
    return told


def told_by(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same parts of an answer. A product's name is no sum."""
    rows = [{name: value for name, value in row.items() if name != "product_name"} for row in answer["results"]]
    return {"results": rows} | {name: answer[name] for name in ("settled", "totals") if name in answer}


_Rows = list[tuple[dict[str, Any], Line]]


def _windows(question: Question, merged: Merged) -> _Rows:
    windows: dict[tuple[datetime, str, str], Line] = defaultdict(Line)
    for (pane, platform, currency), line in merged.sales.items():
        if not question.start <= pane < question.end + WINDOW:
            continue
        newest = pane - timedelta(seconds=int(pane.timestamp()) % question.slide)
        for back in range(0, int(WINDOW.total_seconds()), question.slide):
            start = newest - timedelta(seconds=back)
            if question.start <= start < question.end:
                windows[start, platform, currency] = windows[start, platform, currency].plus(line)
    return [
        (
            {"window_start": _second(start), "window_end": _second(start + WINDOW)}
            | {"platform": platform, "currency": currency},
            line,
        )
        for (start, platform, currency), line in sorted(windows.items())
    ]


def _summary(question: Question, merged: Merged) -> _Rows:
    totals: dict[tuple[str, str], Line] = defaultdict(Line)
    for (pane, platform, currency), line in merged.sales.items():
        if question.start <= pane < question.end:
            totals[platform, currency] = totals[platform, currency].plus(line)
    return [({"platform": key[0], "currency": key[1]}, line) for key, line in sorted(totals.items())]


def _top(question: Question, merged: Merged) -> _Rows:
    products: dict[tuple[str, str], Line] = defaultdict(Line)
    for (hour, platform, product_id, currency), line in merged.products.items():
        if question.start <= hour < question.end and currency == "BRL":
            products[platform, product_id] = products[platform, product_id].plus(line)
    best = sorted(products.items(), key=lambda item: (-item[1].sums.revenue, item[0]))[:MOST_PRODUCTS]
    return [
        ({"rank": rank, "platform": platform, "product_id": product_id, "currency": "BRL"}, line)
        for rank, ((platform, product_id), line) in enumerate(best, 1)
    ]


def _measures(line: Line) -> dict[str, Any]:
    sums = line.sums
    money = {"revenue": f"{sums.revenue:.2f}", "gross": f"{sums.gross:.2f}", "refunds": f"{sums.refunds:.2f}"}
    return money | {"orders": sums.orders, "units": sums.units, "views": sums.views}


def _settled(lines: Iterable[Line]) -> str:
    together = Line()
    for line in lines:
        together = together.plus(line)
    events = together.sums.events
    share = Decimal(together.settled) / Decimal(events) if events else Decimal(1)
    return str(share.quantize(Decimal("0.0001"), rounding=ROUND_DOWN))


def _second(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
