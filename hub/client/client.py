"""The client: what may be asked, and what may be changed."""

import time
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from hub.client.asking import Asking
from hub.client.connection import Connection
from hub.client.decoding import T, decode
from hub.client.operations import AlertLife, Pin, Rule, RuleLife, Run
from hub.client.pages import Pages


class Client(Asking):
    """One user's token at one server. Every method may raise ApiRefused."""

    def __init__(self, url: str, token: str = "", *, seconds: float = 120) -> None:
        super().__init__(Connection(url, token, seconds=seconds))

    def health(self) -> dict[str, Any]:
        """Whether the hub is well; with a token also its parts."""
        return dict(self._connection.send("GET", "/api/health/").json())

    def alert(self, alert_id: str) -> AlertLife:
        """Return an alert with its life."""
        return self._sent(AlertLife, "GET", f"alerts/{_part(alert_id)}")

    def acknowledge(self, alert_id: str, *, note: str = "") -> AlertLife:
        """Say that somebody looks after an alert. Takes the role operator."""
        return self._sent(AlertLife, "POST", f"alerts/{_part(alert_id)}/acknowledge", {"note": note})

    def resolve(self, alert_id: str, *, note: str = "") -> AlertLife:
        """Say that nothing is left to do. Takes the role operator."""
        return self._sent(AlertLife, "POST", f"alerts/{_part(alert_id)}/resolve", {"note": note})

    def rules(self) -> Pages[Rule]:
        """Every rule, in its newest version."""
        return Pages(self._connection, "/api/rules/", {}, Rule)

    def rule(self, rule_id: str) -> RuleLife:
        """Return a rule with its history."""
        return self._sent(RuleLife, "GET", f"rules/{_part(rule_id)}")

    def create_rule(self, *, name: str, metric: str, comparison: str, threshold: Decimal, **more: Any) -> Rule:
        """Make a rule. Takes the role operator."""
        parts = {"name": name, "metric": metric, "comparison": comparison, "threshold": threshold}
        return self._sent(Rule, "POST", "rules", parts | more)

    def change_rule(self, rule_id: str, **parts: Any) -> Rule:
        """Change parts of a rule; with `version`, only if nobody else has. Takes the role operator."""
        return self._sent(Rule, "PATCH", f"rules/{_part(rule_id)}", parts)

    def delete_rule(self, rule_id: str) -> None:
        """Let a rule fire no more. Takes the role operator."""
        self._connection.send("DELETE", f"/api/rules/{_part(rule_id)}/")

    def reconcile(
        self, *, until: datetime | None = None, full: bool = False, dry_run: bool = False, reason: str = ""
    ) -> Run:
        """Start a reconciliation, by default of everything up to now. Takes the role operator."""
        body = {"until": until, "full": full, "dry_run": dry_run, "reason": reason}
        return self._sent(Run, "POST", "reconciliations", body)

    def publish(self, publication_id: str, *, reason: str) -> Run:
        """Serve an earlier publication again. Takes the role operator."""
        return self._sent(Run, "POST", f"publications/{_part(publication_id)}/publish", {"reason": reason})

    def follow(self, run: Run, *, every: float = 1.0) -> Iterator[Run]:
        """Yield how a run goes until it has ended, at most once in `every` seconds."""
        yield run
        while not run.ended:
            time.sleep(every)
            run = self._sent(Run, "GET", f"operations/runs/{_part(run.dag_id)}/{_part(run.run_id)}")
            yield run

    def pins(self) -> Pages[Pin]:
        """What is kept for ever, newest first."""
        return Pages(self._connection, "/api/pins/", {}, Pin)

    def pin(self, receipt: str, *, name: str, reason: str) -> Pin:
        """Keep the answer that carried this receipt for ever. Takes the role analyst."""
        return self._sent(Pin, "POST", "pins", {"receipt": receipt, "name": name, "reason": reason})

    def pinned_report(self, pin_id: str) -> bytes:
        """Return the exact bytes that were pinned; `sha256` of the pin is their hash."""
        return self._connection.send("GET", f"/api/pins/{_part(pin_id)}/report/").body

    def _sent(self, kind: type[T], method: str, path: str, body: Any = None) -> T:
        return decode(kind, self._connection.send(method, f"/api/{path}/", body=body).json())


def _part(text: str) -> str:
    """Return a text as one part of a path."""
    return quote(text, safe="")
