"""The client: what may be asked, and what may be changed."""

import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from hub.client.asking import Asking
from hub.client.base import part
from hub.client.connection import Connection
from hub.client.managing import Managing
from hub.client.operations import AlertLife, Pin, Rule, RuleLife, Run
from hub.client.pages import Pages
from hub.client.pins import Comparison


class Client(Asking, Managing):
    """One user's token at one server. Every method may raise ApiRefused."""

    def __init__(self, url: str, token: str = "", *, seconds: float = 120) -> None:
        super().__init__(Connection(url, token, seconds=seconds))

    def health(self) -> dict[str, Any]:
        """Whether the hub is well; with a token also its parts."""
        return dict(self._connection.send("GET", "/api/health/").json())

    def alert(self, alert_id: str) -> AlertLife:
        """Return an alert with its life."""
        return self._sent(AlertLife, "GET", f"alerts/{part(alert_id)}")

    def acknowledge(self, alert_id: str, *, note: str = "") -> AlertLife:
        """Say that somebody looks after an alert. Takes the role operator."""
        return self._sent(AlertLife, "POST", f"alerts/{part(alert_id)}/acknowledge", {"note": note})

    def resolve(self, alert_id: str, *, note: str = "") -> AlertLife:
        """Say that nothing is left to do. Takes the role operator."""
        return self._sent(AlertLife, "POST", f"alerts/{part(alert_id)}/resolve", {"note": note})

    def rules(self) -> Pages[Rule]:
        """Every rule, in its newest version."""
        return Pages(self._connection, "/api/rules/", {}, Rule)

    def rule(self, rule_id: str) -> RuleLife:
        """Return a rule with its history."""
        return self._sent(RuleLife, "GET", f"rules/{part(rule_id)}")

    def create_rule(self, *, name: str, metric: str, comparison: str, threshold: Decimal, **more: Any) -> Rule:
        """Make a rule. Takes the role operator."""
        parts = {"name": name, "metric": metric, "comparison": comparison, "threshold": threshold}
        return self._sent(Rule, "POST", "rules", parts | more)

    def change_rule(self, rule_id: str, **parts: Any) -> Rule:
        """Change parts of a rule; with `version`, only if nobody else has. Takes the role operator."""
        return self._sent(Rule, "PATCH", f"rules/{part(rule_id)}", parts)

    def delete_rule(self, rule_id: str) -> None:
        """Let a rule fire no more. Takes the role operator."""
        self._connection.send("DELETE", f"/api/rules/{part(rule_id)}/")

    def reconcile(
        self, *, until: datetime | None = None, full: bool = False, dry_run: bool = False, reason: str = ""
    ) -> Run:
        """Start a reconciliation, by default of everything up to now. Takes the role operator."""
        body = {"until": until, "full": full, "dry_run": dry_run, "reason": reason}
        return self._sent(Run, "POST", "reconciliations", body)

    def publish(self, publication_id: str, *, reason: str) -> Run:
        """Serve an earlier publication again. Takes the role operator."""
        return self._sent(Run, "POST", f"publications/{part(publication_id)}/publish", {"reason": reason})

    def replay(
        self,
        *,
        what: str = "quarantine",
        from_: datetime | None = None,
        to: datetime | None = None,
        dry_run: bool = True,
    ) -> Run:
        """Send quarantined records again that are events by now, or rebuild `speed`. Takes the role operator."""
        body = {"what": what, "from": from_, "to": to, "dry_run": dry_run}
        return self._sent(Run, "POST", "replays", body)

    def backtest(self, rule: Mapping[str, Any], *, from_: datetime | None = None, to: datetime | None = None) -> Run:
        """Test a draft rule on what came in [from_, to), by default in the last 7 days. Takes the role analyst."""
        return self._sent(Run, "POST", "rules/backtest", {"rule": rule, "from": from_, "to": to})

    def follow(self, run: Run, *, every: float = 1.0) -> Iterator[Run]:
        """Yield how a run goes until it has ended, at most once in `every` seconds."""
        yield run
        while not run.ended:
            time.sleep(every)
            run = self._sent(Run, "GET", f"operations/runs/{part(run.dag_id)}/{part(run.run_id)}")
            yield run

    def pins(self) -> Pages[Pin]:
        """What is kept for ever, newest first."""
        return Pages(self._connection, "/api/pins/", {}, Pin)

    def pin(self, receipt: str, *, name: str, reason: str) -> Pin:
        """Keep the answer that carried this receipt for ever. Takes the role analyst."""
        return self._sent(Pin, "POST", "pins", {"receipt": receipt, "name": name, "reason": reason})

    def pinned_report(self, pin_id: str) -> bytes:
        """Return the exact bytes that were pinned; `sha256` of the pin is their hash."""
        return self._connection.send("GET", f"/api/pins/{part(pin_id)}/report/").body

    def pinned_page(self, pin_id: str) -> str:
        """Return a pinned report as a page to print."""
        path = f"/api/pins/{part(pin_id)}/page/"
        return self._connection.send("GET", path, accept="text/html").body.decode()

    def compare_pin(self, pin_id: str) -> Comparison:
        """Return a pinned report beside what its question is answered now."""
        return self._sent(Comparison, "GET", f"pins/{part(pin_id)}/compare")
