"""docker-compose.yml keeps promises: pinned, on loopback, healthy before it is used, no default password."""

import re
import runpy
from typing import Any

import pytest
import yaml

from hub.installer.jars import LOCK, read_lock
from hub.installer.s3_server import server_version
from hub.spark_submit import REPOSITORY

TEXT = (REPOSITORY / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {"prepare", "airflow-init"}
DOCKERFILES = sorted((REPOSITORY / "docker").glob("*ockerfile"))
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<rest>[^}]*)\}")


def _dependencies(service: dict[str, Any]) -> dict[str, str]:
    return {name: each["condition"] for name, each in service.get("depends_on", {}).items()}


def test_it_has_every_part_of_the_full_stack() -> None:
    assert set(SERVICES) - ONCE == {
        "kafka",
        "s3",
        "postgresql",
        "redis",
        "spark-master",
        "spark-worker",
        "airflow-api",
        "airflow-scheduler",
        "airflow-dag-processor",
        "django",
    }


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONCE))
def test_a_service_says_how_healthy_it_is_and_starts_again(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(ONCE))
def test_what_runs_once_is_waited_for(name: str) -> None:
    assert SERVICES[name]["restart"] == "no"
    waiting = {_dependencies(service).get(name) for service in SERVICES.values()} - {None}
    assert waiting == {"service_completed_successfully"}


def test_nobody_starts_before_what_it_needs_is_healthy() -> None:
    conditions = {
        (name, other): condition
        for service, name in ((each, name) for name, each in SERVICES.items())
        for other, condition in _dependencies(service).items()
    }
    expected = {
        (name, other): "service_completed_successfully" if other in ONCE else "service_healthy"
        for name, other in conditions
    }
    assert conditions == expected


def test_every_published_port_is_on_loopback() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_only_ports_have_defaults_and_every_secret_is_demanded() -> None:
    variables = [(match["name"], match["rest"]) for match in _VARIABLE.finditer(TEXT)]
    assert {name for name, rest in variables if rest.startswith(":-")} == {
        "HUB_KAFKA_PORT",
        "HUB_S3_PORT",
        "HUB_AIRFLOW_PORT",
        "HUB_API_PORT",
    }
    demanded = {name for name, rest in variables if rest.startswith(":?")}
    assert [name for name, rest in variables if not rest.startswith((":-", ":?"))] == []
    assert demanded == {
        "HUB_S3_ACCESS_KEY",
        "HUB_S3_SECRET_KEY",
        "HUB_SECRET_KEY",
        "POSTGRES_PASSWORD",
        "REDIS_PASSWORD",
        "AIRFLOW_PASSWORD",
        "AIRFLOW_FERNET_KEY",
        "AIRFLOW_SECRET_KEY",
        "AIRFLOW_JWT_SECRET",
    }


def test_no_secret_stands_in_the_file() -> None:
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD$|SECRET|_KEY$|AUTH$", variable):
                assert re.fullmatch(r"\$\{\w+(:\?[^}]*)?\}", str(value)), (name, variable)
            assert not re.search(r"://[^:/@]*:[^$@/][^@/]*@", str(value)), (name, variable)


def test_a_made_env_file_has_a_secret_of_its_own_for_each_demanded_variable(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(REPOSITORY / "docker" / "make_env.py"), run_name="__main__")
    made = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    assert set(made) == {match["name"] for match in _VARIABLE.finditer(TEXT) if match["rest"].startswith(":?")}
    assert len(set(made.values())) == len(made)
    assert all(len(secret) >= 43 for secret in made.values())


def test_images_are_the_versions_that_run_without_containers() -> None:
    (broker,) = (jar.revision for jar in read_lock(LOCK.read_text()) if jar.name == "kafka_2.13")
    assert SERVICES["kafka"]["image"] == f"apache/kafka:{broker}"
    assert SERVICES["s3"]["image"].endswith(f":{server_version().removeprefix('v')}")
    built = {service["image"] for service in SERVICES.values() if "build" in service}
    assert len(built) == 2


def test_every_image_has_a_full_version() -> None:
    images = [service["image"] for service in SERVICES.values()]
    images += re.findall(r"^FROM (\S+)", "\n".join(path.read_text() for path in DOCKERFILES), re.MULTILINE)
    assert [image for image in images if not re.search(r":\d+\.\d+", image)] == []


def test_every_volume_has_a_name() -> None:
    used = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])]
    assert set(used) == set(COMPOSE["volumes"])


def test_dockerfiles_end_as_a_user_who_is_not_root() -> None:
    assert len(DOCKERFILES) == 2
    for path in DOCKERFILES:
        users = re.findall(r"^USER (\S+)", path.read_text(), re.MULTILINE)
        assert users[-1:] not in ([], ["root"], ["0"]), path.name
