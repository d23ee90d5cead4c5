"""People with roles."""

import pytest
from rest_framework.test import APIClient

from backend.accounts.services import token_of, user_of_role
from backend.lake.service import LakeService


@pytest.fixture
def operator(db: None, service: LakeService) -> APIClient:
    """A client with an operator's token."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token_of(user=user_of_role(role='operator'))}")
    return client
