"""`hub up`: from its options to a running stack."""

import os
from pathlib import Path

from hub.launcher.console import Report
from hub.launcher.detached import leave_terminal, start_detached
from hub.launcher.launcher import Launcher
from hub.launcher.plan import steps
from hub.launcher.profiles import record_profile, stack_settings
from hub.launcher.services.airflow_api import USER
from hub.launcher.services.page import login_link
from hub.launcher.stack import Stack
from hub.launcher.steps import Step
from hub.settings import Settings


def bring_up(*, detach: bool, generator: bool, browser: bool, profile: str | None, background_log: Path | None) -> int:
    """Run a stack until it is stopped, or with `detach` until it is ready; return the exit code. Raises HubError."""
    settings = stack_settings(profile)
    generator = generator and settings.generator_auto_start
    if detach:
        options = [f"--profile={settings.profile}"]
        options += [*([] if generator else ["--no-generator"]), *([] if browser else ["--no-browser"])]
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
        record_profile(settings)
        return steps(stack, generator=generator, browser=browser)

    Launcher(settings, report).run(plan, on_ready=on_ready, environment=os.environ)
    return 0


def tell_addresses(report: Report, settings: Settings, stack: Stack) -> None:
    """Say where everything is, and how to get in."""
    report.say("")
    report.say(f"Page      {login_link(settings)} (logs you in, once)")
    password = stack.secrets["AIRFLOW_PASSWORD"]
    report.say(f"Airflow   http://127.0.0.1:{settings.airflow_port}/ (user {USER}, password {password})")
    report.say(f"Logs      {settings.root / 'logs'}, or: hub logs NAME")
