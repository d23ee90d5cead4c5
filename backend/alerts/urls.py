"""Addresses under /api/."""

from django.urls import path

from backend.alerts.apis import AlertsApi

urlpatterns = [path("alerts/", AlertsApi.as_view(), name="alerts")]
