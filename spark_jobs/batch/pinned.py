"""Whether each pin still is what was pinned."""

import hashlib
import json
from collections.abc import Collection, Iterator
from typing import Any

from hub.errors import LakeError
from hub.pins import Pin, pinned_body, pins
from hub.settings import Settings
from spark_jobs.batch.checks import LISTED, Check


def check_pins(settings: Settings, publication_ids: Collection[str]) -> Check:
    """Compare each pinned report with its hash and its receipt, and each pin's publication with those there are."""
    found = pins(settings)
    problems = [
        {"pin_id": each.pin_id, "problem": problem}
        for each in found
        for problem in _problems(settings, each, publication_ids)
    ]
    told: dict[str, Any] = {
        "pins": len(found),
        "reports": sum(each.is_report for each in found),
        "problems": len(problems),
        "listed": problems[:LISTED],
    }
    return Check("pins_are_as_pinned", not problems, told)


def _problems(settings: Settings, pinned: Pin, publication_ids: Collection[str]) -> Iterator[str]:
    if pinned.publication_id and pinned.publication_id not in publication_ids:
        yield "its publication is gone"
    if not pinned.is_report:
        return
    try:
        body = pinned_body(settings, pinned.pin_id)
    except LakeError:
        yield "its report is gone"
        return
    if hashlib.sha256(body).hexdigest() != pinned.sha256:
        yield "its report does not match its hash"
    elif json.loads(body)["receipt"] != pinned.receipt:
        yield "its report carries another receipt"
