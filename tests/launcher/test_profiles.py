"""A full stack brings its own servers, but for those that a setting names; it is found again by its folder alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hub.errors import ServiceFailed
from hub.launcher import plan
from hub.launcher.environment import product_environment
from hub.launcher.plan import own_servers, ports, require_programs
from hub.launcher.profiles import record_profile, stack_settings
from hub.launcher.services import postgresql, programs
from hub.settings import Settings, get_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The stack's folder, and nothing else in the environment."""
    for name in ("HUB_PROFILE", "HUB_S3_ENDPOINT", "HUB_DATABASE_URL", "HUB_REDIS_URL", "HUB_SPARK_MASTER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HUB_HOME", str(tmp_path))
    get_settings.cache_clear()
    yield tmp_path
    get_settings.cache_clear()


def _full(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str] = {}) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    get_settings.cache_clear()
    return stack_settings("full")


def test_an_embedded_stack_has_no_servers_beside_kafka_and_airflow() -> None:
    settings = stack_settings()
    assert settings.profile == "embedded"
    assert own_servers(settings) == {}
    assert set(ports(settings)) == {"HUB_KAFKA_PORT", "HUB_API_PORT", "HUB_AIRFLOW_PORT"}


def test_a_full_stack_brings_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _full(monkeypatch)
    assert list(own_servers(settings)) == ["s3", "postgresql", "redis", "spark"]
    assert settings.lake_uri == "s3a://hub/lake"
    assert settings.checkpoint_uri == "s3a://hub/checkpoints"
    assert settings.spark_master == "spark://127.0.0.1:7077"
    assert len(set(ports(settings).values())) == 7


@pytest.mark.parametrize(
    ("server", "variables"),
    [
        ("s3", {"HUB_S3_ENDPOINT": "https://store.example", "HUB_S3_ACCESS_KEY": "key", "HUB_S3_SECRET_KEY": "secret"}),
        ("postgresql", {"HUB_DATABASE_URL": "postgresql://hub:secret@database.example/hub"}),
        ("redis", {"HUB_REDIS_URL": "redis://:secret@redis.example:6379/0"}),
        ("spark", {"HUB_SPARK_MASTER": "spark://cluster.example:7077"}),
    ],
)
def test_a_server_that_a_setting_names_is_used_instead(
    server: str, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _full(monkeypatch, variables)
    assert set(own_servers(settings)) == {"s3", "postgresql", "redis", "spark"} - {server}
    environment = product_environment(settings, {})
    assert {name: environment[name] for name in variables} == variables


def test_programs_are_told_the_servers_and_the_passwords_by_their_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = product_environment(_full(monkeypatch), {})
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    get_settings.cache_clear()
    told = get_settings()
    assert product_environment(told, {}) == environment
    assert set(own_servers(told)) == {"s3", "postgresql", "redis", "spark"}


def test_a_stack_remembers_its_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    record_profile(_full(monkeypatch))
    assert stack_settings().profile == "full"
    assert stack_settings("embedded").profile == "embedded"


def test_the_variable_goes_before_what_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    record_profile(_full(monkeypatch))
    monkeypatch.setenv("HUB_PROFILE", "embedded")
    get_settings.cache_clear()
    assert stack_settings().profile == "embedded"


@pytest.mark.parametrize(("package", "server"), [("postgresql", "postgresql"), ("redis-server", "redis")])
def test_a_server_that_is_not_installed_says_what_to_install(
    package: str, server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(programs.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(programs, "_POSTGRESQL", tmp_path)
    monkeypatch.setattr(plan, "own_servers", lambda _: {server: plan._SERVERS[server]})
    with pytest.raises(ServiceFailed, match=f"apt-get install {package}"):
        require_programs(_full(monkeypatch))


def test_a_lake_in_s3_without_sparks_jars_for_it_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(plan, "REPOSITORY", tmp_path)
    with pytest.raises(ServiceFailed, match="Run `make setup`"):
        require_programs(_full(monkeypatch))


def test_as_root_a_folder_that_postgresqls_user_cannot_get_to_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql.os, "geteuid", lambda: 0)
    monkeypatch.setattr(postgresql, "postgresql_program", lambda _: home)
    home.chmod(0o700)
    with pytest.raises(ServiceFailed, match=f"{home} is closed to that user"):
        postgresql.require_postgresql(_full(monkeypatch))


def test_as_an_ordinary_user_the_server_runs_as_that_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql.os, "geteuid", lambda: 1000)
    assert postgresql.as_server_user(["postgres"]) == ["postgres"]
