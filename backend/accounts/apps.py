"""The app's name."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles, tokens, log-in."""

    name = "backend.accounts"
    default_auto_field = "django.db.models.BigAutoField"
