"""People with roles."""

import pytest
from rest_framework.test import APIClient

from backend.accounts.services import user_of_role
from backend.accounts.tokens import issue_token
from backend.lake.service import LakeService


@pytest.fixture
def operator(db: None, service: LakeService) -> APIClient:
    """A client with an operator's token."""
    client = APIClient()
    _, token = issue_token(user=user_of_role(role="operator"), role="operator")
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client
