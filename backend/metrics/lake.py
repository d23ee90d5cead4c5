"""How fresh and how settled the numbers are, at the moment of asking."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from backend.lake.service import Moment, lake_service
from backend.metrics.registry import REGISTRY
from backend.realtime.board import board
from hub.errors import BrokerError, LakeError
from hub.launcher.progress import stream_progress
from hub.settings import get_settings

_SECONDS_BETWEEN_LOOKS_AT_THE_BROKER = 15.0


class Lag:
    """The records that wait in Kafka, asked for at most so often, by one thread at a time."""

    def __init__(self, ask: Callable[[], int]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._asked_at = float("-inf")
        self._lag: int | None = None

    def get(self) -> int | None:
        """Return how many there are; None while the broker or the lake does not say."""
        with self._lock:
            if time.monotonic() - self._asked_at >= _SECONDS_BETWEEN_LOOKS_AT_THE_BROKER:
                try:
                    self._lag = self._ask()
                except (BrokerError, LakeError, OSError):
                    self._lag = None
                self._asked_at = time.monotonic()
            return self._lag


class LakeCollector(Collector):
    """Reads what is in memory; only the lag is asked for."""

    def __init__(self) -> None:
        self._lag = Lag(lambda: stream_progress(get_settings()).lag)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return the metrics of this moment; those that nothing is known about are left out."""
        yield _gauge("hub_websocket_clients", "Open WebSockets.", board().connections)
        lag = self._lag.get()
        yield _gauge("hub_broker_answers", "Whether Kafka says how many records wait (0 or 1).", int(lag is not None))
        if lag is not None:
            yield _gauge("hub_stream_lag_records", "Records in Kafka that no whole batch has brought in yet.", lag)
        moment = lake_service().latest
        readable = moment is not None and not moment.problem
        yield _gauge("hub_lake_readable", "Whether the last look at the lake went well (0 or 1).", int(readable))
        if moment is not None:
            yield from _of_moment(moment, datetime.now(UTC))


def _of_moment(moment: Moment, now: datetime) -> Iterator[GaugeMetricFamily]:
    view = moment.view
    refreshed = (now - moment.refreshed_at).total_seconds()
    yield _gauge("hub_lake_refresh_age_seconds", "Time since the last look at the lake that went well.", refreshed)
    yield _gauge("hub_lake_refresh_seconds", "How long that look took.", moment.seconds)
    yield _gauge("hub_stream_ingest_seq", "Number of the newest whole batch.", view.ingest_seq)
    yield _gauge("hub_seam", "The batch view answers up to this number.", view.seam)
    yield _gauge("hub_unsettled_batches", "Batches past the seam.", view.ingest_seq - view.seam)
    if view.fresh_as_of is not None:
        age = (now - view.fresh_as_of).total_seconds()
        yield _gauge("hub_stream_age_seconds", "Time since the newest whole batch came in.", age)
    if view.publication is not None:
        age = (now - view.publication.published_at).total_seconds()
        yield _gauge("hub_publication_age_seconds", "Time since the publication in effect was made.", age)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value)


REGISTRY.register(LakeCollector())
