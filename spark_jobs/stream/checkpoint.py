"""What the stream's checkpoint knows: who it is, and which offsets each micro-batch covers."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Self

from pyspark.sql import SparkSession

from hub.errors import LakeError
from spark_jobs.stream.files import Folder

_IDENTITY_FILE = "hub-stream.json"

Offsets = dict[int, int]


@dataclass(frozen=True)
class StreamIdentity:
    """What is fixed for the life of one checkpoint.

    `app_id` marks this checkpoint's commits (`txnAppId`), `base` turns its batch numbers into ingest sequences,
    `starting_offsets` is where batch 0 begins (by partition).
    """

    app_id: str
    base: int
    topic_id: str
    starting_offsets: Offsets

    def ingest_seq(self, batch_id: int) -> int:
        """Return the ingest sequence of this checkpoint's batch `batch_id`."""
        return self.base + batch_id


@dataclass(frozen=True)
class BatchPlan:
    """What Spark's offset log says of a micro-batch before it runs; the same on every replay."""

    batch_id: int
    started_at: datetime
    start: Offsets
    end: Offsets

    @property
    def is_empty(self) -> bool:
        """Whether the batch covers no offset at all."""
        return self.offsets == 0

    @property
    def offsets(self) -> int:
        """How many offsets the batch covers: an upper bound of its records."""
        return sum(end - self.start.get(partition, 0) for partition, end in self.end.items())


class Checkpoint:
    """The stream's checkpoint folder: Spark's own logs, and the identity that this product keeps beside them."""

    def __init__(self, spark: SparkSession, uri: str, topic: str) -> None:
        self._folder = Folder(spark, uri)
        self._topic = topic
        self.uri = self._folder.uri

    def read_identity(self) -> StreamIdentity | None:
        """Return who this checkpoint is, or None for a new one."""
        text = self._folder.read(_IDENTITY_FILE)
        if text is None:
            return None
        fields = json.loads(text)
        fields["starting_offsets"] = _by_partition(fields["starting_offsets"])
        return StreamIdentity(**fields)

    def begin(self, identity: StreamIdentity) -> None:
        """Throw away what is here and start anew as `identity`."""
        self._folder.delete()
        self._folder.write(_IDENTITY_FILE, json.dumps(asdict(identity)))

    def last_committed_batch(self) -> int | None:
        """Return the newest batch that Spark itself regards as done, None before the first."""
        return self._folder.newest_number("commits")

    def plan(self, batch_id: int, identity: StreamIdentity) -> BatchPlan:
        """Return the plan of a batch that Spark has logged. Raises LakeError when the log has no such batch."""
        entry = self._entry(batch_id)
        start = identity.starting_offsets if batch_id == 0 else self._entry(batch_id - 1).offsets
        return BatchPlan(batch_id, entry.started_at, start, entry.offsets)

    def _entry(self, batch_id: int) -> "_LogEntry":
        text = self._folder.read(f"offsets/{batch_id}")
        if text is None:
            raise LakeError(
                f"The checkpoint {self.uri} has no offsets of batch {batch_id}.",
                hint="Delete the checkpoint: the stream resumes at the last whole batch of the lake.",
            )
        return _LogEntry.parse(text, self._topic)


@dataclass(frozen=True)
class _LogEntry:
    started_at: datetime
    offsets: Offsets

    @classmethod
    def parse(cls, text: str, topic: str) -> Self:
        """Read one file of Spark's offset log: a version, the batch's metadata, and the source's end offsets."""
        version, metadata, source = text.strip().split("\n")
        if version != "v1":
            raise LakeError(
                f"The checkpoint's offset log has version {version!r}, and only v1 is understood.",
                hint="Use the locked version of Spark.",
            )
        milliseconds = json.loads(metadata)["batchTimestampMs"]
        started_at = datetime.fromtimestamp(milliseconds // 1000, UTC).replace(microsecond=milliseconds % 1000 * 1000)
        return cls(started_at, _by_partition(json.loads(source)[topic]))


def _by_partition(offsets: dict[str, int]) -> Offsets:
    return {int(partition): offset for partition, offset in offsets.items()}
