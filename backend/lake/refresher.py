"""Takes the next moment of the lake, in the one order that makes the seam hold."""

from collections.abc import Callable

from backend.lake.batch import DAYS_KEPT, BatchDays, BatchView, hour_of
from backend.lake.columns import Names
from backend.lake.grain import PRODUCTS, SALES
from backend.lake.log import DeltaLog
from backend.lake.moment_name import MomentName
from backend.lake.newest import Alerts, Ingests, Publications, Stock
from backend.lake.rows import PublicationRow
from backend.lake.speed import SpeedView
from backend.lake.view import MergedView, View
from hub.settings import Settings
from hub.tables import (
    ALERTS,
    BATCH_PRODUCTS,
    BATCH_SALES,
    BRONZE_INGESTS,
    PUBLICATIONS,
    SPEED_PRODUCTS,
    SPEED_SALES,
    SPEED_STOCK,
    Table,
)

_HOURS_WARMED = 48
# Every table but the batch view, which is read at the versions that the publication names.
FOLLOWED = (BRONZE_INGESTS, SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK, ALERTS, PUBLICATIONS)

OpenLog = Callable[[Settings, Table], DeltaLog]


class BatchStore:
    """Days of the batch view that were read, and the numbers of the names in them, for whoever reads the same lake."""

    def __init__(self, settings: Settings, *, days_kept: int = DAYS_KEPT) -> None:
        self.sales_names, self.product_names = Names(), Names()
        self.sales = BatchDays(settings, BATCH_SALES, SALES, self.sales_names, days_kept=days_kept)
        self.products = BatchDays(settings, BATCH_PRODUCTS, PRODUCTS, self.product_names, days_kept=days_kept)


class Refresher:
    """Follows the tables of one lake. `refresh` is for one thread at a time; the views that it returns are for all.

    `open_log` says what of each table is read: by default it is followed. `hours_warmed` before the publication in
    effect are read from the batch view at once.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        store: BatchStore | None = None,
        open_log: OpenLog = DeltaLog,
        hours_warmed: int = _HOURS_WARMED,
    ) -> None:
        self._store = store or BatchStore(settings)
        self._hours_warmed = hours_warmed
        self._ingests = Ingests(open_log(settings, BRONZE_INGESTS))
        self._sales = SpeedView(open_log(settings, SPEED_SALES), SALES, self._store.sales_names)
        self._products = SpeedView(open_log(settings, SPEED_PRODUCTS), PRODUCTS, self._store.product_names)
        self._stock = Stock(open_log(settings, SPEED_STOCK))
        self._alerts = Alerts(open_log(settings, ALERTS))
        self._publications = Publications(open_log(settings, PUBLICATIONS))
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
        name = self._name()
        if self._view is None or self._view.name != name:
            self._view = self._read(name)
        return self._view

    def _read(self, name: MomentName) -> View:
        published = self._publications.rows[0] if self._publications.rows else None
        if published != self._published:
            self._batch = self._batch_of(published)
            self._published = published
        seam = published.seam if published else 0
        sales, products = self._batch
        return View(
            sales=MergedView(SALES, self._store.sales_names, self._sales.sums(seam), sales),
            products=MergedView(PRODUCTS, self._store.product_names, self._products.sums(seam), products),
            stock=self._stock.rows,
            alerts=self._alerts.rows,
            publications=self._publications.rows,
            ingest=self._ingests.newest,
            versions=self._versions(),
            name=name,
        )

    def _batch_of(self, published: PublicationRow | None) -> tuple[BatchView, BatchView]:
        if published is None:
            return self._store.sales.at(None), self._store.products.at(None)
        batch = (
            self._store.sales.at(published.batch_version),
            self._store.products.at(published.batch_products_version),
        )
        newest = hour_of(published.published_at)
        for view in batch if self._hours_warmed else ():
            view.warm(range(newest - self._hours_warmed, newest + 1))
        return batch

    def _name(self) -> MomentName:
        published = self._publications.rows[0] if self._publications.rows else None
        ids = {log.table.name: log.table_id for log in self._logs}
        return MomentName.of(published.seam if published else 0, self._versions(), ids)

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
