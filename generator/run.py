"""Carrying out a plan: each message is sent when it is due, in this process or in several."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event
from types import FrameType

from generator.producer import ConfirmedProducer, Target
from generator.stream import Plan, open_stream
from generator.tally import Tally
from hub.errors import BrokerError, HubError

STRETCH = 500
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run(plan: Plan, target: Target, *, halt: Event, delay: timedelta = timedelta(0)) -> Tally:
    """Send the plan's messages until its end, or until `halt` is set; return what was acknowledged.

    Each message is sent `delay` after it is due: the time that has passed since a plan's start that lies in the past.
    """
    with ConfirmedProducer(target, halt=halt) as producer:
        back_fill, live = open_stream(plan)
        # Making and sending by turns in stretches costs a third less than message by message.
        while not halt.is_set() and (stretch := list(islice(back_fill, STRETCH))):
            for message in stretch:
                producer.send(message)
        for message in live:
            wait = (message.due + delay - datetime.now(UTC)).total_seconds()
            if halt.wait(max(wait, 0)):
                break
            producer.send(message)
    return producer.tally


def run_in_processes(plan: Plan, target: Target, processes: int) -> Tally:
    """Send a back-fill from several processes at once, each with its own part of the products.

    Raises BrokerError when a process ends without a report.
    """
    context = get_context("spawn")
    workers, reports = [], []
    for number in range(processes):
        report, reporting = context.Pipe(duplex=False)
        part = replace(plan, worker=number, workers=processes)
        worker = context.Process(target=_work, args=(part, target, reporting))
        worker.start()
        reporting.close()  # so that the end of the worker ends the pipe
        workers.append(worker)
        reports.append(report)

    def stop_all() -> None:
        for worker in workers:
            worker.terminate()

    total = Tally()
    with on_stop_signal(stop_all):
        for worker, report in zip(workers, reports, strict=True):
            total.add(_read(report))
            worker.join()
    return total


@contextmanager
def on_stop_signal(action: Callable[[], object]) -> Iterator[None]:
    """Run `action` at the first Ctrl-C or SIGTERM; a second one interrupts at once."""

    def handle(number: int, frame: FrameType | None) -> None:
        for each in _STOP_SIGNALS:
            signal.signal(each, signal.default_int_handler)
        action()

    before = {each: signal.signal(each, handle) for each in _STOP_SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _work(plan: Plan, target: Target, reporting: Connection) -> None:
    """What one process does. Ctrl-C reaches it too, but only the parent decides, and says so by SIGTERM."""
    halt = Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: halt.set())
    try:
        reporting.send(run(plan, target, halt=halt))
    except HubError as error:
        reporting.send(error)


def _read(report: Connection) -> Tally:
    try:
        said: Tally | HubError = report.recv()
    except EOFError:
        raise BrokerError("A sending process ended without a report.", hint="Its error is above.") from None
    if isinstance(said, HubError):
        raise said
    return said
