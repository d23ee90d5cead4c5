"""What an alert rule is: the shape that Django, the stream, the fast path and a backtest share.

A rule compares one number of one kind of event with a threshold. A *level* (stock) is a state that lasts: it raises one
alert until it has recovered. Anything else happens once: each event that a rule fires on is an alert of its own.
"""

import json
import operator
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from hub.errors import HubError
from hub.settings import Settings

LARGEST = Decimal("9999999999999999.99")
_PLACES = 2


@dataclass(frozen=True)
class Metric:
    """A number of an event: the types of event that have it, its column, and how an alert about it reads."""

    event_types: tuple[str, ...]
    column: str
    low: str
    high: str
    before: str
    after: str = ""
    is_level: bool = False
    is_money: bool = True


METRICS = {
    "stock_quantity": Metric(
        ("stock_update",), "stock_quantity", "LOW_STOCK", "HIGH_STOCK", " has ", " left", is_level=True, is_money=False
    ),
    "sale_total": Metric(("sale",), "total", "LOW_TICKET", "HIGH_TICKET", " for "),
    "sale_quantity": Metric(("sale",), "quantity", "LOW_QUANTITY", "HIGH_QUANTITY", ", ", " pieces", is_money=False),
    "unit_price": Metric(("sale",), "unit_price", "LOW_PRICE", "HIGH_PRICE", " at "),
    "refund_amount": Metric(("refund", "cancellation"), "amount", "LOW_REFUND", "HIGH_REFUND", ", "),
}
LEVELS = tuple(name for name, metric in METRICS.items() if metric.is_level)
TITLES = {
    "LOW_STOCK": "Low stock",
    "HIGH_STOCK": "High stock",
    "LOW_TICKET": "Low-ticket sale",
    "HIGH_TICKET": "High-ticket sale",
    "LOW_QUANTITY": "Small sale",
    "HIGH_QUANTITY": "Large sale",
    "LOW_PRICE": "Low price",
    "HIGH_PRICE": "High price",
    "LOW_REFUND": "Small refund",
    "HIGH_REFUND": "Large refund",
}
ALERT_TYPES = tuple(TITLES)
COMPARISONS = {"below": operator.lt, "at_most": operator.le, "above": operator.gt, "at_least": operator.ge}
SALE_METRICS = tuple(name for name, metric in METRICS.items() if metric.event_types == ("sale",))


class BadRule(HubError):
    """A rule that cannot be: `field` says which part of it is wrong."""

    def __init__(self, field: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


@dataclass(frozen=True)
class Rule:
    """One version of a rule, as detection needs it.

    `recover`: a level has recovered when it has come back to this value; None means as soon as the rule no longer
    fires. Empty filters let everything through. Raises BadRule.
    """

    rule_id: str
    version: int
    metric: str
    comparison: str
    threshold: Decimal
    recover: Decimal | None = None
    platforms: tuple[str, ...] = ()
    product_ids: tuple[str, ...] = ()
    warehouses: tuple[str, ...] = ()
    enabled: bool = True

    def __post_init__(self) -> None:
        _check(self)

    @property
    def alert_type(self) -> str:
        """What its alerts are called."""
        metric = METRICS[self.metric]
        return metric.low if self.fires_below else metric.high

    @property
    def fires_below(self) -> bool:
        """Whether small values raise the alert."""
        return self.comparison in ("below", "at_most")

    @property
    def is_level(self) -> bool:
        """Whether it watches a state that lasts."""
        return METRICS[self.metric].is_level

    def fires(self, value: Decimal) -> bool:
        """Say whether the value raises an alert."""
        return bool(COMPARISONS[self.comparison](value, self.threshold))

    def has_recovered(self, value: Decimal) -> bool:
        """Say whether the value ends an alert that is open."""
        if self.recover is None:
            return not self.fires(value)
        return value >= self.recover if self.fires_below else value <= self.recover

    def covers(self, platform: str, product_id: str | None, warehouse: str | None) -> bool:
        """Say whether the rule is about this platform, product and warehouse."""
        wanted = ((self.platforms, platform), (self.product_ids, product_id), (self.warehouses, warehouse))
        return all(not chosen or value in chosen for chosen, value in wanted)

    def to_message(self) -> bytes:
        """Write the rule as the value of a message of the rules' topic, whose key is `rule_id`."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True).encode()


def rule_from_message(value: bytes) -> Rule:
    """Read what `to_message` wrote. Raises BadRule."""
    try:
        parts: dict[str, Any] = json.loads(value)
        known = {each.name: parts[each.name] for each in fields(Rule)}
        for name in ("platforms", "product_ids", "warehouses"):
            known[name] = tuple(known[name])
        known["threshold"] = Decimal(known["threshold"])
        known["recover"] = None if known["recover"] is None else Decimal(known["recover"])
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise BadRule("message", f"{value[:200]!r} is no rule: {error!r}.", hint="Save the rule again.") from error
    return Rule(**known)


def default_rules(settings: Settings) -> tuple[Rule, ...]:
    """Return the rules of a stack in which nobody has made any: HUB_LOW_STOCK and HUB_HIGH_TICKET.

    They are named like their alerts were before there were rules, so that an alert keeps its id.
    """
    return (
        Rule("LOW_STOCK", 1, "stock_quantity", "below", Decimal(settings.low_stock)),
        Rule("HIGH_TICKET", 1, "sale_total", "above", Decimal(settings.high_ticket)),
    )


def in_force(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the newest version of each rule that is enabled, in the order of their names."""
    newest: dict[str, Rule] = {}
    for rule in rules:
        if rule.rule_id not in newest or newest[rule.rule_id].version < rule.version:
            newest[rule.rule_id] = rule
    return tuple(rule for _, rule in sorted(newest.items()) if rule.enabled)


def _check(rule: Rule) -> None:
    if rule.metric not in METRICS:
        raise BadRule("metric", f"There is no metric {rule.metric!r}.", hint=f"Use {', '.join(METRICS)}.")
    if rule.comparison not in COMPARISONS:
        raise BadRule(
            "comparison", f"There is no comparison {rule.comparison!r}.", hint=f"Use {', '.join(COMPARISONS)}."
        )
    for name, amount in (("threshold", rule.threshold), ("recover", rule.recover)):
        if amount is not None and not _fits(amount):
            raise BadRule(name, f"{name} is {amount}.", hint=f"Use two decimals and at most {LARGEST}.")
    if rule.warehouses and not rule.is_level:
        raise BadRule("warehouses", f"{rule.metric} has no warehouse.", hint=f"Only {', '.join(LEVELS)} has.")
    if rule.recover is None:
        return
    if not rule.is_level:
        raise BadRule("recover", f"{rule.metric} happens once and cannot recover.", hint="Leave recover out.")
    if rule.fires(rule.recover):
        raise BadRule(
            "recover",
            f"At {rule.recover} a rule that fires {rule.comparison} {rule.threshold} still fires.",
            hint="Choose a value on the other side of the threshold.",
        )


def _fits(amount: Decimal) -> bool:
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= _PLACES and abs(amount) <= LARGEST
