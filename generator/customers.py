"""The customers of a marketplace: an id keeps its region in every run."""

from random import Random
from typing import NamedTuple

from generator.mix import Mix
from generator.profile import Platform

CUSTOMERS = 4000


class Customer(NamedTuple):
    """Who buys or looks, and where in Brazil."""

    customer_id: str
    region: str


def build_customers(platform: Platform) -> tuple[Customer, ...]:
    """Return the marketplace's customers: the same at every call, whatever the seed of a run."""
    random, regions = Random(platform.name), Mix(platform.regions)
    return tuple(
        Customer(f"CUST_{platform.event_prefix}_{number:04d}", regions.pick(random)) for number in range(CUSTOMERS)
    )
