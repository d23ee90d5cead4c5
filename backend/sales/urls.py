"""Addresses under /api/."""

from django.urls import path

from backend.sales.apis import SUMMARY_PATH, SummaryApi, TopProductsApi, WindowsApi

urlpatterns = [
    path("sales/windows/", WindowsApi.as_view(), name="sales-windows"),
    path(SUMMARY_PATH, SummaryApi.as_view(), name="sales-summary"),
    path("products/top/", TopProductsApi.as_view(), name="products-top"),
]
