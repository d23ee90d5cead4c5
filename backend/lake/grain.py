"""The two grains of the views: 10-second panes for sales, hours for products."""

from dataclasses import dataclass

import pyarrow as pa

from backend.lake.columns import MEASURE_NAMES, Names, codes_of, measures_of, seconds_of
from backend.lake.sums import SECONDS_PER_HOUR, Rows

PANE_SECONDS = 10
PANES_PER_HOUR = SECONDS_PER_HOUR // PANE_SECONDS


@dataclass(frozen=True)
class Grain:
    """How a row of a view is keyed: its time, of so many slots an hour, and the names that tell series apart."""

    time: str
    slots_per_hour: int
    series: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a row's key and measures come from."""
        return (self.time, *self.series, *MEASURE_NAMES)

    def rows(self, table: pa.Table, names: Names) -> Rows:
        """Key the rows of a Delta file: `code = series × slots_per_hour + slot`."""
        seconds = seconds_of(table[self.time])
        slots = seconds % SECONDS_PER_HOUR // (SECONDS_PER_HOUR // self.slots_per_hour)
        codes = codes_of(table, self.series, names) * self.slots_per_hour + slots
        return Rows(seconds // SECONDS_PER_HOUR, codes, measures_of(table))


SALES = Grain("pane_start", PANES_PER_HOUR, ("platform", "currency"))
PRODUCTS = Grain("hour_start", 1, ("platform", "product_id", "product_name", "currency"))
