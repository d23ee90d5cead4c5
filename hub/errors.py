"""The product's exceptions. Each says what happened, with which value, and what to do next.

HubError
├── SettingsError      a setting is missing or has an impossible value
├── LakeError          a table is missing, unreadable or not in the state that a writer needs
│   ├── RecordsLost    Kafka no longer holds records that bronze has not read
│   ├── FilesGone      a vacuum has removed files that this version of a table needs
│   ├── NoSuchMoment   the lake never had these versions of its tables
│   └── IncompleteLake a batch's tables and its row in `ingests` do not agree
├── LeaseHeld          another instance holds the lease of this checkpoint (exit code 75)
├── BrokerError        the broker did not answer, or answered something that must stop the program
├── AirflowUnavailable Airflow did not answer, or did not let the hub in
├── ApiRefused         the API refused a request, or did not answer
└── ServiceFailed      a service that the launcher started ended or did not get ready in time
"""

from collections.abc import Mapping
from typing import Any

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_LEASE_HELD = 75


class HubError(Exception):
    """An error that a person can act on.

    `message` says what happened and the value, `hint` what to do; `exit_code` is what a command ends with.
    """

    exit_code = EXIT_FAILED

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class SettingsError(HubError):
    """A setting is missing or has an impossible value."""

    exit_code = EXIT_USAGE


class LakeError(HubError):
    """A table is missing, unreadable or not in the state that a writer needs."""


class RecordsLost(LakeError):
    """Kafka no longer holds records that bronze has not read."""


class FilesGone(LakeError):
    """A vacuum has removed files, or a cleaning of the log its commits, that this version of a table needs."""


class NoSuchMoment(LakeError):
    """The lake never had these versions of its tables."""


class IncompleteLake(LakeError):
    """A batch's tables and its row in `ingests` do not agree."""


class LeaseHeld(HubError):
    """Another instance holds the lease of this checkpoint."""

    exit_code = EXIT_LEASE_HELD


class BrokerError(HubError):
    """The broker did not answer, or answered something that must stop the program."""


class AirflowUnavailable(HubError):
    """Airflow did not answer, or did not let the hub in."""


class ApiRefused(HubError):
    """The API refused a request, or did not answer (`unreachable`).

    `code`, `data` and the HTTP `status` are the API's own; `docs/reference/rest.md` lists the codes.
    """

    def __init__(
        self, message: str, *, hint: str, code: str, data: Mapping[str, Any] | None = None, status: int = 0
    ) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.data = data or {}
        self.status = status


class ServiceFailed(HubError):
    """A service that the launcher started ended or did not get ready in time."""
