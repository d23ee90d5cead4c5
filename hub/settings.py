"""Every setting of the product, typed and frozen. Nothing else reads the environment.

A setting's variable is its name in capitals with the prefix `HUB_`. Where a variable that an earlier
generation of the product used still means the same, it is read as a fall-back.
"""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from hub.durations import parse_duration
from hub.errors import SettingsError

Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
Port = Annotated[int, Field(ge=1, le=65535)]


def _named(name: str, *fallbacks: str) -> AliasChoices:
    return AliasChoices(f"HUB_{name}", *fallbacks)


def _for_spark(uri: str) -> str:
    """Return an address as Hadoop's file systems take it: the one for S3 is called `s3a`."""
    return uri.rstrip("/").replace("s3://", "s3a://", 1)


class Settings(BaseSettings):
    """The settings of one stack; see `docs/reference/settings.md` for a table of them."""

    model_config = SettingsConfigDict(env_prefix="HUB_", frozen=True, extra="ignore", populate_by_name=True)

    home: Path = Field(Path(".hub"), description="Folder of everything that a stack keeps: data, logs, secrets.")
    profile: str = Field("embedded", pattern="^(embedded|full)$", description="Which services the launcher starts.")

    kafka_port: Port = Field(9092, description="Loopback port of the embedded broker.")
    kafka_bootstrap_setting: str = Field(
        "",
        validation_alias=_named("KAFKA_BOOTSTRAP", "KAFKA_BOOTSTRAP_SERVERS"),
        description="Kafka servers, `host:port`; empty means the embedded broker.",
    )
    events_topic: str = Field("ecommerce-events", description="Topic that the marketplaces' events arrive on.")
    alerts_topic: str = Field("ecommerce-alerts", description="Topic that alerts are sent to.")
    rules_topic: str = Field("ecommerce-alert-rules", description="Compacted topic that tells the stream the rules.")
    events_partitions: int = Field(4, ge=1, description="Partitions of the events topic when it is created.")

    s3_port: Port = Field(7070, description="Loopback port of the full stack's own S3 server.")
    database_port: Port = Field(5432, description="Loopback port of the full stack's own PostgreSQL.")
    redis_port: Port = Field(6379, description="Loopback port of the full stack's own Redis.")
    spark_port: Port = Field(7077, description="Loopback port of the full stack's own Spark master.")
    api_port: Port = Field(8000, description="Loopback port of the API and the dashboard.")
    airflow_port: Port = Field(8080, description="Loopback port of Airflow's UI and API.")
    airflow_url_setting: str = Field(
        "",
        validation_alias=_named("AIRFLOW_URL"),
        description="Where Django reaches Airflow's API; empty means `HUB_AIRFLOW_PORT` on loopback.",
    )
    airflow_user: str = Field("admin", description="The user of Airflow that Django starts runs as.")
    airflow_password: SecretStr = Field(SecretStr(""), description="That user's password; the launcher makes one.")

    lake_uri_setting: str = Field(
        "",
        validation_alias=_named("LAKE_URI"),
        description="Where the tables live: a folder or `s3://bucket/prefix`; empty means `HUB_HOME/lake`.",
    )
    checkpoint_uri_setting: str = Field(
        "",
        validation_alias=_named("CHECKPOINT_URI"),
        description="Where the streams keep their checkpoints; empty means `HUB_HOME/checkpoints`.",
    )
    lake_bucket: str = Field(
        "", validation_alias=_named("LAKE_BUCKET", "DELTA_LAKE_BUCKET"), description="Bucket of the full stack's lake."
    )
    s3_endpoint: str = Field(
        "", validation_alias=_named("S3_ENDPOINT", "MINIO_ENDPOINT"), description="Address of the S3 server."
    )
    s3_region: str = Field("us-east-1", description="Region of the S3 server; one of your own takes any.")
    s3_access_key: SecretStr = Field(
        SecretStr(""), validation_alias=_named("S3_ACCESS_KEY", "MINIO_ACCESS_KEY"), description="S3 access key."
    )
    s3_secret_key: SecretStr = Field(
        SecretStr(""), validation_alias=_named("S3_SECRET_KEY", "MINIO_SECRET_KEY"), description="S3 secret key."
    )

    spark_master: str = Field("local[2]", description="Spark master that the jobs are submitted to.")
    spark_driver_memory: str = Field("1g", pattern=r"^\d+[mg]$", description="Heap of one Spark driver.")
    spark_executor_memory: str = Field(
        "1g", pattern=r"^\d+[mg]$", description="Heap of one executor on a cluster; local masters have none."
    )
    spark_cores: int = Field(2, ge=1, description="Cores of a cluster that one job takes at most.")
    spark_driver_host: str = Field("127.0.0.1", description="Name by which a cluster's executors reach a driver.")
    trigger: Duration = Field(timedelta(seconds=0.5), description="Shortest time between two micro-batches.")
    stream_max_seconds: int = Field(86_400, ge=1, description="How long one run of the stream lasts before it renews.")
    max_records_per_batch: int = Field(200_000, ge=1, description="Most records that one micro-batch reads.")
    dedup_horizon: Duration = Field(timedelta(hours=2), description="How long live de-duplication remembers an event.")
    dedup_lookback: Duration = Field(timedelta(days=35), description="How far back the reconciliation seeks repeats.")
    upkeep_interval: Duration = Field(
        timedelta(minutes=2), description="Time between two rounds of compaction and pruning by the stream."
    )
    speed_retention: Duration = Field(
        timedelta(hours=1), description="How long files that the speed tables no longer use are kept."
    )
    max_record_bytes: int = Field(900_000, ge=1, description="Largest message that can be an event.")

    business_zone: str = Field("America/Sao_Paulo", description="Zone in which people read a day.")
    amazon_zone: str = Field("America/Sao_Paulo", description="Zone in which Amazon closes a day of its reports.")
    mercado_livre_zone: str = Field(
        "America/Sao_Paulo", description="Zone in which Mercado Livre closes a day of its reports."
    )
    shopee_zone: str = Field("America/Sao_Paulo", description="Zone in which Shopee closes a day of its reports.")
    event_zone_setting: str = Field(
        "",
        validation_alias=_named("EVENT_ZONE"),
        description="Zone of event times that carry no offset; empty means the business zone.",
    )
    high_ticket: int = Field(3000, ge=0, description="A sale above this amount raises an alert.")
    low_stock: int = Field(10, ge=0, description="Stock under this quantity raises an alert.")
    alert_freshness: Duration = Field(
        timedelta(minutes=15),
        description="An event older than this on arrival raises a historical alert, told to nobody.",
    )

    fast_alerts: bool = Field(
        False, description="Whether a second stream raises alerts within milliseconds, ahead of the one of record."
    )
    webhook_timeout: Duration = Field(
        timedelta(seconds=10), description="How long a webhook may take to answer before it is tried again."
    )
    email_host: str = Field(
        "", description="Mail server that alerts are sent through; empty: they become files in `HUB_HOME/mail`."
    )
    email_port: Port = Field(587, description="Port of the mail server.")
    email_user: str = Field("", description="User at the mail server; empty: none is asked for.")
    email_password: SecretStr = Field(SecretStr(""), description="Password at the mail server.")
    email_tls: bool = Field(True, description="Whether to speak STARTTLS with the mail server.")
    email_from: str = Field("hub@localhost", description="Sender of alerts by e-mail.")

    database_url: SecretStr = Field(
        SecretStr(""), description="Django's database as a URL; empty means SQLite under `HUB_HOME`."
    )
    redis_url: SecretStr = Field(SecretStr(""), description="Redis of the channel layer; empty means in memory.")
    secret_key: SecretStr = Field(SecretStr(""), description="Django's signing key; the launcher makes one.")
    debug: bool = Field(False, description="Django's debug mode; never on outside development.")
    allowed_hosts: str = Field("127.0.0.1,localhost", description="Host names that Django answers to.")
    https: bool = Field(False, description="Whether people reach Django over HTTPS, through a proxy in front of it.")
    trusted_origins: str = Field(
        "",
        description="Other origins, `https://host:port`, whose pages may use the API and the WebSocket with a session.",
    )
    api_requests_per_minute: int = Field(60_000, ge=1, description="Requests that one user may send in a minute.")
    past_requests_per_minute: int = Field(
        600, ge=1, description="Requests about the past, by receipt or time, that one user may send in a minute."
    )
    anonymous_requests_per_minute: int = Field(
        1200, ge=1, description="Requests that one address may send in a minute without logging in."
    )
    max_websockets: int = Field(2000, ge=1, description="WebSockets that one Django process holds open.")

    generator_auto_start: bool = Field(
        True,
        validation_alias=_named("GENERATOR_AUTO_START", "MOCK_AUTO_START"),
        description="Whether `hub up` starts the generator.",
    )
    generator_interval_min: float = Field(
        0.05,
        ge=0,
        validation_alias=_named("GENERATOR_INTERVAL_MIN", "MOCK_INTERVAL_MIN"),
        description="Shortest pause between two live events, in seconds.",
    )
    generator_interval_max: float = Field(
        0.15,
        ge=0,
        validation_alias=_named("GENERATOR_INTERVAL_MAX", "MOCK_INTERVAL_MAX"),
        description="Longest pause between two live events, in seconds.",
    )

    @field_validator("business_zone", "amazon_zone", "mercado_livre_zone", "shopee_zone", "event_zone_setting")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name:
            try:
                ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError) as error:
                raise ValueError(f"{name!r} is not a time zone. Use an IANA name such as America/Sao_Paulo.") from error
        return name

    @property
    def kafka_bootstrap(self) -> str:
        """Kafka servers as `host:port`, separated by commas."""
        return self.kafka_bootstrap_setting or f"127.0.0.1:{self.kafka_port}"

    @property
    def airflow_url(self) -> str:
        """Root of Airflow's API."""
        return self.airflow_url_setting or f"http://127.0.0.1:{self.airflow_port}"

    @property
    def event_zone(self) -> ZoneInfo:
        """The zone in which an event time without an offset is read."""
        return ZoneInfo(self.event_zone_setting or self.business_zone)

    @property
    def root(self) -> Path:
        """`home` as an absolute path."""
        return self.home.expanduser().resolve()

    @property
    def lake_uri(self) -> str:
        """Root of the tables as Spark takes it, without a trailing slash."""
        if self.lake_uri_setting:
            return _for_spark(self.lake_uri_setting)
        if self.lake_bucket:
            return f"s3a://{self.lake_bucket}/lake"
        return str(self.root / "lake")

    @property
    def checkpoint_uri(self) -> str:
        """Root of the streams' checkpoints, without a trailing slash."""
        return _for_spark(self.checkpoint_uri_setting or str(self.root / "checkpoints"))

    @property
    def lake_is_remote(self) -> bool:
        """Whether the lake lies in an object store rather than in a local folder."""
        return urlsplit(self.lake_uri).scheme == "s3a"

    def table_uri(self, table: str) -> str:
        """Address of a table (`bronze/events`) as Spark takes it."""
        return f"{self.lake_uri}/{table}"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return this process's settings, read from the environment once.

    Raises SettingsError that names each wrong variable and its value.
    """
    return load_settings()


def load_settings(**overrides: Any) -> Settings:
    """Read the environment now; `overrides` (by field name) win over it. Raises SettingsError."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in each['loc'])}={each['input']!r}: {each['msg']}" for each in error.errors()
        )
        raise SettingsError(
            f"Settings are wrong: {problems}.", hint="Correct the variables; docs/reference/settings.md lists them."
        ) from error
