"""What the launcher knows about one service."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Service:
    """A program that runs as long as the stack: its name, command line, variables, and where it is reached."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int | None = None
    url: str = ""
