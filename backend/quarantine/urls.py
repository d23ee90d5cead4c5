"""Addresses under /api/."""

from django.urls import path

from backend.quarantine.apis import QuarantineApi

urlpatterns = [path("quarantine/", QuarantineApi.as_view(), name="quarantine")]
