"""What starts and ends with the server."""

import asyncio

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope

from backend.alerts.worker import AlertsWorker
from backend.lake.service import lake_service
from backend.realtime.board import board


class Lifespan:
    """Starts the refresher and the work on alerts before the first request, and stops them after the last."""

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Speak ASGI's lifespan protocol."""
        await receive()
        service = lake_service()
        board().attach(service, asyncio.get_running_loop())
        service.start()
        worker = AlertsWorker(service, board())
        worker.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.to_thread(worker.stop)
        await asyncio.to_thread(service.stop)
        await send({"type": "lifespan.shutdown.complete"})
