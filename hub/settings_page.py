"""The reference page of the settings, written from the settings themselves.

python -m hub.settings_page > docs/reference/settings.md
"""

import sys
from datetime import timedelta
from typing import Any

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo

from hub.durations import format_duration
from hub.settings import Settings

_PREFACE = """\
# Settings

Every setting is a variable of the environment. A duration is a number and a unit: `500ms`, `0.5s`, `15m`, `2h`, `35d`.
A wrong value stops a program at its start, with the variable, the value and what to do. The names under *also read as*
were used by an earlier generation of the product; they count where the variable itself is not set.

| variable | default | meaning | also read as |
| --- | --- | --- | --- |
"""


def page() -> str:
    """Return the page."""
    return _PREFACE + "".join(_row(name, field) for name, field in Settings.model_fields.items())


def variable(name: str, field: FieldInfo) -> str:
    """Return the variable that sets a field."""
    alias = field.validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"HUB_{name.upper()}"


def _row(name: str, field: FieldInfo) -> str:
    alias = field.validation_alias
    earlier = [f"`{each}`" for each in alias.choices[1:]] if isinstance(alias, AliasChoices) else []
    default = _written(field.default)
    written = f"`{default}`" if default else ""
    return f"| `{variable(name, field)}` | {written} | {field.description} | {', '.join(earlier)} |\n"


def _written(default: Any) -> str:
    """Write a default as a person would set it."""
    if isinstance(default, timedelta):
        return format_duration(default)
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return str(default).lower() if isinstance(default, bool) else str(default)


if __name__ == "__main__":
    sys.stdout.write(page())
