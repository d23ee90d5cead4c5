"""A real S3 server (versitygw) for tests, which can be killed and started again on its data."""

import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from hub.launcher.ports import accepts, free_port
from hub.settings import Settings, load_settings
from tests.support.waiting import wait_until

SERVER = Path(__file__).resolve().parents[2] / ".cache" / "runtimes" / "versitygw"
BUCKET = "hub"
START_SECONDS = 30
STOP_SECONDS = 20


class S3Server:
    """One server on loopback, with a bucket and keys of its own. Stopped, and its data deleted, on exit from `with`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.access_key, self.secret_key = secrets.token_hex(10), secrets.token_hex(20)
        self.log = home / "s3.log"
        self._data = home / "data"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def variables(self) -> dict[str, str]:
        """Return the settings of a stack whose lake and checkpoints lie here."""
        return {
            "HUB_S3_ENDPOINT": self.endpoint,
            "HUB_S3_ACCESS_KEY": self.access_key,
            "HUB_S3_SECRET_KEY": self.secret_key,
            "HUB_LAKE_URI": f"s3://{BUCKET}/lake",
            "HUB_CHECKPOINT_URI": f"s3://{BUCKET}/checkpoints",
        }

    def settings(self, home: Path) -> Settings:
        """Return the same as settings; what is no table goes to the local folder `home`."""
        return load_settings(
            home=home,
            s3_endpoint=self.endpoint,
            s3_access_key=self.access_key,
            s3_secret_key=self.secret_key,
            lake_uri_setting=self.variables["HUB_LAKE_URI"],
            checkpoint_uri_setting=self.variables["HUB_CHECKPOINT_URI"],
        )

    def start(self) -> None:
        """Start the server on the data that it has, and return when it answers."""
        (self._data / BUCKET).mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(SERVER), "--port", f"127.0.0.1:{self.port}", "--quiet", "posix", str(self._data)],
                env={"ROOT_ACCESS_KEY": self.access_key, "ROOT_SECRET_KEY": self.secret_key},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(lambda: accepts(self.port), seconds=START_SECONDS, what=f"the S3 server on {self.endpoint}")

    def kill(self) -> None:
        """End the server at once (SIGKILL), as a crash would."""
        self._end(signal.SIGKILL)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._end(signal.SIGTERM)
        shutil.rmtree(self._data)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=STOP_SECONDS)
            self._process = None
