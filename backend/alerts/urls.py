"""Addresses under /api/."""

from django.urls import path

from backend.alerts.apis import AlertsApi
from backend.alerts.rules.apis import RuleApi, RulesApi

urlpatterns = [
    path("alerts/", AlertsApi.as_view(), name="alerts"),
    path("rules/", RulesApi.as_view(), name="rules"),
    path("rules/<str:rule_id>/", RuleApi.as_view(), name="rule"),
]
