"""Takes the next moment of the lake, in the one order that makes the seam hold."""

from backend.lake.batch import BatchDays, BatchView, hour_of
from backend.lake.columns import Names
from backend.lake.grain import PRODUCTS, SALES
from backend.lake.log import DeltaLog
from backend.lake.newest import Alerts, Ingests, Publications, Stock
from backend.lake.rows import PublicationRow
from backend.lake.speed import SpeedView
from backend.lake.view import MergedView, View, receipt_of
from hub.settings import Settings
from hub.tables import BATCH_PRODUCTS, BATCH_SALES, SPEED_PRODUCTS, SPEED_SALES

_HOURS_WARMED = 48


class Refresher:
    """Follows the tables of one lake. `refresh` is for one thread at a time; the views that it returns are for all."""

    def __init__(self, settings: Settings) -> None:
        sales_names, product_names = Names(), Names()
        self._sales_names, self._product_names = sales_names, product_names
        self._ingests = Ingests(settings)
        self._sales = SpeedView(settings, SPEED_SALES, SALES, sales_names)
        self._products = SpeedView(settings, SPEED_PRODUCTS, PRODUCTS, product_names)
        self._stock = Stock(settings)
        self._alerts = Alerts(settings)
        self._publications = Publications(settings)
        self._sales_days = BatchDays(settings, BATCH_SALES, SALES, sales_names)
        self._product_days = BatchDays(settings, BATCH_PRODUCTS, PRODUCTS, product_names)
        self._published: PublicationRow | None = None
        self._batch = self._batch_of(None)
        self._view: View | None = None

    def refresh(self) -> View:
        """Return the lake as it is now; the very same view when nothing has changed.

        The row in `ingests` is written after its batch's other rows, so it is read before them: `fresh_as_of` never
        claims more than the view has. The speed snapshot is taken before the publication, and the batch view is the
        one that the publication names: a prune of covered speed rows, or the next publication, can then open no gap.

        Raises LakeError or OSError when the lake cannot be read; the next call starts from what is then there.
        """
        self._ingests.look()
        self._sales.look()
        self._products.look()
        self._stock.look()
        self._alerts.look()
        self._publications.look()
        receipt = self._receipt()
        if self._view is None or self._view.receipt != receipt:
            self._view = self._read(receipt)
        return self._view

    def _read(self, receipt: str) -> View:
        published = self._publications.rows[0] if self._publications.rows else None
        if published != self._published:
            self._batch = self._batch_of(published)
            self._published = published
        seam = published.seam if published else 0
        sales, products = self._batch
        return View(
            sales=MergedView(SALES, self._sales_names, self._sales.sums(seam), sales),
            products=MergedView(PRODUCTS, self._product_names, self._products.sums(seam), products),
            stock=self._stock.rows,
            alerts=self._alerts.rows,
            publications=self._publications.rows,
            ingest=self._ingests.newest,
            versions=self._versions(),
            receipt=receipt,
        )

    def _batch_of(self, published: PublicationRow | None) -> tuple[BatchView, BatchView]:
        if published is None:
            return self._sales_days.at(None), self._product_days.at(None)
        batch = (
            self._sales_days.at(published.batch_version),
            self._product_days.at(published.batch_products_version),
        )
        newest = hour_of(published.published_at)
        for view in batch:
            view.warm(range(newest - _HOURS_WARMED, newest + 1))
        return batch

    def _receipt(self) -> str:
        published = self._publications.rows[0] if self._publications.rows else None
        ids = {log.table.name: log.table_id for log in self._logs}
        return receipt_of(published.seam if published else 0, self._versions(), ids)

    def _versions(self) -> dict[str, int | None]:
        published = self._publications.rows[0] if self._publications.rows else None
        return {log.table.name: log.version for log in self._logs} | {
            BATCH_SALES.name: published.batch_version if published else None,
            BATCH_PRODUCTS.name: published.batch_products_version if published else None,
        }

    @property
    def _logs(self) -> tuple[DeltaLog, ...]:
        followed = (self._ingests, self._sales, self._products, self._stock, self._alerts, self._publications)
        return tuple(each.log for each in followed)
