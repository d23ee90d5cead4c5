"""Changes to rules. Each makes a new version, which the publisher then tells the stream."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from backend.accounts.audit import record_action
from backend.alerts.life.services import end_alerts_of
from backend.alerts.models import RuleVersion
from backend.alerts.models.rules import SETTINGS
from backend.alerts.rules.selectors import current_rule
from backend.api.errors import ApiError
from hub.rules import TITLES, BadRule, Rule, default_rules
from hub.settings import Settings

CONTENT = (
    *("name", "metric", "comparison", "threshold", "recover", "platforms", "product_ids", "warehouses"),
    *("quiet_from", "quiet_to", "quiet_zone", "enabled"),
)
_DETECTS = ("metric", "comparison", "threshold", "recover", "platforms", "product_ids", "warehouses")


@transaction.atomic
def create_rule(*, actor: User, values: Mapping[str, Any]) -> RuleVersion:
    """Make a rule. Raises ApiError when it cannot be one."""
    made = _new_version(uuid.uuid4().hex[:12], 1, values, created_by=actor.get_username())
    record_action(actor=actor, action="rule.create", target=made.rule_id, detail=_told(values))
    return made


@transaction.atomic
def change_rule(
    *, actor: User, rule_id: str, values: Mapping[str, Any], expected_version: int | None = None
) -> RuleVersion:
    """Change a rule: `values` replace those of its newest version.

    Raises ApiError when there is no such rule, when it would be none, or when its newest version is not the expected.
    """
    before = current_rule(rule_id)
    if expected_version not in (None, before.version):
        raise _overtaken(before)
    made = _next_version(before, values, created_by=actor.get_username())
    record_action(actor=actor, action="rule.change", target=rule_id, detail={"version": made.version, **_told(values)})
    return made


@transaction.atomic
def delete_rule(*, actor: User, rule_id: str) -> RuleVersion:
    """End a rule; its history stays. Raises ApiError when there is no such rule."""
    made = _next_version(current_rule(rule_id), {"deleted": True}, created_by=actor.get_username())
    record_action(actor=actor, action="rule.delete", target=rule_id, detail={"version": made.version})
    return made


def drafted_rule(*, values: Mapping[str, Any]) -> Rule:
    """Return the rule that these parts make, over those of the rule that `rule_id` names. Raises ApiError."""
    parts = {name: value for name, value in values.items() if not name.startswith("quiet_")}
    rule_id = parts.pop("rule_id", None)
    if rule_id is not None:
        base = current_rule(rule_id)
        parts = {name: getattr(base, name) for name in _DETECTS} | parts
    missing = [name for name in ("metric", "comparison", "threshold") if name not in parts]
    if missing:
        raise ApiError(
            "bad_rule",
            f"The rule has no {missing[0]}.",
            hint="Give it, or the rule_id of a rule that has it.",
            data={"parameter": missing[0]},
        )
    try:
        return RuleVersion(rule_id=rule_id or "draft", version=1, **parts).as_rule()
    except BadRule as error:
        raise ApiError("bad_rule", error.message, hint=error.hint, data={"parameter": error.field}) from error


@transaction.atomic
def ensure_default_rules(*, settings: Settings) -> None:
    """Make the rules of HUB_LOW_STOCK and HUB_HIGH_TICKET, and let them follow their settings.

    A rule that a person has changed, or deleted, is theirs: the settings no longer touch it.
    """
    for rule in default_rules(settings):
        values = {"metric": rule.metric, "comparison": rule.comparison, "threshold": rule.threshold}
        newest = RuleVersion.objects.filter(rule_id=rule.rule_id, is_current=True).first()
        if newest is None:
            _new_version(rule.rule_id, 1, {"name": TITLES[rule.alert_type], **values}, created_by=SETTINGS)
        elif newest.created_by == SETTINGS and newest.threshold != rule.threshold:
            _next_version(newest, values, created_by=SETTINGS)


def _next_version(before: RuleVersion, values: Mapping[str, Any], *, created_by: str) -> RuleVersion:
    content = {name: getattr(before, name) for name in CONTENT} | dict(values)
    # One statement takes the place of the newest version, so that of two changes at once only one gets through.
    if not RuleVersion.objects.filter(pk=before.pk, is_current=True).update(is_current=False):
        raise _overtaken(before)
    return _new_version(before.rule_id, before.version + 1, content, created_by=created_by)


def _new_version(rule_id: str, version: int, values: Mapping[str, Any], *, created_by: str) -> RuleVersion:
    made = RuleVersion(rule_id=rule_id, version=version, created_by=created_by, **values)
    try:
        rule = made.as_rule()
        made.save(force_insert=True)
    except BadRule as error:
        raise ApiError("bad_rule", error.message, hint=error.hint, data={"parameter": error.field}) from error
    except IntegrityError as error:
        raise _overtaken(made) from error
    end_alerts_of(rule=rule)
    return made


def _overtaken(rule: RuleVersion) -> ApiError:
    return ApiError(
        "rule_changed",
        f"Somebody else has changed the rule {rule.rule_id} since version {rule.version}.",
        hint=f"Read it again (GET /api/rules/{rule.rule_id}/), then send your change with its version.",
        data={"rule_id": rule.rule_id, "version": rule.version},
        status=409,
    )


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, bool | list | None) else str(value) for name, value in values.items()}
