"""Takes what is due, sends it, tries again with growing pauses, and gives up in the end.

Nothing is sent from memory: a delivery is claimed in the database, sent, and marked. When the courier dies in between,
the claim runs out and the message is sent again with the same idempotency key: at least once, never lost.
"""

import logging
import secrets
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from backend.alerts.delivery.mail import mail
from backend.alerts.delivery.webhook import NotTaken, post
from backend.alerts.models import Delivery
from backend.alerts.models.delivery import DEAD, DELIVERED, EMAIL, WAITING
from hub.settings import get_settings

_LOG = logging.getLogger(__name__)

MOST_TRIES = 12
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
# A claim lasts longer than a try can: one that has run out is a dead courier's.
_TRIES_A_CLAIM = 3
_LOOKED_AT = 20


class Courier:
    """Delivers what is due. Any number of couriers may work on one database."""

    def step(self) -> None:
        """Deliver everything that is due now. A channel that takes nothing holds up none of the others."""
        silent: set[int] = set()
        while delivery := self._claim(silent):
            try:
                self._send(delivery)
            except NotTaken as problem:
                silent.add(delivery.channel.pk)
                self._put_off(delivery, str(problem))
            else:
                _mine(delivery).update(
                    state=DELIVERED, claim="", problem="", tries=delivery.tries + 1, delivered_at=timezone.now()
                )

    def _claim(self, silent: set[int]) -> Delivery | None:
        """Take the oldest delivery that is due, so that nobody else sends it meanwhile."""
        now = timezone.now()
        for found in self._due(now, silent):
            claim = secrets.token_hex(16)
            # One statement takes it: of two couriers only one changes the row that both have found.
            taken = Delivery.objects.filter(pk=found.pk, state=WAITING, due_at=found.due_at)
            if taken.update(claim=claim, due_at=now + _TRIES_A_CLAIM * get_settings().webhook_timeout):
                found.claim = claim
                return found
        return None

    def _due(self, now: datetime, silent: set[int]) -> QuerySet[Delivery]:
        # Of one alert to one channel the earlier message goes first.
        earlier = Delivery.objects.filter(
            state=WAITING, alert=OuterRef("alert"), channel=OuterRef("channel"), id__lt=OuterRef("id")
        )
        due = Delivery.objects.filter(~Exists(earlier), state=WAITING, due_at__lte=now).exclude(channel__in=silent)
        return due.select_related("channel").order_by("due_at", "id")[:_LOOKED_AT]

    def _send(self, delivery: Delivery) -> None:
        if delivery.channel.kind == EMAIL:
            mail(delivery)
        else:
            post(delivery, now=int(timezone.now().timestamp()))

    def _put_off(self, delivery: Delivery, problem: str) -> None:
        tries = delivery.tries + 1
        is_dead = tries >= MOST_TRIES
        pause = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
        _mine(delivery).update(
            state=DEAD if is_dead else WAITING,
            claim="",
            tries=tries,
            problem=problem,
            due_at=timezone.now() + pause,
        )
        log = _LOG.error if is_dead else _LOG.warning
        log("%s was not delivered to %s, try %s of %s: %s", delivery.key, delivery.channel, tries, MOST_TRIES, problem)


def _mine(delivery: Delivery) -> QuerySet[Delivery]:
    """Return the delivery as long as this courier's claim on it holds."""
    return Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
