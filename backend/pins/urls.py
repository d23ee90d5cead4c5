"""Addresses under /api/."""

from django.urls import path

from backend.pins.apis import PinApi, PinComparisonApi, PinnedReportApi, PinsApi
from backend.pins.pages import PinPageApi

urlpatterns = [
    path("pins/", PinsApi.as_view(), name="pins"),
    path("pins/<str:pin_id>/", PinApi.as_view(), name="pin"),
    path("pins/<str:pin_id>/compare/", PinComparisonApi.as_view(), name="pin-compare"),
    path("pins/<str:pin_id>/page/", PinPageApi.as_view(), name="pin-page"),
    path("pins/<str:pin_id>/report/", PinnedReportApi.as_view(), name="pin-report"),
]
