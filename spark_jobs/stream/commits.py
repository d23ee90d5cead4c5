"""Small commits without a Spark job: delta-rs appends a few rows in about 20 ms."""

from contextlib import suppress

import pyarrow as pa
from deltalake import CommitProperties, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError

from hub.lake import arrow_schema, open_table
from hub.settings import Settings
from hub.tables import Table

_ATTEMPTS = 5


class Appender:
    """Appends to one table, once per transaction version of an application.

    The check and the commit use the same table handle: delta-rs would otherwise accept a version that lies behind
    the table's own. Safe only under the checkpoint's lease, which keeps a second writer away.
    """

    def __init__(self, settings: Settings, table: Table, app_id: str) -> None:
        self._table = table
        self._app_id = app_id
        self._schema = arrow_schema(table)
        self._handle = open_table(settings, table)

    @property
    def last_version(self) -> int | None:
        """The newest transaction version that this application has committed, None before the first."""
        self._handle.update_incremental()
        version: int | None = self._handle.transaction_version(self._app_id)
        return version

    def append(self, rows: pa.Table, version: int) -> bool:
        """Append `rows` as transaction `version`; return False when that is already in the table.

        Raises CommitFailedError when other commits came first again and again.
        """
        shaped = rows.select(self._schema.names).cast(self._schema)
        for _ in range(_ATTEMPTS - 1):
            # Upkeep may delete rows meanwhile. An append depends on none, but delta-rs takes it for one that does.
            with suppress(CommitFailedError):
                return self._append(shaped, version)
        return self._append(shaped, version)

    def _append(self, rows: pa.Table, version: int) -> bool:
        if self._has(version):
            return False
        write_deltalake(
            self._handle,
            rows,
            mode="append",
            commit_properties=CommitProperties(app_transactions=[Transaction(self._app_id, version)]),
        )
        return True

    def _has(self, version: int) -> bool:
        last = self.last_version
        return last is not None and last >= version
