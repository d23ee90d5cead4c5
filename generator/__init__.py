"""The marketplace simulator: events of three marketplaces, sent to Kafka with every delivery confirmed.

From events to the broker: `platforms` (habits) → `marketplace` (what happens) → `disturbances` (what the network
does to it) → `stream` (messages, without Kafka) → `producer` (Kafka) → `cli` (the command).
"""
