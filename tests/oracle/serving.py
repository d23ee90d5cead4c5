"""Whether answers of the REST API are right: each against the recount of the moment that its receipt names."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.oracle.answers import Question, expected, told_by
from tests.oracle.lake import Lake
from tests.oracle.merged import MergedRecount

_MOMENT = re.compile(r"S(\d+)\.B(\d+)\.V(\d+)\.C(\d+)\.P(\d+)\.K\d+\.A\d+\.I(\d+)\.N(\d+)\.")


class Moment(NamedTuple):
    """What a receipt names: the seam, and versions of tables."""

    seam: int
    batch_sales: int
    speed_sales: int
    batch_products: int
    speed_products: int
    ingests: int
    publications: int


def moment_of(receipt: str) -> Moment:
    """Read the receipt's first part. Raises ValueError."""
    match = _MOMENT.match(receipt)
    if match is None:
        raise ValueError(f"{receipt!r} names no moment.")
    return Moment(*map(int, match.groups()))


class Serving:
    """Judges answers by the recount and by what the tables held at the versions that a receipt names."""

    def __init__(self, lake: Path, recount: MergedRecount) -> None:
        self._lake = Lake(lake)
        self._recount = recount

    def problems(self, answers: Iterable[tuple[Question, bytes]]) -> Iterator[str]:
        """Say what is wrong with each answer that is not right."""
        for question, body in answers:
            answer = json.loads(body)
            moment = moment_of(answer["receipt"])
            for problem in (*self._joined_wrongly(moment), *self._told_wrongly(question, answer, moment)):
                yield f"{question.path} (slide {question.slide}), {moment}: {problem}"

    def _joined_wrongly(self, moment: Moment) -> Iterator[str]:
        """The seam and both versions of the batch view must be those of one publication: the newest."""
        published = self._published(moment.publications)
        named = moment.seam, moment.batch_sales, moment.batch_products
        if named != published:
            yield f"the publication in effect names {published}."

    def _told_wrongly(self, question: Question, answer: dict[str, Any], moment: Moment) -> Iterator[str]:
        whole, came_in = self._whole_batch(moment.ingests)
        speed = ("speed/products", moment.speed_products), ("speed/sales", moment.speed_sales)
        newest = max(self._newest(*speed[question.path.startswith("sales")]), whole, moment.seam)
        must, told = self._expected(question, moment.seam, newest), told_by(answer)
        for name, value in must.items():
            if told[name] != value:
                yield f"{name}: (expected, found) {_first_difference(value, told[name])}."
        if answer["next"] is not None:
            yield "the answer does not fit on one page."
        if datetime.fromisoformat(answer["fresh_as_of"]) != came_in:
            yield f"fresh_as_of is {answer['fresh_as_of']}, and batch {whole} came in at {came_in}."

    @lru_cache(maxsize=64)  # noqa: B019 — as long as the judge lives, which is one comparison
    def _expected(self, question: Question, seam: int, newest: int) -> dict[str, Any]:
        return expected(question, self._recount.at(seam, newest))

    @lru_cache(maxsize=1024)  # noqa: B019
    def _published(self, version: int) -> tuple[int, int, int]:
        columns = "published_at", "seam", "batch_version", "batch_products_version"
        rows = self._lake.rows("publications", *columns, version=version)
        newest = max(rows, key=lambda row: row["published_at"], default=None)
        return (0, 0, 0) if newest is None else tuple(newest[name] for name in columns[1:])

    @lru_cache(maxsize=1024)  # noqa: B019
    def _whole_batch(self, version: int) -> tuple[int, datetime]:
        rows = self._lake.rows("bronze/ingests", "ingest_seq", "ingested_at", version=version)
        newest = max(rows, key=lambda row: row["ingest_seq"])
        at = newest["ingested_at"]
        return newest["ingest_seq"], at.replace(microsecond=at.microsecond // 1000 * 1000)

    @lru_cache(maxsize=1024)  # noqa: B019
    def _newest(self, table: str, version: int) -> int:
        return max((row["ingest_seq"] for row in self._lake.rows(table, "ingest_seq", version=version)), default=0)


def _first_difference(expected: Any, found: Any) -> Any:
    if not isinstance(expected, list) or len(expected) != len(found):
        return str(expected)[:300], str(found)[:300]
    return next((must, is_) for must, is_ in zip(expected, found, strict=True) if must != is_)
