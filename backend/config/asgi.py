"""The ASGI entry: HTTP, the WebSocket, and the refresher that lives as long as the server."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
_http = get_asgi_application()

# Django's apps must be ready before anything below looks at a model.
from django.urls import path  # noqa: E402

from backend.api.express import ExpressLane  # noqa: E402
from backend.config.lifespan import Lifespan  # noqa: E402
from backend.metrics.requests import Counted  # noqa: E402
from backend.realtime.consumer import RealtimeConsumer  # noqa: E402
from backend.realtime.origin import only_own_pages  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": Counted(ExpressLane(_http)),
        "websocket": only_own_pages(URLRouter([path("ws/realtime/", RealtimeConsumer.as_asgi())])),
        "lifespan": Lifespan(),
    }
)
