"""Changes to channels, and dead deliveries brought back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from backend.accounts.audit import record_action
from backend.alerts.models import Channel, Delivery
from backend.alerts.models.delivery import DEAD, WAITING
from backend.alerts.rules.selectors import current_rules
from backend.api.errors import ApiError


def create_channel(*, actor: User, values: Mapping[str, Any]) -> Channel:
    """Make a channel with a secret of its own. Raises ApiError when it cannot be one."""
    return _save(Channel(**values), values, actor=actor, action="channel.create")


def change_channel(*, actor: User, channel_id: int, values: Mapping[str, Any]) -> Channel:
    """Replace parts of a channel. Raises ApiError when there is none, or when it would be none."""
    channel = channel_of(channel_id)
    for name, value in values.items():
        setattr(channel, name, value)
    return _save(channel, values, actor=actor, action="channel.change")


@transaction.atomic
def delete_channel(*, actor: User, channel_id: int) -> None:
    """End a channel, and with it the messages to it. Raises ApiError when there is none."""
    channel = channel_of(channel_id)
    record_action(actor=actor, action="channel.delete", target=channel.name)
    channel.delete()


@transaction.atomic
def send_again(*, actor: User, deliveries: QuerySet[Delivery]) -> int:
    """Give those of the deliveries that are dead all their tries again; return how many these are."""
    revived = deliveries.filter(state=DEAD).update(state=WAITING, tries=0, due_at=timezone.now())
    record_action(actor=actor, action="delivery.send_again", target=f"{revived} deliveries")
    return revived


def channel_of(channel_id: int) -> Channel:
    """Return a channel. Raises ApiError when there is none of this id."""
    found = Channel.objects.filter(pk=channel_id).first()
    if found is None:
        raise ApiError(
            "not_found", f"There is no channel {channel_id}.", hint="GET /api/channels/ lists them.", status=404
        )
    return found


def _save(channel: Channel, values: Mapping[str, Any], *, actor: User, action: str) -> Channel:
    _check_target(channel)
    _check_rules(values.get("rule_ids", ()))
    try:
        with transaction.atomic():
            channel.save()
            record_action(actor=actor, action=action, target=channel.name)
    except IntegrityError as error:
        raise ApiError(
            "name_taken",
            f"There is a channel {channel.name!r} already.",
            hint="Give this one another name, or change that one.",
            data={"parameter": "name"},
            status=409,
        ) from error
    return channel


def _check_target(channel: Channel) -> None:
    try:
        channel.clean()
    except ValidationError as error:
        raise ApiError(
            "bad_channel",
            f"{channel.target!r} is no target of a channel of the kind {channel.kind}: {' '.join(error.messages)}",
            hint="Give a webhook's http or https address, or e-mail addresses separated by commas.",
            data={"parameter": "target", "value": channel.target},
        ) from error


def _check_rules(rule_ids: Iterable[str]) -> None:
    # A rule that ends later may stay named: its history is still there.
    unknown = sorted(set(rule_ids) - set(current_rules().values_list("rule_id", flat=True)))
    if unknown:
        raise ApiError(
            "bad_channel",
            f"There is no rule {unknown[0]!r}.",
            hint="GET /api/rules/ lists them.",
            data={"parameter": "rule_ids", "value": unknown[0]},
        )
