"""A client of the REST API: typed rows, money as Decimal, moments with their zone, pages followed.

    with_token = Client("http://127.0.0.1:8000", token)
    for window in with_token.windows(platform="amazon"):
        ...

Whatever the server refuses is one exception, `hub.errors.ApiRefused`, with its code, message, hint and data.
"""

from hub.client.client import Client
from hub.client.pages import Page, Pages

__all__ = ["Client", "Page", "Pages"]
