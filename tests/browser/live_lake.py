"""A lake whose batches come in now, as the stream would write them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.backend.lake_writer import LakeWriter, Sale

PLATFORMS = ("amazon", "mercado_livre", "shopee")
_PAST = timedelta(minutes=110)


class LiveLake(LakeWriter):
    """A writer that stamps each batch with the time of its writing."""

    def ingested_at(self, seq: int) -> datetime:
        return datetime.now(UTC)

    def fill(self) -> None:
        """Write one batch with two hours of sales and views, some stock, and an alert of the past."""
        start = datetime.now(UTC) - _PAST
        past = [
            Sale(
                at=start + timedelta(seconds=step * 30),
                cents=9_990 + 7_919 * step % 40_000,
                platform=PLATFORMS[step % 3],
                product=f"P{step % 12}",
                units=1 + step % 3,
                viewed=step % 5 == 4,
            )
            for step in range(220)
        ]
        self.batch(
            *past,
            stock=[
                {"product_id": f"P{quantity}", "product_name": f"Product P{quantity}", "stock_quantity": quantity}
                for quantity in (0, 4, 9, 40)
            ],
            alerts=[{"alert_id": "past", "timestamp": start, "historical": True}],
        )

    def sell(self, cents: int, platform: str = "amazon") -> None:
        """Write one batch with one sale that happens now."""
        self.batch(Sale(at=datetime.now(UTC), cents=cents, platform=platform))

    def sell_dear(self, product: str, reais: int) -> None:
        """Write one batch with one sale so high that it raises an alert."""
        now = datetime.now(UTC)
        alert = {"timestamp": now, "product_name": product, "value": Decimal(reais).quantize(Decimal("0.01"))}
        self.batch(Sale(at=now, cents=reais * 100), alerts=[alert])

    def reconcile(self, *, causes: Sequence[dict[str, Any]] = (), **extra: Any) -> None:
        """Publish everything up to the newest batch, with what the reconciliation has found."""
        checks: list[dict[str, Any]] = [
            {"name": name, "passed": True, "found": {}} for name in ("hash_chain_holds", "batch_equals_speed")
        ]
        row: dict[str, Any] = {
            "published_at": datetime.now(UTC),
            "verdict": "passed",
            "events": len(self.arrived),
            "drift": json.dumps({"matches": not causes, "causes": list(causes)}),
            "checks": json.dumps(checks),
            "actor": "reconcile",
        }
        self.publish(self.seq, **(row | extra))
