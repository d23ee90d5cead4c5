"""What every operation of the OpenAPI document says the same way."""

from typing import Any

_IN_THE_PATH = {
    "alert_id": "An alert's `alert_id`, or that of any event that is part of it.",
    "channel_id": "A channel's `id`.",
    "dag_id": "A DAG's name, for example `reconcile`.",
    "delivery_id": "A delivery's `id`.",
    "pin_id": "A pin's `pin_id`.",
    "publication_id": "A publication's `publication_id`.",
    "receipt": "The `receipt` of an answer.",
    "rule_id": "A rule's `rule_id`.",
    "run_id": "The name of a run in Airflow.",
    "token_id": "The `id` of one of your tokens.",
}


def describe_path_parameters(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say of each part of an address what goes there: a hook of drf-spectacular."""
    for operations in result["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["description"] = _IN_THE_PATH[parameter["name"]]
    return result
