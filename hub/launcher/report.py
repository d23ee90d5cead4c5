"""`hub report`: reports of the running stack, as a table on the screen or as a file."""

import csv
import io
import sys
from enum import StrEnum, auto
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hub.launcher.ports import LOOPBACK
from hub.launcher.profiles import stack_settings

report = typer.Typer(
    help="Answer about the past: what was known, what was shown, and why it moved.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_PROVENANCE = ("receipt", "fresh_as_of", "settled")
_MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "json": "application/json"}


class Format(StrEnum):
    """How a report is written."""

    table = auto()
    csv = auto()
    parquet = auto()
    json = auto()


_Format = Annotated[Format, typer.Option("--format", help="How the report is written.")]
_Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; without it, the screen.")]
_At = Annotated[str | None, typer.Option(help="The moment, ISO 8601 with an offset; without it, now.")]
_From = Annotated[str | None, typer.Option("--from", help="Start of the period, ISO 8601 with an offset.")]
_To = Annotated[str | None, typer.Option("--to", help="End of the period; not included.")]
_Day = Annotated[str | None, typer.Option(help="A day, 2026-11-24, instead of --from and --to.")]
_Platform = Annotated[str | None, typer.Option(help="One marketplace: amazon, mercado_livre or shopee.")]
_Zone = Annotated[str, typer.Option(help="Whose days: business, marketplace, or an IANA name.")]
_ByDay = Annotated[bool, typer.Option("--by-day", help="A row for each day.")]


@report.command()
def as_known(
    at: _At = None,
    start: _From = None,
    end: _To = None,
    day: _Day = None,
    platform: _Platform = None,
    zone: _Zone = "business",
    by_day: _ByDay = False,
    form: _Format = Format.table,
    output: _Output = None,
) -> None:
    """What was known at a moment."""
    asked = {"at": at, "from": start, "to": end, "day": day, "platform": platform, "zone": zone}
    _tell("as-known", asked | {"group": "day" if by_day else None}, form, output)


@report.command()
def as_of(
    at: Annotated[str, typer.Option(help="The moment, ISO 8601 with an offset.")],
    start: _From = None,
    end: _To = None,
    day: _Day = None,
    platform: _Platform = None,
    form: _Format = Format.table,
    output: _Output = None,
) -> None:
    """What was shown at a moment."""
    _tell("as-of", {"at": at, "from": start, "to": end, "day": day, "platform": platform}, form, output)


@report.command()
def why(
    from_at: Annotated[str, typer.Option(help="The first moment, ISO 8601 with an offset.")],
    to_at: Annotated[str, typer.Option(help="The second moment.")],
    period_from: Annotated[str, typer.Option(help="Start of the period whose number moved.")],
    period_to: Annotated[str, typer.Option(help="End of the period; not included.")],
    platform: _Platform = None,
    events: Annotated[bool, typer.Option("--events", help="The first 10,000 events instead of the bars.")] = False,
    form: _Format = Format.table,
    output: _Output = None,
) -> None:
    """Why a period's number moved between two moments."""
    moments = {"from_at": from_at, "to_at": to_at, "period_from": period_from, "period_to": period_to}
    asked = {**moments, "platform": platform, "limit": "10000" if events else None}
    _tell("why/events" if events else "why", asked, form, output)


@report.command()
def refunds(
    at: _At = None,
    start: _From = None,
    end: _To = None,
    day: _Day = None,
    platform: _Platform = None,
    zone: _Zone = "business",
    by_day: _ByDay = False,
    basis: Annotated[str, typer.Option(help="refund_date or sale_date.")] = "refund_date",
    form: _Format = Format.table,
    output: _Output = None,
) -> None:
    """Refunds by their own date, or by that of their sale."""
    asked = {"at": at, "from": start, "to": end, "day": day, "platform": platform, "zone": zone, "basis": basis}
    _tell("refunds", asked | {"group": "day" if by_day else None}, form, output)


@report.command()
def settling(
    platform: _Platform = None,
    window: Annotated[str, typer.Option(help="Length of a window in seconds: 60, 3600 or 86400.")] = "3600",
    days: Annotated[int, typer.Option(help="Newest settled days to learn from.")] = 56,
    level: Annotated[str, typer.Option(help="Share of windows within the bound: 0.90, 0.95 or 0.99.")] = "0.99",
    form: _Format = Format.table,
    output: _Output = None,
) -> None:
    """How much a window of an age still moves."""
    _tell("settling", {"platform": platform, "window": window, "days": str(days), "level": level}, form, output)


def _tell(name: str, asked: dict[str, str | None], form: Format, output: Path | None) -> None:
    """Ask the running stack for a report and write it. Raises HubError."""
    if form is Format.parquet and output is None and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is for files: name one with -o.")
    body = _fetch(name, asked, Format.csv if form is Format.table else form)
    written = _table(body) if form is Format.table else body
    if output is not None:
        output.write_bytes(written)
        typer.echo(f"Wrote {output}.", err=True)
    else:
        sys.stdout.buffer.write(written)


def _fetch(name: str, asked: dict[str, str | None], form: Format) -> bytes:
    """Return a report of the stack that runs on this machine. Raises HubError."""
    # Imported here, because a wrong option should be refused at once.
    from hub.client import Client
    from hub.launcher.management import ask

    settings = stack_settings()
    token = ask(settings, "token", "--role", "viewer", "--expires", "10m", "--name", "hub report")
    client = Client(f"http://{LOOPBACK}:{settings.api_port}", token)
    return client.report_file(name, _MEDIA_TYPES[form], **asked)


def _table(body: bytes) -> bytes:
    """Write CSV as a table, and below it once what every row says of its numbers."""
    names, *rows = csv.reader(io.StringIO(body.decode()))
    shown = [place for place, name in enumerate(names) if name not in _PROVENANCE]
    table = Table(*(names[place] for place in shown), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(row[place] for place in shown))
    text = io.StringIO()
    console = Console(file=text, highlight=False, soft_wrap=True, width=max(200, 16 * len(shown)))
    console.print(table if rows else "No rows.", markup=False)
    for name in _PROVENANCE if rows else ():
        console.print(f"{name}: {rows[0][names.index(name)]}", markup=False)
    return text.getvalue().encode()
