"""The state of what is shown, now or as it was."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import Max, OuterRef, QuerySet, Subquery

from backend.alerts.models import Alert, Signal, Transition
from backend.alerts.models.life import RESOLVED
from backend.api.errors import ApiError


class Revision(NamedTuple):
    """A moment of all alerts: the newest step in any alert's life and the newest row of the lake taken in.

    Written `12.340`. Changes are made one after another, so that what was at a revision stays what it was.
    """

    step: int
    signal: int

    def __str__(self) -> str:
        return f"{self.step}.{self.signal}"

    @classmethod
    def read(cls, text: str) -> "Revision":
        """Return the revision that `str` wrote."""
        step, signal = text.split(".")
        return cls(int(step), int(signal))


class Life(NamedTuple):
    """The state of the alert that a row of the lake is part of; `part_of` names the alert."""

    state: str
    resolution: str
    part_of: str


Lives = Mapping[str, Life]


def revision() -> Revision:
    """Return the revision of now."""
    newest = [model.objects.aggregate(newest=Max("id"))["newest"] or 0 for model in (Transition, Signal)]
    return Revision(*newest)


def lives_of(alert_ids: Collection[str], at: Revision) -> Lives:
    """Return the state of these rows of the lake; those that were not taken in are missing."""
    found = (
        _signals(at).filter(alert_id__in=alert_ids).values_list("alert_id", "state", "part_of__resolution", "part_of")
    )
    return {
        alert_id: Life(state, resolution if state == RESOLVED else "", part_of)
        for alert_id, state, resolution, part_of in found
    }


def rows_in_state(state: str, at: Revision) -> frozenset[str]:
    """Return the rows of the lake that were part of an alert in this state."""
    return frozenset(_signals(at).filter(state=state).values_list("alert_id", flat=True))


def alert_of(alert_id: str) -> Alert:
    """Return the alert that a row of the lake is part of. Raises ApiError when there is none."""
    signal = Signal.objects.filter(alert_id=alert_id).select_related("part_of").first()
    if signal is None:
        raise ApiError(
            "no_such_alert",
            f"There is no alert {alert_id!r}.",
            hint="GET /api/alerts/ lists the alerts.",
            data={"alert_id": alert_id},
            status=404,
        )
    return signal.part_of


def steps_of(alert: Alert) -> list[Transition]:
    """Return the steps of an alert's life, oldest first."""
    return list(Transition.objects.filter(alert=alert).order_by("id"))


def steps_between(first: int, last: int) -> list[Transition]:
    """Return the steps past the first up to the last, oldest first."""
    return list(Transition.objects.filter(id__gt=first, id__lte=last).select_related("alert").order_by("id"))


def _signals(at: Revision) -> "QuerySet[Signal]":
    steps = Transition.objects.filter(alert=OuterRef("part_of"), id__lte=at.step).order_by("-id")
    return Signal.objects.filter(id__lte=at.signal).annotate(state=Subquery(steps.values("state")[:1]))
