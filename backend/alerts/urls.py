"""Addresses under /api/."""

from django.urls import path

from backend.alerts.apis import AcknowledgeApi, AlertApi, AlertsApi, ResolveApi
from backend.alerts.channels.apis import ChannelApi, ChannelsApi, DeliveriesApi, SendAgainApi
from backend.alerts.rules.apis import BacktestApi, RuleApi, RulesApi

urlpatterns = [
    path("alerts/", AlertsApi.as_view(), name="alerts"),
    path("alerts/<str:alert_id>/", AlertApi.as_view(), name="alert"),
    path("alerts/<str:alert_id>/acknowledge/", AcknowledgeApi.as_view(), name="alert-acknowledge"),
    path("alerts/<str:alert_id>/resolve/", ResolveApi.as_view(), name="alert-resolve"),
    path("channels/", ChannelsApi.as_view(), name="channels"),
    path("channels/<int:channel_id>/", ChannelApi.as_view(), name="channel"),
    path("deliveries/", DeliveriesApi.as_view(), name="deliveries"),
    path("deliveries/<int:delivery_id>/send-again/", SendAgainApi.as_view(), name="delivery-send-again"),
    path("rules/", RulesApi.as_view(), name="rules"),
    path("rules/backtest/", BacktestApi.as_view(), name="rule-backtest"),
    path("rules/<str:rule_id>/", RuleApi.as_view(), name="rule"),
]
