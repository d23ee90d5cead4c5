"""The app's name."""

from django.apps import AppConfig


class PinsConfig(AppConfig):
    """Pinned reports; they are kept in the lake, so this app has no tables of its own."""

    name = "backend.pins"
