"""Measurements, each a command of its own: `python -m benchmarks.NAME`; `make bench` runs them all."""
