"""Adding measures up without Spark: an audit looks at the tables with other eyes than those that wrote them."""

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from hub.tables import MEASURES

# Wide enough for any sum of money.
SUM_DDL = {name: "decimal(38,2)" if kind.startswith("decimal") else "bigint" for name, kind in MEASURES.items()}
_SUM_TYPES = {
    name: pa.decimal128(38, 2) if kind.startswith("decimal") else pa.int64() for name, kind in MEASURES.items()
}
_ROWS_HELD = 2_000_000


def add_up(tables: Iterable[pa.Table], keys: Sequence[str]) -> pa.Table:
    """Sum the measures of all rows by `keys`, holding sums rather than rows. Nothing at all gives an empty table."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(_sums(table, keys))
        if sum(map(len, held)) > _ROWS_HELD:
            held = [_sums(pa.concat_tables(held), keys)]
    return _sums(pa.concat_tables(held), keys) if held else pa.table({name: [] for name in [*keys, *MEASURES]})


def difference(left: pa.Table, right: pa.Table, keys: Sequence[str]) -> pa.Table:
    """Return `left` minus `right` by `keys`, only where a measure is not zero."""
    negative = {name: pc.negate(right[name]) for name in MEASURES}
    sums = add_up(
        (each for each in (left, pa.table({name: right[name] for name in keys} | negative)) if len(each)), keys
    )
    return not_zero(sums)


def not_zero(sums: pa.Table) -> pa.Table:
    """Keep the rows in which a measure is not zero."""
    if not len(sums):
        return sums
    found = pa.chunked_array([pa.repeat(False, len(sums))])
    for name in MEASURES:
        found = pc.or_(found, pc.not_equal(sums[name], pa.scalar(0, pa.int64()).cast(_SUM_TYPES[name])))
    return sums.filter(found)


def _sums(table: pa.Table, keys: Sequence[str]) -> pa.Table:
    wide = pa.table(
        {name: table[name] for name in keys} | {name: table[name].cast(t) for name, t in _SUM_TYPES.items()}
    )
    sums = wide.group_by(list(keys)).aggregate([(name, "sum") for name in MEASURES])
    ordered = sums.select([*keys, *(f"{name}_sum" for name in MEASURES)])
    return ordered.rename_columns(wide.column_names).cast(wide.schema)
