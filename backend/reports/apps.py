"""The app's name."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports of the past; they are read from the lake, so this app has no tables of its own."""

    name = "backend.reports"
