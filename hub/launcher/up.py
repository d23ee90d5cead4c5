"""`hub up`: from its options to a running stack."""

import os
from pathlib import Path

from hub.errors import SettingsError
from hub.launcher.console import Report
from hub.launcher.detached import leave_terminal, start_detached
from hub.launcher.launcher import Launcher
from hub.launcher.plan import embedded
from hub.launcher.services.airflow_api import USER
from hub.launcher.services.page import login_link
from hub.launcher.stack import Stack
from hub.launcher.steps import Step
from hub.settings import Settings, get_settings


def bring_up(*, detach: bool, generator: bool, browser: bool, profile: str | None, background_log: Path | None) -> int:
    """Run a stack until it is stopped, or with `detach` until it is ready; return the exit code. Raises HubError."""
    settings = get_settings()
    if (profile or settings.profile) != "embedded":
        raise SettingsError(
            f"The profile {profile or settings.profile} cannot be started here yet.",
            hint="Use --profile embedded, and HUB_* variables for a broker, a lake or a database of your own.",
        )
    generator = generator and settings.generator_auto_start
    if detach:
        options = [*([] if generator else ["--no-generator"]), *([] if browser else ["--no-browser"])]
        return start_detached(options, settings.root / "logs" / "launcher.log")
    report = Report()

    def on_ready(stack: Stack) -> None:
        report.close()
        tell_addresses(report, settings, stack)
        if background_log is not None:
            leave_terminal(background_log)
        else:
            report.say("Ctrl-C stops everything.")

    def plan(stack: Stack) -> list[Step]:
        return embedded(stack, generator=generator, browser=browser)

    Launcher(settings, report).run(plan, on_ready=on_ready, environment=os.environ)
    return 0


def tell_addresses(report: Report, settings: Settings, stack: Stack) -> None:
    """Say where everything is, and how to get in."""
    report.say("")
    report.say(f"Page      {login_link(settings)} (logs you in, once)")
    password = stack.secrets["AIRFLOW_PASSWORD"]
    report.say(f"Airflow   http://127.0.0.1:{settings.airflow_port}/ (user {USER}, password {password})")
    report.say(f"Logs      {settings.root / 'logs'}, or: hub logs NAME")
