"""Addresses under /api/."""

from django.urls import path

from backend.inventory.apis import StockApi

urlpatterns = [path("stock/", StockApi.as_view(), name="stock")]
