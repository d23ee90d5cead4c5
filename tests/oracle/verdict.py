"""The oracle's verdict: every way in which a lake differs from the recount of its topic."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.lake import Lake
from tests.oracle.recount import Place, Recount, recount
from tests.oracle.topic import Record

ZONE = ZoneInfo("America/Sao_Paulo")
_SHOWN = 5


@dataclass(frozen=True)
class Verdict:
    """`differences` is empty when the lake is right; the rest says what was compared."""

    records: int
    counted: Recount
    batches: int
    differences: tuple[str, ...]


def compare(records: list[Record], lake: Path, zone: ZoneInfo = ZONE) -> Verdict:
    """Compare the lake with the topic's records, in order of arrival; of several topics the oldest comes first."""
    counted, found = recount(records, zone), Lake(lake)
    ingests = found.ingests()
    differences = [
        *_records(records, counted, found),
        *_ledger(records, ingests),
        *_differ("speed/sales", counted.sales, found.sales()),
        *_differ("speed/products", counted.products, found.products()),
        *_differ("speed/stock", counted.stock, found.stock()),
        *_differ("alerts", Counter(counted.alerts), found.alerts()),
        *_differ("alert_id", dict.fromkeys(found.alert_ids(), 1), found.alert_ids()),
    ]
    return Verdict(len(records), counted, len(ingests), tuple(differences))


def _records(records: list[Record], counted: Recount, lake: Lake) -> Iterator[str]:
    """Bronze and quarantine together are the topic, each record once, byte for byte, on the right side."""
    bronze, quarantine = list(lake.bronze()), list(lake.quarantine())
    yield from _repeated("bronze/events", [place for place, _ in bronze])
    yield from _repeated("bronze/quarantine", [place for place, _, _ in quarantine])
    valid = {record[:3]: record.raw for record in records if record[:3] not in counted.quarantined}
    refused = {r[:3]: (r.raw, counted.quarantined[r[:3]]) for r in records if r[:3] in counted.quarantined}
    yield from _differ("bronze/events", valid, dict(bronze))
    yield from _differ("bronze/quarantine", refused, {place: (raw, reason) for place, raw, reason in quarantine})


def _ledger(records: list[Record], ingests: list[dict[str, Any]]) -> Iterator[str]:
    """Batches are numbered upwards without a repeat, in time, and their ranges join without gap and overlap."""
    numbers = [row["ingest_seq"] for row in ingests]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        yield f"bronze/ingests: the numbers do not rise: {numbers}."
    times = [row["ingested_at"] for row in ingests]
    if any(later <= earlier for earlier, later in pairwise(times)):
        yield "bronze/ingests: the times do not rise."
    reached: dict[tuple[str, int], int] = {}
    for row in ingests:
        for part in row["ranges"]:
            where = (row["topic_id"], part["partition"])
            before = reached.get(where, part["start"])
            if part["start"] != before:
                yield f"bronze/ingests: batch {row['ingest_seq']} starts {where} at {part['start']}, not at {before}."
            reached[where] = part["end"]
    yield from _differ("bronze/ingests, records by partition", _per_partition(records), _claimed(ingests))
    rows = sum(row["valid"] + row["quarantined"] for row in ingests)
    if rows != len(records):
        yield f"bronze/ingests: {rows} records claimed, {len(records)} in the topic."


def _per_partition(records: list[Record]) -> Counter[tuple[str, int]]:
    return Counter((record.topic_id, record.partition) for record in records)


def _claimed(ingests: list[dict[str, Any]]) -> Counter[tuple[str, int]]:
    claimed: Counter[tuple[str, int]] = Counter()
    for row in ingests:
        claimed.update({(row["topic_id"], part["partition"]): part["records"] for part in row["ranges"]})
    return +claimed


def _repeated(what: str, places: list[Place]) -> Iterator[str]:
    twice = [place for place, times in Counter(places).items() if times > 1]
    if twice:
        yield f"{what}: {len(twice)} records more than once, such as {twice[:_SHOWN]}."


def _differ(what: str, expected: Mapping[Any, Any], found: Mapping[Any, Any]) -> Iterator[str]:
    yield from _some(f"{what}: missing", expected.keys() - found.keys(), expected.__getitem__)
    yield from _some(f"{what}: not expected", found.keys() - expected.keys(), found.__getitem__)
    wrong = {key for key in expected.keys() & found.keys() if expected[key] != found[key]}
    yield from _some(f"{what}: wrong (expected, found)", wrong, lambda key: (expected[key], found[key]))


def _some(what: str, keys: set[Any], value: Callable[[Any], Any]) -> Iterator[str]:
    if keys:
        shown = ", ".join(f"{key} = {str(value(key))[:200]}" for key in sorted(keys, key=str)[:_SHOWN])
        yield f"{what}: {len(keys)}, such as {shown}."
