"""What came of a run, in one word."""

from typing import Any

QUEUED, RUNNING, WAITING, DONE, FAILED, REJECTED = (
    "queued",
    "running",
    "waiting_for_approval",
    "done",
    "failed",
    "rejected",
)
# What a reconciliation says of itself; `refused` is followed by a person's decision.
PUBLISHED, NOTHING_NEW, PLANNED, REFUSED = "published", "nothing_new", "planned", "refused"

OUTCOMES = (QUEUED, RUNNING, WAITING, PUBLISHED, NOTHING_NEW, PLANNED, DONE, REJECTED, FAILED)


def outcome_of(state: str, tasks: dict[str, str | None], told: dict[str, Any] | None) -> str:
    """Return the word for a run in `state` with these states of its tasks, whose job told so much about itself."""
    if state == "running" and "awaiting_input" in tasks.values():
        return WAITING
    if state in (QUEUED, RUNNING):
        return state
    status = told["status"] if told else None
    if state == "failed":
        return REJECTED if status == REFUSED and tasks.get("approve") == "failed" else FAILED
    # A run with failed checks succeeds only if a person approved it.
    return PUBLISHED if status == REFUSED else status or DONE
