"""Addresses under /api/."""

from django.urls import path

from backend.publications.apis import PublicationsApi, ReconciliationsApi

urlpatterns = [
    path("publications/", PublicationsApi.as_view(), name="publications"),
    path("reconciliations/", ReconciliationsApi.as_view(), name="reconciliations"),
]
