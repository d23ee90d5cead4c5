"""What was made visible, as it is served."""

from rest_framework.test import APIClient

from backend.lake.service import LakeService
from tests.backend.lake_writer import LakeWriter, Sale


def test_the_publication_in_effect_says_when_the_batch_of_its_seam_came_in(
    client: APIClient, lake: LakeWriter, service: LakeService
) -> None:
    for _ in range(3):
        lake.batch(Sale())
    lake.publish(1)
    lake.publish(2)
    service.refresh_now()
    newest, older = client.get("/api/publications/").json()["results"]

    # The test lake's batches come in a second apart.
    assert (newest["seam"], newest["seam_at"]) == (2, "2026-11-24T12:00:02.000Z")
    assert (older["seam"], older["seam_at"]) == (1, None)
