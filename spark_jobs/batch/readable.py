"""Whether an old version can really be read: after a vacuum it still opens, and even its rows can be counted."""

from collections.abc import Mapping

from deltalake.exceptions import DeltaError

from hub.errors import LakeError
from hub.lake import open_table
from hub.settings import Settings
from hub.tables import Table


def why_unreadable(settings: Settings, table: Table, version: int) -> str | None:
    """Return why a version cannot be read, None when it can. Reads one column of every file."""
    column = next(name for name in table.columns if name not in table.partition_by)
    try:
        open_table(settings, table, version=version).to_pyarrow_dataset().to_table(columns=[column])
    except (DeltaError, LakeError, OSError) as error:
        return str(error)
    return None


def unreadable(settings: Settings, versions: Mapping[Table, int]) -> dict[str, str]:
    """Return the tables that cannot be read at these versions, each with the reason."""
    reasons = {table.name: why_unreadable(settings, table, version) for table, version in versions.items()}
    return {name: reason for name, reason in reasons.items() if reason}
