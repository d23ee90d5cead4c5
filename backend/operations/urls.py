"""Addresses under /api/."""

from django.urls import path

from backend.operations.apis import ReplaysApi, RunApi

urlpatterns = [
    path("operations/runs/<slug:dag_id>/<str:run_id>/", RunApi.as_view(), name="run"),
    path("replays/", ReplaysApi.as_view(), name="replays"),
]
