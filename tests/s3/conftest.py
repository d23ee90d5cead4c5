"""The S3 server that the tests of this folder share, and settings of lakes in it."""

from collections.abc import Iterator

import pytest

from tests.support.s3 import S3Server


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """One server for all of them; who kills a server starts one of their own."""
    with S3Server(tmp_path_factory.mktemp("s3")) as running:
        yield running
