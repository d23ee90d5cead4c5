"""What gets installed is pinned with hashes, the same for running and for testing, and from no named place."""

import re
from pathlib import Path

import pytest

from hub.spark_submit import REPOSITORY

REQUIREMENTS = REPOSITORY / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))
_PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def _pins(path: Path) -> dict[str, str]:
    return {match["name"]: match["version"] for match in _PIN.finditer(path.read_text())}


def test_every_list_of_wishes_has_its_pins() -> None:
    assert [path.stem for path in LOCKS] == sorted(path.stem for path in REQUIREMENTS.glob("*.in"))


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_every_pin_carries_hashes_and_no_address(path: Path) -> None:
    text = path.read_text()
    assert len(_pins(path)) > 0
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in block, block


def test_tests_run_with_the_versions_that_people_run() -> None:
    product, tools = _pins(REQUIREMENTS / "hub.txt"), _pins(REQUIREMENTS / "dev.txt")
    assert {name: tools.get(name) for name in product} == product
