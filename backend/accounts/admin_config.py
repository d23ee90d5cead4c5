"""Puts the hub's admin site in place of Django's; a file of its own, because it is read before there are models."""

from django.contrib.admin.apps import AdminConfig


class HubAdminConfig(AdminConfig):
    """Names the site."""

    default_site = "backend.accounts.admin_site.HubAdminSite"
