"""The batch layer has one writer at a time, whoever starts it."""

from collections.abc import Iterator
from contextlib import contextmanager

from hub.settings import Settings
from spark_jobs.stream.lease import exclusive_lease

_HINT = "Silver, the batch view and publications have one writer: wait until that job has ended, or stop it."


@contextmanager
def batch_writer(settings: Settings) -> Iterator[None]:
    """Be the only job that writes silver, the batch view, publications and audits. Raises LeaseHeld.

    Airflow's pool `lake_writer` queues its own tasks; the lease also refuses a job that was submitted by hand, and a
    second one while the driver of a dead task still runs.
    """
    with exclusive_lease(settings.root / "run", f"{settings.lake_uri}/silver", hint=_HINT):
        yield
