"""Addresses under /api/."""

from django.urls import URLPattern, URLResolver, path

from backend.reports.as_of_apis import AsOfApi
from backend.reports.known_apis import AsKnownApi
from backend.reports.receipts_apis import ReceiptApi
from backend.reports.refunds_apis import RefundsApi
from backend.reports.settling_apis import SettlingApi
from backend.reports.why_apis import WhyApi, WhyEventsApi

urlpatterns: list[URLPattern | URLResolver] = [
    path("receipts/<str:receipt>/", ReceiptApi.as_view(), name="receipt"),
    path("reports/as-of/", AsOfApi.as_view(), name="reports-as-of"),
    path("reports/as-known/", AsKnownApi.as_view(), name="reports-as-known"),
    path("reports/refunds/", RefundsApi.as_view(), name="reports-refunds"),
    path("reports/settling/", SettlingApi.as_view(), name="reports-settling"),
    path("reports/why/", WhyApi.as_view(), name="reports-why"),
    path("reports/why/events/", WhyEventsApi.as_view(), name="reports-why-events"),
]
