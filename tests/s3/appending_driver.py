"""A Spark driver that appends to one table from several threads, and tells each append that it was told is done.

Run as a program: TABLE WRITER THREADS APPENDS. It waits for a line on its input when it is ready to begin.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from hub.settings import get_settings
from spark_jobs.session import spark_session


def main(table: str, writer: str, threads: int, appends: int) -> None:
    """Append `threads` × `appends` rows, each in a commit of its own; print each row's text once it is committed."""
    settings = get_settings()
    spark = spark_session(settings, writer)
    uri = settings.table_uri(table)

    def append_some(thread: int) -> None:
        for number in range(appends):
            row = f"{writer}.{thread}.{number}"
            spark.createDataFrame([(row,)], "row string").coalesce(1).write.format("delta").mode("append").save(uri)
            say(f"committed {row}")

    spark.read.format("delta").load(uri).count()
    say("ready")
    sys.stdin.readline()
    with ThreadPoolExecutor(threads) as pool:
        for each in [pool.submit(append_some, thread) for thread in range(threads)]:
            each.result()
    spark.stop()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
