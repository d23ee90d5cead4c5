"""Real services and small tools that tests of several areas share."""
