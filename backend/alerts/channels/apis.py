"""HTTP for channels and deliveries."""

from typing import Any, cast

from django.contrib.auth.models import User
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import IsAdmin, IsOperator
from backend.alerts.channels import presenters, services
from backend.alerts.channels.examples import CHANNEL, CHANNEL_BODY, DELIVERY, NEW_CHANNEL
from backend.alerts.channels.schemas import (
    ChannelBody,
    ChannelChangeBody,
    ChannelListShape,
    ChannelShape,
    DeliveriesQuery,
    DeliveryListShape,
    DeliveryShape,
    NewChannelShape,
)
from backend.alerts.models import Channel, Delivery
from backend.api.errors import ApiError
from backend.api.examples import sample
from backend.api.pages import next_page
from backend.api.parameters import read_cursor
from backend.api.schemas import refusals


class ChannelsApi(APIView):
    """All channels."""

    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="channels",
        summary="Whom alerts are told to",
        responses={200: ChannelListShape, **refusals(401, 403, 429)},
        description="Takes the role admin: an address may be a secret.",
        examples=sample({"results": [CHANNEL], "next": None}),
    )
    def get(self, request: Request) -> Response:
        """Answer every channel."""
        return Response(
            {"results": [presenters.channel(row) for row in Channel.objects.order_by("name")], "next": None}
        )

    @extend_schema(
        operation_id="channel_create",
        summary="Tell somebody about alerts",
        request=ChannelBody,
        responses={201: NewChannelShape, **refusals(400, 401, 403, 409, 429)},
        description="Its messages are signed with the secret that is told only now. Takes the role admin.",
        examples=sample(NEW_CHANNEL, asked=CHANNEL_BODY, status=201),
    )
    def post(self, request: Request) -> Response:
        """Make a channel."""
        made = services.create_channel(actor=_user(request), values=ChannelBody.read(request.data))
        body = {**presenters.channel(made), "secret": made.secret}
        address = request.build_absolute_uri(f"{request.path}{made.pk}/")
        return Response(body, status=201, headers={"Location": address, "Cache-Control": "no-store"})


class ChannelApi(APIView):
    """One channel."""

    permission_classes = (IsAdmin,)

    @extend_schema(
        operation_id="channel",
        summary="A channel",
        responses={200: ChannelShape, **refusals(401, 403, 404, 429)},
        description="Takes the role admin.",
        examples=sample(CHANNEL),
    )
    def get(self, request: Request, channel_id: int) -> Response:
        """Answer a channel."""
        return Response(presenters.channel(services.channel_of(channel_id)))

    @extend_schema(
        operation_id="channel_change",
        summary="Change a channel",
        request=ChannelChangeBody,
        responses={200: ChannelShape, **refusals(400, 401, 403, 404, 409, 429)},
        description="What is left out stays. Messages that wait go to the new target. Takes the role admin.",
        examples=sample({**CHANNEL, "enabled": False}, asked={"enabled": False}),
    )
    def patch(self, request: Request, channel_id: int) -> Response:
        """Change a channel."""
        values = ChannelChangeBody.read(request.data)
        return Response(
            presenters.channel(services.change_channel(actor=_user(request), channel_id=channel_id, values=values))
        )

    @extend_schema(
        operation_id="channel_delete",
        summary="Delete a channel",
        responses={204: None, **refusals(401, 403, 404, 429)},
        description="The messages to it, waiting or sent, go with it. Takes the role admin.",
    )
    def delete(self, request: Request, channel_id: int) -> Response:
        """Delete a channel."""
        services.delete_channel(actor=_user(request), channel_id=channel_id)
        return Response(status=204)


class DeliveriesApi(APIView):
    """What was told and what was not."""

    permission_classes = (IsOperator,)

    @extend_schema(
        operation_id="deliveries",
        summary="Messages about alerts, newest first",
        parameters=[DeliveriesQuery],
        responses={200: DeliveryListShape, **refusals(400, 401, 403, 429)},
        description="Takes the role operator.",
        examples=sample({"results": [DELIVERY], "next": None}),
    )
    def get(self, request: Request) -> Response:
        """Answer one page of messages."""
        query = DeliveriesQuery.read(request.query_params)
        wanted: dict[str, Any] = {name: query[name] for name in ("state", "channel") if name in query}
        if "cursor" in query:
            wanted["id__lt"] = read_cursor(query["cursor"], kinds=(int,))[0]
        limit = query["limit"]
        rows = list(Delivery.objects.filter(**wanted).select_related("channel", "alert").order_by("-id")[: limit + 1])
        page = rows[:limit]
        return Response(
            {
                "results": [presenters.delivery(row) for row in page],
                "next": next_page(request, [page[-1].pk] if len(rows) > limit else None),
            }
        )


class SendAgainApi(APIView):
    """A dead message gets all its tries again."""

    permission_classes = (IsOperator,)

    @extend_schema(
        operation_id="delivery_send_again",
        summary="Send a dead message again",
        request=None,
        responses={200: DeliveryShape, **refusals(401, 403, 404, 409, 429)},
        description="It waits again, with all its tries. Takes the role operator.",
        examples=sample({**DELIVERY, "state": "waiting", "tries": 0}),
    )
    def post(self, request: Request, delivery_id: int) -> Response:
        """Bring a dead message back."""
        found = Delivery.objects.filter(pk=delivery_id).select_related("channel", "alert")
        row = found.first()
        if row is None:
            raise ApiError(
                "not_found", f"There is no delivery {delivery_id}.", hint="GET /api/deliveries/ lists them.", status=404
            )
        if not services.send_again(actor=_user(request), deliveries=found):
            raise ApiError(
                "not_dead",
                f"The delivery {delivery_id} is {row.state}, so there is nothing to send again.",
                hint="Only what was given up is sent again: GET /api/deliveries/?state=dead lists it.",
                data={"state": row.state},
                status=409,
            )
        return Response(presenters.delivery(found.get()))


def _user(request: Request) -> User:
    return cast(User, request.user)
