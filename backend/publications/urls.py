"""Addresses under /api/."""

from django.urls import path

from backend.publications.apis import PublicationsApi, PublishApi, ReconciliationsApi

urlpatterns = [
    path("publications/", PublicationsApi.as_view(), name="publications"),
    path("publications/<str:publication_id>/publish/", PublishApi.as_view(), name="publish"),
    path("reconciliations/", ReconciliationsApi.as_view(), name="reconciliations"),
]
