"""Pinning."""

from django.contrib.auth.models import User

from backend.accounts.audit import record_action
from backend.api.errors import ApiError
from backend.lake.service import lake_service
from backend.publications.selectors import publication_of
from backend.reports.receipts import served
from hub import pins
from hub.pins import Pin


def pin_report(*, actor: User, receipt: str, name: str, reason: str, author: str | None = None) -> Pin:
    """Keep the answer that carried a receipt for ever. Raises ApiError, LakeError or OSError.

    `author` is who asks for it, when that is not the user `actor` in person.
    """
    found = served(receipt)
    if found.answer.content_type != "application/json":
        raise ApiError(
            "bad_parameter",
            f"The receipt is of {found.answer.content_type}, and reports are kept as JSON.",
            hint="Ask the same without `format`, and pin that.",
            data={"parameter": "receipt"},
        )
    published = found.view.publication
    made = pins.pin_report(
        lake_service().settings,
        body=found.answer.body,
        receipt=receipt,
        publication_id=published.publication_id if published else "",
        name=name,
        actor=author or actor.get_username(),
        reason=reason,
    )
    return _recorded(actor, made)


def pin_publication(*, actor: User, publication_id: str, reason: str, author: str | None = None) -> Pin:
    """Keep a publication readable for ever. Raises ApiError, LakeError or OSError."""
    service = lake_service()
    publication_of(service.moment.view, publication_id)
    made = pins.pin(
        service.settings,
        publication_id=publication_id,
        actor=author or actor.get_username(),
        reason=reason,
    )
    return _recorded(actor, made)


def _recorded(actor: User, made: Pin) -> Pin:
    # The lake and the database share no transaction. A pin says itself who made it and why, should this fail.
    detail = {"publication_id": made.publication_id, "name": made.name, "reason": made.reason, "author": made.actor}
    record_action(actor=actor, action="pin.create", target=made.pin_id, detail=detail)
    return made
