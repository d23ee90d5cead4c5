"""Alerts that the stream raised."""
