"""From the command's options to a plan: which combinations mean what, and which mean nothing."""

from dataclasses import replace
from datetime import timedelta

from generator.stream import Plan


def arrange(
    plan: Plan,
    *,
    count: int | None = None,
    past: timedelta | None = None,
    until_stopped: bool = False,
    processes: int = 1,
) -> Plan:
    """Return the plan with its parts arranged; docs/reference/generator.md has the table of combinations.

    Raises ValueError for options that contradict each other.
    """
    arranged = _parts(plan, count, past, until_stopped=until_stopped)
    if processes > 1 and arranged.live != 0:
        raise ValueError("Several processes send a back-fill only: give --past, or --count without --rate.")
    return arranged


def _parts(plan: Plan, count: int | None, past: timedelta | None, *, until_stopped: bool) -> Plan:
    if past is not None:
        if not past:
            raise ValueError("The past must be longer than nothing. Write for example --past 2h.")
        back_fill = count or round(past.total_seconds() * plan.density)
        return replace(plan, past=past, back_fill=back_fill, live=None if until_stopped else 0)
    if count is None:
        return replace(plan, live=None)
    if until_stopped:
        raise ValueError("--count ends the run and --until-stopped does not: give one of them, or add --past.")
    if plan.rate is None:
        return replace(plan, past=timedelta(seconds=count / plan.density), back_fill=count)
    return replace(plan, live=count)
