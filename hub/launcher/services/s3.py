"""The stack's own S3 server: versitygw, on a folder of HUB_HOME."""

from pathlib import Path

from hub.errors import ServiceFailed
from hub.installer.s3_server import SERVER
from hub.launcher.ports import LOOPBACK
from hub.launcher.service import Service
from hub.launcher.services.web import is_healthy
from hub.launcher.stack import Stack
from hub.settings import Settings
from hub.spark_submit import REPOSITORY

_HEALTH = "/health"
_SECONDS = 60


def require_s3(_settings: Settings) -> Path:
    """Return the S3 server that set-up built. Raises ServiceFailed."""
    server = REPOSITORY / SERVER
    if not server.exists():
        raise ServiceFailed(
            f"The full profile needs an S3 server, and there is none at {server}.",
            hint="Run `make setup`, which builds it, or name a server of your own in HUB_S3_ENDPOINT.",
        )
    return server


def start_s3(stack: Stack) -> str:
    """Start the server, wait until it answers; return its address. Its buckets are folders, made here."""
    settings, data = stack.settings, stack.root / "s3"
    for bucket in buckets(settings):
        (data / bucket).mkdir(parents=True, exist_ok=True)
    # What it keeps is nobody's business but the stack's owner's.
    data.chmod(0o700)
    keys = {
        "ROOT_ACCESS_KEY": settings.s3_access_key.get_secret_value(),
        "ROOT_SECRET_KEY": settings.s3_secret_key.get_secret_value(),
    }
    listen = ("--port", f"{LOOPBACK}:{settings.s3_port}", "--region", settings.s3_region, "--health", _HEALTH)
    command = (str(require_s3(settings)), *listen, "--quiet", "posix", str(data))
    stack.start(Service("s3", command, keys, settings.s3_port, settings.s3_endpoint))
    stack.await_ready("s3", lambda: is_healthy(settings.s3_port, _HEALTH), seconds=_SECONDS)
    return settings.s3_endpoint


def buckets(settings: Settings) -> set[str]:
    """Return the buckets that the lake and the checkpoints lie in."""
    return {uri.split("/")[2] for uri in (settings.lake_uri, settings.checkpoint_uri) if uri.startswith("s3a://")}
