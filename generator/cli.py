"""The command: `hub generate`, or `python -m generator`."""

import json
import secrets
import sys
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Annotated, Any

import typer
from rich.console import Console

from generator.disturbances import Rates
from generator.planning import arrange
from generator.platforms import PLATFORMS
from generator.producer import Target
from generator.run import on_stop_signal, run, run_in_processes
from generator.stream import Plan
from generator.tally import Tally
from hub.durations import parse_duration
from hub.errors import EXIT_FAILED, HubError
from hub.settings import get_settings

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

_USUAL = Rates()


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset.")
    return moment.astimezone(UTC)


def _share(meaning: str) -> Any:
    return typer.Option(min=0, max=1, metavar="P", help=meaning)


@app.command()
def generate(
    rate: Annotated[float | None, typer.Option(min=0.001, help="Messages a second.")] = None,
    count: Annotated[int | None, typer.Option(min=1, help="Send so many messages, then end.")] = None,
    past: Annotated[
        timedelta | None, typer.Option(parser=parse_duration, metavar="SPAN", help="Fill this span up to now, say 2h.")
    ] = None,
    until_stopped: Annotated[bool, typer.Option("--until-stopped", help="After --past, go on live.")] = False,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same events.")] = None,
    start: Annotated[
        datetime | None, typer.Option(parser=_moment, metavar="TIME", help="Take this for now: ISO 8601 with offset.")
    ] = None,
    platform: Annotated[
        list[str] | None, typer.Option(help=f"Only this marketplace ({', '.join(PLATFORMS)}); may be given again.")
    ] = None,
    duplicates: Annotated[float, _share("Share of events delivered twice.")] = _USUAL.duplicates,
    late: Annotated[float, _share("Share of sales and views that come late, up to 3 days.")] = _USUAL.late,
    out_of_order: Annotated[float, _share("Share of events overtaken by later ones.")] = _USUAL.out_of_order,
    broken: Annotated[float, _share("Share of events that come broken first.")] = _USUAL.broken,
    refunds: Annotated[float, _share("Share of events that take an earlier sale back.")] = _USUAL.refunds,
    processes: Annotated[int, typer.Option(min=1, max=16, help="Send a back-fill from so many processes.")] = 1,
    bootstrap: Annotated[str | None, typer.Option(help="Kafka servers, host:port.")] = None,
    topic: Annotated[str | None, typer.Option(help="Topic to send to.")] = None,
    patience: Annotated[
        timedelta, typer.Option(parser=parse_duration, metavar="SPAN", show_default="2m", help="How long to retry.")
    ] = timedelta(minutes=2),
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Send simulated events of three marketplaces and confirm that each was stored.

    Without --count and --past it sends live until Ctrl-C. It ends with 1 if a message was not acknowledged.
    """
    settings = get_settings()
    pauses = sorted((settings.generator_interval_min, settings.generator_interval_max))
    now = datetime.now(UTC)
    plan = Plan(
        start=start or now,
        seed=secrets.randbits(32) if seed is None else seed,
        zone=settings.event_zone,
        platforms=_known(platform),
        rates=Rates(duplicates, late, out_of_order, broken, refunds),
        rate=rate,
        pauses=(timedelta(seconds=pauses[0]), timedelta(seconds=pauses[1])),
    )
    try:
        plan = arrange(plan, count=count, past=past, until_stopped=until_stopped, processes=processes)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error

    target = Target(bootstrap or settings.kafka_bootstrap, topic or settings.events_topic, patience)
    if processes == 1:
        halt = Event()
        with on_stop_signal(halt.set):
            tally = run(plan, target, halt=halt, delay=now - plan.start)
    else:
        tally = run_in_processes(plan, target, processes)
    _report(tally, plan.seed, as_json=as_json)
    if tally.lost:
        raise typer.Exit(EXIT_FAILED)


def main() -> None:
    """Run the command; an error that a person can act on is printed as such, with its exit code."""
    try:
        app(prog_name="python -m generator")
    except HubError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)


def _known(platforms: list[str] | None) -> tuple[str, ...]:
    for name in platforms or ():
        if name not in PLATFORMS:
            raise typer.BadParameter(f"{name!r} is not a marketplace. Known are {', '.join(PLATFORMS)}.")
    return tuple(name for name in PLATFORMS if not platforms or name in platforms)


def _report(tally: Tally, seed: int, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"seed": seed} | tally.as_json()))
    else:
        Console(highlight=False, soft_wrap=True).print(f"{tally.as_text()} Seed {seed}.", markup=False)
    if tally.lost:
        typer.echo(f"Error: {tally.lost:,} messages were not acknowledged. First: {tally.first_failure}", err=True)
