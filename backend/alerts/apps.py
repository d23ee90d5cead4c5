"""The app's name."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Rules, the life cycle of alerts, and their delivery."""

    name = "backend.alerts"
    default_auto_field = "django.db.models.BigAutoField"
