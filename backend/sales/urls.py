"""Addresses under /api/."""

from django.urls import path

from backend.sales.apis import SummaryApi, TopProductsApi, WindowsApi

urlpatterns = [
    path("sales/windows/", WindowsApi.as_view(), name="sales-windows"),
    path("sales/summary/", SummaryApi.as_view(), name="sales-summary"),
    path("products/top/", TopProductsApi.as_view(), name="products-top"),
]
