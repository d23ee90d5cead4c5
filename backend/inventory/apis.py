"""HTTP for stock."""

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from backend.api.answers import Body, provenance
from backend.api.data import DataApi
from backend.api.examples import sample
from backend.api.parameters import read_cursor
from backend.api.questions import Question
from backend.api.schemas import responses
from backend.inventory import examples, presenters, selectors
from backend.inventory.schemas import StockListShape, StockQuery
from backend.lake.view import View


class StockApi(DataApi):
    """The last known quantities."""

    query = StockQuery
    terms = ("low_stock",)

    @extend_schema(
        operation_id="stock",
        summary="Stock, lowest first",
        parameters=[StockQuery],
        responses=responses(StockListShape),
        description="The last known quantity of each platform, product and warehouse, lowest first.",
        examples=sample(examples.STOCK),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of stock."""
        return self.answer(request)

    @classmethod
    def build(cls, view: View, question: Question) -> Body:
        """Answer one page of stock."""
        query, threshold = question.values, question.settings.low_stock
        names = {name: query.get(name) for name in ("platform", "product_id", "warehouse")}
        after = None
        if "cursor" in query:
            after = selectors.StockOrder(*read_cursor(query["cursor"], kinds=(int, str, str, str)))
        rows = selectors.stock(view, **names, below=threshold if query["low"] else None, after=after)
        if query["low"] is False:
            rows = [row for row in rows if row.stock_quantity >= threshold]
        page = rows[: query["limit"]]
        more = list(selectors.order_of(page[-1])) if len(rows) > len(page) else None
        return {
            "results": [presenters.stock(row, threshold=threshold) for row in page],
            "threshold": threshold,
            "next": question.next_page(more),
            **provenance(view, sum(row.ingest_seq <= view.seam for row in page), len(page)),
        }
