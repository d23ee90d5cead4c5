"""Django's settings, addresses and ASGI entry."""
