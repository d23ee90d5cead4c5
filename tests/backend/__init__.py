"""The serving layer, on real Delta files."""
