"""Reports of proofs, as Markdown under `docs/evidence/`."""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.oracle.verdict import Verdict

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "evidence"


def write_evidence(name: str, title: str, *parts: str) -> None:
    """Write a report; one that is there is replaced."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores. Written by `make prove`."
    (FOLDER / f"{name}.md").write_text("\n\n".join([f"# {title}", when, *parts]) + "\n", encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def bullets(lines: Iterable[str]) -> str:
    """Return a Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def what_was_compared(verdict: Verdict) -> str:
    """Return the figures of a comparison as a table."""
    counted, total = verdict.counted, verdict.counted.total()
    reasons = ", ".join(f"{reason} {number:,}" for reason, number in counted.reasons.most_common())
    rows = [
        ("records in the topic", f"{verdict.records:,}"),
        ("micro-batches", f"{verdict.batches:,}"),
        ("valid events in bronze", f"{counted.valid:,}"),
        ("of these repeats, not counted", f"{counted.repeats:,}"),
        ("records in quarantine", f"{len(counted.quarantined):,} ({reasons})"),
        ("panes (10 s, platform, currency)", f"{len(counted.sales):,}"),
        ("hours (product, currency)", f"{len(counted.products):,}"),
        ("last stocks (product, warehouse)", f"{len(counted.stock):,}"),
        ("alerts", f"{len(counted.alerts):,}"),
        ("net revenue", f"R$ {total.revenue:,.2f} = {total.gross:,.2f} gross - {total.refunds:,.2f} given back"),
        ("orders, units, views", f"{total.orders:,}, {total.units:,}, {total.views:,}"),
        ("differences from the recount", f"**{len(verdict.differences)}**"),
    ]
    return table(("what", "how many"), rows)
