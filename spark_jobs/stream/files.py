"""Small files beside a checkpoint, through Hadoop's file system: the same code for a folder and a bucket."""

from typing import Any

from pyspark.sql import SparkSession


class Folder:
    """A folder that Hadoop's file system reaches, with the few operations that a checkpoint needs."""

    def __init__(self, spark: SparkSession, uri: str) -> None:
        self._spark = spark
        self.uri = uri.rstrip("/")
        context: Any = spark.sparkContext
        self._jvm = context._jvm
        root = self._path("")
        self._system = root.getFileSystem(context._jsc.hadoopConfiguration())

    def read(self, name: str) -> str | None:
        """Return a file's text, or None when there is no such file."""
        path = self._path(name)
        if not self._system.exists(path):
            return None
        stream = self._system.open(path)
        try:
            text: str = self._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8")
        finally:
            stream.close()
        return text

    def write(self, name: str, text: str) -> None:
        """Write a file whole: under another name first, so that a crash leaves the old one or the new one."""
        temporary, path = self._path(f".{name}.tmp"), self._path(name)
        stream = self._system.create(temporary, True)
        try:
            stream.write(bytearray(text, "utf-8"))
        finally:
            stream.close()
        if self._system.exists(path):
            self._system.delete(path, False)
        self._system.rename(temporary, path)

    def newest_number(self, folder: str) -> int | None:
        """Return the largest number among the names in `folder` (a Spark metadata log), None when it is empty."""
        path = self._path(folder)
        if not self._system.exists(path):
            return None
        names = [status.getPath().getName() for status in self._system.listStatus(path)]
        return max((int(name) for name in names if name.isdigit()), default=None)

    def delete(self) -> None:
        """Delete the folder and all that is in it."""
        self._system.delete(self._path(""), True)

    def _path(self, name: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(f"{self.uri}/{name}" if name else self.uri)
