"""Building the log store with which Spark commits to S3, by the Scala compiler that pyspark ships."""

import subprocess
import sys
from pathlib import Path

from hub.errors import HubError
from hub.installer.jars import DIRECTORY, JAVA

SOURCE = Path(__file__).with_name("scala") / "ConditionalCreateLogStore.scala"
JAR = DIRECTORY / "built" / "hub-log-store.jar"
_SPARK = "lib/python*/site-packages/pyspark/jars"


def build(environment: Path, jar: Path) -> None:
    """Compile the log store against the Spark and Delta of this Python environment. Raises HubError."""
    spark = next(environment.glob(_SPARK))
    compiler = [str(path) for name in ("compiler", "library", "reflect") for path in spark.glob(f"scala-{name}-*.jar")]
    libraries = [*spark.glob("hadoop-client-api-*.jar"), *spark.glob("scala-library-*.jar")]
    libraries += (DIRECTORY / "spark").glob("delta-storage-*.jar")
    jar.parent.mkdir(parents=True, exist_ok=True)
    command = [str(JAVA), "-cp", ":".join(compiler), "scala.tools.nsc.Main", "-Werror", "-deprecation", "-feature"]
    command += ["-classpath", ":".join(map(str, libraries)), "-d", str(jar), str(SOURCE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise HubError(f"{SOURCE.name} does not compile:\n{done.stdout}{done.stderr}", hint="Correct it.")


def main() -> int:
    """Build the log store into `.cache/jars`."""
    try:
        build(Path(".venv"), JAR)
    except HubError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
