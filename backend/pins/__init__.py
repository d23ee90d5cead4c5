"""Pins: reports that are kept for ever, with their rows, their receipt and a hash."""
