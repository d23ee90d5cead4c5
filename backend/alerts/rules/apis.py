"""HTTP for rules."""

import json
from datetime import timedelta
from typing import Any, cast

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import IsAnalyst, IsOperator, viewers_read
from backend.alerts.rules import examples, presenters, selectors, services
from backend.alerts.rules.schemas import (
    BacktestBody,
    RuleBody,
    RuleChangeBody,
    RuleListShape,
    RuleShape,
    RuleWithHistoryShape,
)
from backend.api.examples import sample
from backend.api.formats import instant
from backend.api.parameters import check_interval
from backend.api.schemas import ErrorShape, Shape, refusals
from backend.operations.apis import STARTED, start
from backend.operations.examples import queued

_LONGEST_BACKTEST = timedelta(days=366)

_ERRORS = {
    400: "A part of the rule is wrong.",
    401: "No token or session, or one that is not valid.",
    403: "The user has no role that may do this.",
    429: "Too many requests.",
}
_MISSING = {404: "There is no such rule."}
_OVERTAKEN = {409: "Somebody else has changed the rule."}


def _responses(status: int, shape: type[Shape] | None, *more: dict[int, str]) -> dict[int, Any]:
    meanings = {each: text for errors in (_ERRORS, *more) for each, text in errors.items()}
    errors = {each: OpenApiResponse(ErrorShape, description=text) for each, text in meanings.items()}
    return {status: shape or OpenApiResponse(description="Done."), **errors}


class RulesApi(APIView):
    """All rules."""

    permission_classes = (viewers_read(IsOperator),)

    @extend_schema(
        operation_id="rules",
        summary="Alert rules",
        responses=_responses(200, RuleListShape),
        examples=sample({"results": [examples.RULE], "next": None}),
    )
    def get(self, request: Request) -> Response:
        """Answer every rule in its newest version."""
        return Response({"results": [presenters.rule(row) for row in selectors.current_rules()], "next": None})

    @extend_schema(
        operation_id="rule_create",
        summary="Make a rule",
        request=RuleBody,
        responses=_responses(201, RuleShape),
        description="The running stream follows within ten seconds. Takes the role operator.",
        examples=sample(examples.RULE, asked=examples.RULE_BODY, status=201),
    )
    def post(self, request: Request) -> Response:
        """Make a rule."""
        body = RuleBody(data=request.data)
        body.is_valid(raise_exception=True)
        made = services.create_rule(actor=cast(User, request.user), values=body.validated_data)
        address = request.build_absolute_uri(f"{request.path}{made.rule_id}/")
        return Response(presenters.rule(made), status=201, headers={"Location": address})


class BacktestApi(APIView):
    """What a rule would have raised."""

    permission_classes = (IsAnalyst,)

    @extend_schema(
        operation_id="rule_backtest",
        summary="Test a rule on the past",
        request=BacktestBody,
        responses={**STARTED, **refusals(404)},
        description="Starts a run of the DAG `backtest`; its `told` says which alerts the rule would have raised live. "
        "Takes the role analyst.",
        examples=sample(queued("backtest", examples.BACKTEST_BODY), asked=examples.BACKTEST_BODY, status=202),
    )
    def post(self, request: Request) -> Response:
        """Start a backtest."""
        body = BacktestBody.read(request.data)
        rule = services.drafted_rule(values=body["rule"])
        start_, end = body["from"], body["to"]
        if start_ is not None and end is not None:
            check_interval(start_, end, _LONGEST_BACKTEST)
        conf = {"rule": json.loads(rule.to_message()), "from": instant(start_), "to": instant(end)}
        return start(request, action="rule.backtest", dag_id="backtest", conf=conf)


class RuleApi(APIView):
    """One rule."""

    permission_classes = (viewers_read(IsOperator),)

    @extend_schema(
        operation_id="rule",
        summary="An alert rule and its history",
        responses=_responses(200, RuleWithHistoryShape, _MISSING),
        examples=sample({**examples.CHANGED_RULE, "history": [examples.CHANGED_RULE, examples.RULE]}),
    )
    def get(self, request: Request, rule_id: str) -> Response:
        """Answer a rule with all its versions."""
        newest = selectors.current_rule(rule_id)
        versions = [presenters.rule(row) for row in selectors.history(rule_id)]
        return Response({**presenters.rule(newest), "history": versions})

    @extend_schema(
        operation_id="rule_change",
        summary="Change a rule",
        request=RuleChangeBody,
        responses=_responses(200, RuleShape, _MISSING, _OVERTAKEN),
        description="Makes a new version. The running stream follows within ten seconds. Takes the role operator.",
        examples=sample(examples.CHANGED_RULE, asked=examples.CHANGE_BODY),
    )
    def patch(self, request: Request, rule_id: str) -> Response:
        """Change a rule."""
        body = RuleChangeBody(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        values = dict(body.validated_data)
        expected = values.pop("version", None)
        made = services.change_rule(
            actor=cast(User, request.user), rule_id=rule_id, values=values, expected_version=expected
        )
        return Response(presenters.rule(made))

    @extend_schema(
        operation_id="rule_delete",
        summary="Delete a rule",
        responses=_responses(204, None, _MISSING, _OVERTAKEN),
        description="It fires no more; its alerts and its history stay. Takes the role operator.",
    )
    def delete(self, request: Request, rule_id: str) -> Response:
        """Delete a rule."""
        services.delete_rule(actor=cast(User, request.user), rule_id=rule_id)
        return Response(status=204)
