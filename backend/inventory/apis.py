"""HTTP for stock."""

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.api.answers import Body, provenance, respond
from backend.api.pages import next_page
from backend.api.parameters import read_cursor
from backend.api.schemas import responses
from backend.inventory import presenters, selectors
from backend.inventory.schemas import StockListShape, StockQuery
from backend.lake.view import View
from hub.settings import get_settings


class StockApi(APIView):
    """The last known quantities."""

    @extend_schema(
        operation_id="stock",
        summary="Stock, lowest first",
        parameters=[StockQuery],
        responses=responses(StockListShape),
        description="The last known quantity of each platform, product and warehouse, lowest first.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Answer one page of stock."""
        query = StockQuery.read(request.query_params)
        threshold, limit, low = get_settings().low_stock, query["limit"], query["low"]
        names = {name: query.get(name) for name in ("platform", "product_id", "warehouse")}
        after = None
        if "cursor" in query:
            after = selectors.StockOrder(*read_cursor(query["cursor"], kinds=(int, str, str, str)))

        def build(view: View) -> Body:
            rows = selectors.stock(view, **names, below=threshold if low else None, after=after)
            if low is False:
                rows = [row for row in rows if row.stock_quantity >= threshold]
            page = rows[:limit]
            more = list(selectors.order_of(page[-1])) if len(rows) > limit else None
            return {
                "results": [presenters.stock(row, threshold=threshold) for row in page],
                "threshold": threshold,
                "next": next_page(request, more),
                **provenance(view, sum(row.ingest_seq <= view.seam for row in page), len(page)),
            }

        return respond(request, (*names.values(), low, after, limit), build)
