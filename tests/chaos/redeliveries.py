"""Events that a marketplace sends once more, some of the sales with another amount."""

import json
import random
from decimal import Decimal

from kafka import KafkaProducer

from tests.oracle.judgement import judge
from tests.oracle.reading import NotAnEvent
from tests.oracle.topic import read_topic
from tests.oracle.verdict import ZONE

_ONE_CHANGED_IN = 5


def redeliver(bootstrap: str, topic: str, count: int, chance: random.Random) -> None:
    """Send so many of the topic's records again, to the partitions that they are in."""
    # A record with neither key nor value, which some broken ones are, cannot be sent by a producer.
    chosen = chance.sample([record for record in read_topic(bootstrap, topic) if record.raw is not None], count)
    with KafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for number, record in enumerate(chosen):
            raw = record.raw if number % _ONE_CHANGED_IN else _dearer(record.raw)
            producer.send(topic, raw, partition=record.partition)


def _dearer(raw: bytes | None) -> bytes | None:
    """Return a sale with each piece a unit of money dearer; anything else as it is."""
    try:
        is_sale = judge(raw, ZONE).event_type == "sale"
    except NotAnEvent:
        is_sale = False
    if raw is None or not is_sale:
        return raw
    message = json.loads(raw, parse_float=Decimal)
    price = Decimal(message["unit_price"]) + 1
    return json.dumps(message | {"unit_price": str(price), "total": str(price * message["quantity"])}).encode()
