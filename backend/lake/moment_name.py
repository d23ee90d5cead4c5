"""The name of a moment: the seam, the version of each table that was read, and which tables they were.

Every receipt begins with it: `S4000.B3.V4711.C3.P4711.K4702.A18.I4712.N3.T9f2c01ab`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

from hub.tables import (
    ALERTS,
    BATCH_PRODUCTS,
    BATCH_SALES,
    BRONZE_INGESTS,
    PUBLICATIONS,
    SPEED_PRODUCTS,
    SPEED_SALES,
    SPEED_STOCK,
)

_LETTERS = {
    "B": BATCH_SALES.name,
    "V": SPEED_SALES.name,
    "C": BATCH_PRODUCTS.name,
    "P": SPEED_PRODUCTS.name,
    "K": SPEED_STOCK.name,
    "A": ALERTS.name,
    "I": BRONZE_INGESTS.name,
    "N": PUBLICATIONS.name,
}
# Versions and seams are 64-bit; 18 digits always are.
_NAME = re.compile(
    r"\.".join([r"S(\d{1,18})", *(rf"{letter}(\d{{1,18}})" for letter in _LETTERS), "T([0-9a-f]{8})"]), re.A
)


@dataclass(frozen=True)
class MomentName:
    """One moment of the lake, by the version of each of its tables, in the order of the letters.

    A table that does not exist reads like its empty version 0. `identity` changes when a followed table is created
    anew, whose versions start again.
    """

    seam: int
    numbers: tuple[int, ...]
    identity: str

    @classmethod
    def of(cls, seam: int, versions: Mapping[str, int | None], table_ids: Mapping[str, str]) -> Self:
        """Name the moment of these versions."""
        return cls(seam, tuple(versions[name] or 0 for name in _LETTERS.values()), identity_of(table_ids))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a name. Raises ValueError."""
        match = _NAME.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} does not name a moment.")
        seam, *versions, identity = match.groups()
        return cls(int(seam), tuple(map(int, versions)), identity)

    @property
    def versions(self) -> dict[str, int]:
        """The version of each table, by the table's name."""
        return dict(zip(_LETTERS.values(), self.numbers, strict=True))

    def __str__(self) -> str:
        parts = [f"{letter}{number}" for letter, number in zip(_LETTERS, self.numbers, strict=True)]
        return ".".join([f"S{self.seam}", *parts, f"T{self.identity}"])


def identity_of(table_ids: Mapping[str, str]) -> str:
    """Return eight digits that stand for which tables these are; a table that does not exist has the id `""`."""
    return blake2b(repr(sorted(table_ids.items())).encode(), digest_size=4).hexdigest()
