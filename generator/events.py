"""The messages of the marketplaces, one method an event type; keys in the order in which they are sent."""

from datetime import datetime
from decimal import Decimal
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator.catalogue import Product
from generator.customers import Customer
from generator.encoding import Event
from generator.profile import Platform

CURRENCY = "BRL"


class Writer(NamedTuple):
    """Writes events for a seller whose clocks show `zone`; ids come from `random`, the same for the same seed."""

    zone: ZoneInfo
    random: Random

    def sale(
        self,
        moment: datetime,
        product: Product,
        customer: Customer,
        *,
        order_id: str,
        quantity: int,
        unit_price: Decimal,
        payment_method: str,
    ) -> Event:
        """One order of one product."""
        return self._head("sale", moment, product, "") | {
            "order_id": order_id,
            "quantity": quantity,
            "unit_price": unit_price,
            "total": unit_price * quantity,
            "currency": CURRENCY,
            "customer_id": customer.customer_id,
            "region": customer.region,
            "payment_method": payment_method,
        }

    def stock_update(self, moment: datetime, product: Product, *, level: int, warehouse: str) -> Event:
        """The level of one product in one warehouse, after what changed it."""
        return self._head("stock_update", moment, product, "STK_") | {
            "category": product.category,
            "stock_quantity": level,
            "warehouse": warehouse,
        }

    def product_view(
        self,
        moment: datetime,
        product: Product,
        customer: Customer,
        *,
        signed_in: bool,
        device_type: str,
        referrer: str,
    ) -> Event:
        """A look at a product; who is not signed in has a region but no id."""
        return self._head("product_view", moment, product, "VIEW_") | {
            "category": product.category,
            "customer_id": customer.customer_id if signed_in else None,
            "session_id": f"SESS_{self._new_id()}",
            "device_type": device_type,
            "referrer": referrer,
            "region": customer.region,
        }

    def correction(
        self,
        event_type: str,
        moment: datetime,
        product: Product,
        *,
        order_id: str,
        refers_to: str,
        amount: Decimal,
    ) -> Event:
        """A refund or a cancellation of an earlier sale; `amount` is what is given back, above zero."""
        return self._head(event_type, moment, product, "COR_") | {
            "order_id": order_id,
            "refers_to": refers_to,
            "amount": amount,
            "currency": CURRENCY,
        }

    def timestamp(self, platform: Platform, moment: datetime) -> str:
        """Write the moment as the marketplace does."""
        if platform.without_offset and self.random.random() < platform.without_offset:
            return moment.astimezone(self.zone).replace(tzinfo=None).isoformat(timespec="microseconds")
        return platform.written_time(moment, self.zone)

    def _head(self, event_type: str, moment: datetime, product: Product, mark: str) -> Event:
        platform = product.platform
        return {
            "event_id": f"{platform.event_prefix}_{mark}{self._new_id()}",
            "timestamp": self.timestamp(platform, moment),
            "platform": platform.name,
            "event_type": event_type,
            "product_id": product.product_id,
            "product_name": product.name,
        }

    def _new_id(self) -> str:
        digits = f"{self.random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
