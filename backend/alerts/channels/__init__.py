"""Whom to tell and what was told, over REST."""
