"""A backtest: the alerts that a rule would have raised on what was ingested in a time.

Run by Airflow's `backtest` DAG, or by hand with `spark-submit`. It reads bronze and writes nothing but its outcome.
"""

import argparse
import json
import logging
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hub.errors import EXIT_USAGE, HubError
from hub.rules import BadRule, Rule, rule_from_message
from hub.settings import get_settings
from spark_jobs.batch.arguments import optional_moment
from spark_jobs.batch.backtest import Past, backtest
from spark_jobs.logs import set_up_logging
from spark_jobs.session import spark_session

_LOG = logging.getLogger("backtest")
_DEFAULT_LENGTH = timedelta(days=7)
_ALERTS_TOLD = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Test a rule; return the exit code."""
    set_up_logging()
    options = _parser().parse_args(arguments)
    end = options.to or datetime.now(UTC)
    start = options.start or end - _DEFAULT_LENGTH
    try:
        rule = rule_from_message(options.rule.encode())
        settings = get_settings()
        spark = spark_session(settings, "backtest")
        try:
            alerts = backtest(spark, settings, rule, start, end)
        finally:
            spark.stop()
    except BadRule as error:
        _LOG.error("%s", error)
        return EXIT_USAGE
    except HubError as error:
        _LOG.error("%s", error)
        return error.exit_code
    outcome = told(rule, start, end, alerts)
    _LOG.info("%s alerts would have been raised.", outcome["alerts"])
    if options.outcome:
        options.outcome.parent.mkdir(parents=True, exist_ok=True)
        options.outcome.write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")
    return 0


def told(rule: Rule, start: datetime, end: datetime, alerts: Sequence[Past]) -> dict[str, Any]:
    """Return what came of it, as JSON can say it; of many alerts the newest ones."""
    return {
        "status": "done",
        "rule_id": rule.rule_id,
        "alert_type": rule.alert_type,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "alerts": len(alerts),
        "events": sum(alert.events for alert in alerts),
        "historical": sum(bool(alert.row["historical"]) for alert in alerts),
        "resolutions": dict(Counter(alert.resolution or "open" for alert in alerts)),
        "newest": [_alert(alert) for alert in alerts[: -_ALERTS_TOLD - 1 : -1]],
    }


def _alert(alert: Past) -> dict[str, Any]:
    row = alert.row
    copied = ("alert_id", "platform", "event_id", "product_id", "product_name", "warehouse", "message", "historical")
    return {name: row[name] for name in copied} | {
        "value": str(row["value"]),
        "timestamp": row["timestamp"].isoformat(),
        "raised_at": row["raised_at"].isoformat(),
        "ended_at": alert.ended_at.isoformat() if alert.ended_at else None,
        "resolution": alert.resolution or None,
        "events": alert.events,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rule", required=True, help="The rule, as the rules' topic has it.")
    parser.add_argument("--from", dest="start", type=optional_moment, help="Ingested from; default: seven days back.")
    parser.add_argument("--to", type=optional_moment, help="Ingested before; default: now.")
    parser.add_argument("--outcome", type=Path, help="File to write what came of it to.")
    return parser


if __name__ == "__main__":
    sys.exit(main())
