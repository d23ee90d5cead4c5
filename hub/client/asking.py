"""Requests that change nothing: numbers, and reports about the past."""

from typing import Any

from hub.client.base import Base, named
from hub.client.numbers import Quarantined, Stock, Summary, Top, Window
from hub.client.operations import Alert, Publication, Reconciliation
from hub.client.pages import Pages
from hub.client.reports import AsKnown, AsOf, Refunds, Settling
from hub.client.why import Why, WhyEvent


class Asking(Base):
    """Keyword arguments are the API's parameters; `from_` is its `from`. Moments need a time zone."""

    def windows(self, **parameters: Any) -> Pages[Window]:
        """One-minute windows, by default of the last 24 hours."""
        return self._pages(Window, "sales/windows", parameters)

    def summary(self, **parameters: Any) -> Summary:
        """Totals of a period or a `day`, by default of today."""
        return self._one(Summary, "sales/summary", parameters)

    def top_products(self, **parameters: Any) -> Top:
        """The products with most of `by`."""
        return self._one(Top, "products/top", parameters)

    def stock(self, **parameters: Any) -> Pages[Stock]:
        """The last known quantities, lowest first."""
        return self._pages(Stock, "stock", parameters)

    def alerts(self, **parameters: Any) -> Pages[Alert]:
        """Events that a rule fired on, newest first."""
        return self._pages(Alert, "alerts", parameters)

    def publications(self, **parameters: Any) -> Pages[Publication]:
        """What was made visible, newest first."""
        return self._pages(Publication, "publications", parameters)

    def reconciliations(self, **parameters: Any) -> Pages[Reconciliation]:
        """What the reconciliations found, newest first."""
        return self._pages(Reconciliation, "reconciliations", parameters)

    def quarantine(self, **parameters: Any) -> Pages[Quarantined]:
        """Records that are not events, newest first."""
        return self._pages(Quarantined, "quarantine", parameters)

    def again(self, receipt: str) -> bytes:
        """Return the answer that carried this receipt, byte for byte."""
        return self._connection.send("GET", f"/api/receipts/{receipt}/").body

    def as_of(self, **parameters: Any) -> AsOf:
        """What was shown `at` a moment."""
        return self._one(AsOf, "reports/as-of", parameters)

    def as_known(self, **parameters: Any) -> AsKnown:
        """What was known `at` a moment."""
        return self._one(AsKnown, "reports/as-known", parameters)

    def why(self, **parameters: Any) -> Why:
        """Why a period's number moved between `from_at` and `to_at`."""
        return self._one(Why, "reports/why", parameters)

    def why_events(self, **parameters: Any) -> Pages[WhyEvent]:
        """The events of those bars, in the order in which they came."""
        return self._pages(WhyEvent, "reports/why/events", parameters)

    def refunds(self, **parameters: Any) -> Refunds:
        """Refunds by their own date, and by that of their sale."""
        return self._one(Refunds, "reports/refunds", parameters)

    def settling(self, **parameters: Any) -> Settling:
        """How much a window of an age still moves."""
        return self._one(Settling, "reports/settling", parameters)

    def report_file(self, name: str, media_type: str, **parameters: Any) -> bytes:
        """Return a report in another form: `text/csv` or `application/vnd.apache.parquet`."""
        return self._connection.send("GET", f"/api/reports/{name}/", named(parameters), accept=media_type).body
