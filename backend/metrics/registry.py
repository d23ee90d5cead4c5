"""The metrics of this process."""

from prometheus_client import CollectorRegistry, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
