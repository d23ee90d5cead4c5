"""Publications: the rows that say which batch view is served. Appending one is the only act that readers notice."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import pyarrow as pa
from deltalake import write_deltalake

from hub.errors import LakeError
from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, PUBLICATIONS, SILVER_EVENTS, Table

_TICK = timedelta(microseconds=1)

PASSED = "passed"
APPROVED = "approved"
ROLLED_BACK = "rolled_back"


@dataclass(frozen=True)
class Publication:
    """A reconciled batch view that was made visible.

    It answers for `ingest_seq` ≤ `seam`, with the tables at the versions named here. `verdict` is `passed`,
    `approved` (published over a failed audit) or `rolled_back` (an earlier one, published again); `drift` and `checks`
    are JSON.
    """

    publication_id: str
    published_at: datetime
    seam: int
    batch_version: int
    batch_products_version: int
    silver_version: int
    verdict: str
    events: int
    drift: str
    checks: str
    actor: str
    reason: str

    @property
    def versions(self) -> dict[Table, int]:
        """The version of each table that this publication stands on."""
        return {
            SILVER_EVENTS: self.silver_version,
            BATCH_SALES: self.batch_version,
            BATCH_PRODUCTS: self.batch_products_version,
        }


def publications(settings: Settings) -> list[Publication]:
    """Return every publication, the newest (the one that is served) first."""
    rows = open_table(settings, PUBLICATIONS).to_pyarrow_dataset().to_table().to_pylist()
    found = [Publication(**row) for row in rows]
    return sorted(found, key=lambda each: (each.published_at, each.seam, each.publication_id), reverse=True)


def newest_publication(settings: Settings) -> Publication | None:
    """Return the publication that is served, None before the first."""
    return next(iter(publications(settings)), None)


def publication(settings: Settings, publication_id: str) -> Publication:
    """Return one publication by its id. Raises LakeError when there is none."""
    for each in publications(settings):
        if each.publication_id == publication_id:
            return each
    raise LakeError(f"There is no publication {publication_id!r}.", hint="The API lists them under /api/publications/.")


def publish(settings: Settings, row: Publication) -> None:
    """Make a publication the one that is served."""
    table = pa.Table.from_pylist([asdict(row)], schema=arrow_schema(PUBLICATIONS))
    write_deltalake(open_table(settings, PUBLICATIONS), table, mode="append")


def publication_time(settings: Settings) -> datetime:
    """Return the time of a publication made now: later than any before it, even after a clock was set back."""
    newest = newest_publication(settings)
    now = datetime.now(UTC)
    return now if newest is None else max(now, newest.published_at + _TICK)
