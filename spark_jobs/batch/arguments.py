"""Arguments as Airflow's templates write them: every option is always there, and an empty one was not given."""

import argparse
from datetime import date, datetime


def optional_text(text: str) -> str | None:
    """Return the text, None for an empty one."""
    return text or None


def optional_moment(text: str) -> datetime | None:
    """Return a moment with its offset from UTC, None for an empty text. Raises ArgumentTypeError."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no moment. Write, for example, 2026-03-01T15:40-03:00."
        ) from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no offset from UTC. Write, for example, {text}-03:00.")
    return moment


def dates(text: str) -> frozenset[date]:
    """Return the dates of a list with commas, `2026-03-01,2026-03-02`. Raises ArgumentTypeError."""
    try:
        return frozenset(date.fromisoformat(each.strip()) for each in text.split(",") if each.strip())
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} holds no date: {error}. Write 2026-03-01,2026-03-02.") from error


def add_switch(parser: argparse.ArgumentParser, name: str, *, meaning: str, default: bool = False) -> None:
    """Add an option that is on when given (`--full`) and can be written out (`--full=false`)."""
    parser.add_argument(name, type=_switch, nargs="?", const=True, default=default, metavar="true|false", help=meaning)


def _switch(text: str) -> bool:
    switches = {"true": True, "false": False}
    if text.lower() not in switches:
        raise argparse.ArgumentTypeError(f"{text!r} is neither true nor false.")
    return switches[text.lower()]
