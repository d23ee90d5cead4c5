"""The app's name, and the rows that it needs to work."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def make_roles(using: str, **_: Any) -> None:
    """Make the groups of roles that do not exist yet; a flush of the database takes them along."""
    # Models can be imported only once the apps are.
    from django.contrib.auth.models import Group

    from backend.accounts.roles import ROLES

    for role in ROLES:
        Group.objects.using(using).get_or_create(name=role)


class AccountsConfig(AppConfig):
    """Users, roles, tokens, log-in."""

    name = "backend.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the roles made whenever the tables have been."""
        post_migrate.connect(make_roles, sender=self)
