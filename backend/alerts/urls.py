"""Addresses under /api/."""

from django.urls import path

from backend.alerts.apis import AcknowledgeApi, AlertApi, AlertsApi, ResolveApi
from backend.alerts.rules.apis import BacktestApi, RuleApi, RulesApi

urlpatterns = [
    path("alerts/", AlertsApi.as_view(), name="alerts"),
    path("alerts/<str:alert_id>/", AlertApi.as_view(), name="alert"),
    path("alerts/<str:alert_id>/acknowledge/", AcknowledgeApi.as_view(), name="alert-acknowledge"),
    path("alerts/<str:alert_id>/resolve/", ResolveApi.as_view(), name="alert-resolve"),
    path("rules/", RulesApi.as_view(), name="rules"),
    path("rules/backtest/", BacktestApi.as_view(), name="rule-backtest"),
    path("rules/<str:rule_id>/", RuleApi.as_view(), name="rule"),
]
