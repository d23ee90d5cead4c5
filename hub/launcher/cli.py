"""The `hub` command."""

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from enum import StrEnum, auto
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hub.errors import HubError
from hub.launcher.console import Report
from hub.launcher.lock import lock_holder
from hub.launcher.members import members
from hub.launcher.profiles import stack_settings
from hub.launcher.report import report
from hub.launcher.stopping import stop_running
from hub.settings import get_settings

app = typer.Typer(
    help="Realtime Analytics Hub: revenue now and revenue right.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(report, name="report")


class Role(StrEnum):
    """What a person or program may do."""

    viewer = auto()
    analyst = auto()
    operator = auto()
    admin = auto()


class Profile(StrEnum):
    """Which services a stack consists of."""

    embedded = auto()
    full = auto()


_PLAIN = Console(highlight=False, soft_wrap=True)


@app.command()
def up(
    detach: Annotated[bool, typer.Option("--detach", help="End when everything is ready; it goes on running.")] = False,
    no_generator: Annotated[bool, typer.Option("--no-generator", help="Start without simulated events.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
    profile: Annotated[Profile | None, typer.Option(help="Which services; HUB_PROFILE says it otherwise.")] = None,
    background_log: Annotated[Path | None, typer.Option(hidden=True)] = None,
) -> None:
    """Start everything; Ctrl-C stops everything."""
    from hub.launcher.up import bring_up

    raise typer.Exit(
        bring_up(
            detach=detach,
            generator=not no_generator,
            browser=not no_browser,
            profile=profile,
            background_log=background_log,
        )
    )


@app.command()
def down() -> None:
    """Drain the stream and stop everything."""
    root = get_settings().root
    _PLAIN.print(f"Stopped the stack in {root}." if stop_running(root) else f"No stack runs in {root}.")


@app.command()
def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show the services, and how far the stream is."""
    from hub.launcher.status import stack_status

    seen, now = stack_status(stack_settings()), datetime.now(UTC)
    if as_json:
        typer.echo(json.dumps(seen.as_json(now), indent=2))
        return
    table = Table("service", "state", "pid", "port", "url", box=None, pad_edge=False)
    for each in seen.services:
        table.add_row(each.name, each.state, str(each.pid), str(each.port or ""), each.url)
    _PLAIN.print(table if seen.services else f"No stack runs in {get_settings().root}.")
    if seen.progress:
        age = seen.progress.age(now)
        told = f"{age.total_seconds():.1f} s ago" if age is not None else "never"
        number, lag = seen.progress.ingest_seq, seen.progress.lag
        _PLAIN.print(f"stream: ingest_seq {number}, ingested {told}, {lag} records wait")
    else:
        _PLAIN.print(f"stream: {seen.trouble}")


@app.command()
def doctor() -> None:
    """Look at everything that a stack needs."""
    from hub.launcher.doctor import examine

    well = True
    for finding in examine(stack_settings()):
        well = well and finding.well
        _PLAIN.print(f"{'well' if finding.well else 'ill':5} {finding.name:10} {finding.seen}", markup=False)
    raise typer.Exit(0 if well else 1)


@app.command()
def reset(yes: Annotated[bool, typer.Option("--yes", help="Yes, delete it.")] = False) -> None:
    """Delete everything that the stack keeps: lake, broker, databases, logs, secrets."""
    root = get_settings().root
    if not yes:
        raise typer.BadParameter(f"This deletes {root} with all its data. If you mean it: hub reset --yes")
    if lock_holder(root) is not None or members(root):
        raise HubError(f"A stack runs in {root}.", hint="Stop it with `hub down` first.")
    if root.exists() and not (root / "secrets.json").exists():
        raise HubError(f"{root} does not look like a stack's folder: it has no secrets.json.", hint="Check HUB_HOME.")
    if root.exists():
        shutil.rmtree(root)
    _PLAIN.print(f"Deleted {root}.")


@app.command()
def token(
    role: Annotated[Role, typer.Option(help="What the token may do.")] = Role.viewer,
    expires: Annotated[str, typer.Option(help="When it ends to be valid: 30d, 12h, or never.")] = "90d",
    name: Annotated[str, typer.Option(help="What it is for.")] = "",
) -> None:
    """Print a new API token of a role."""
    from hub.launcher.management import ask

    typer.echo(ask(stack_settings(), "token", "--role", role, "--expires", expires, "--name", name))


@app.command()
def pin(
    what: Annotated[str, typer.Argument(help="A publication's id, or a receipt; without it, pins are listed.")] = "",
    reason: Annotated[str, typer.Option(help="Why it must be kept.")] = "",
    name: Annotated[str, typer.Option(help="What the report is called; by default its reason.")] = "",
) -> None:
    """Keep a publication, or the answer of a receipt, for ever; or list what is kept."""
    from hub.launcher.pinning import make_pin, pin_table

    if what:
        typer.echo(make_pin(stack_settings(), what, name=name, reason=reason))
    else:
        _PLAIN.print(pin_table(stack_settings()))


@app.command()
def logs(name: Annotated[str, typer.Argument(help="A service's name, as `hub status` tells it.")]) -> None:
    """Print a service's log."""
    directory = get_settings().root / "logs"
    path = directory / f"{name}.log"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in directory.glob("*.log"))) or "none yet"
        raise HubError(f"There is no log of {name!r}.", hint=f"Logs: {known}.")
    with path.open(errors="replace") as lines:
        sys.stdout.writelines(lines)


@app.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    short_help="Send simulated events; `hub generate --help` lists its options.",
)
def generate(context: typer.Context) -> None:
    """Send simulated events."""
    # Imported here, because the other commands should not wait for what only this one needs.
    from generator.cli import app as generator

    raise typer.Exit(generator(args=context.args, prog_name="hub generate", standalone_mode=False) or 0)


def main() -> None:
    """Run the command; an error that a person can act on is printed as such, with its exit code."""
    try:
        app()
    except HubError as error:
        Report(Console(stderr=True, highlight=False, soft_wrap=True)).fail(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read this command's output has read enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
