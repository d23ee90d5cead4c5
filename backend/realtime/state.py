"""One published state of the front page, and the frames that bring a client from any earlier one up to it.

A client is known by the last `seq` that it has. What it lacks follows from that alone: nothing is queued for it, so
that a slow client costs nothing and gets the newest state when it is ready.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.alerts.models import Alert
from backend.alerts.presenters import live_alert
from backend.api.formats import to_json
from backend.realtime.sections import Section

ALERTS_HELD = 100
_ROW_KEY = ("window_start", "platform", "currency")

Row = dict[str, Any]


@dataclass(frozen=True)
class State:
    """The sections, each with the `seq` of its last change; the chart's rows have their own.

    `floor`: a client whose `seq` is below it cannot be brought up by changes and gets a snapshot.
    """

    seq: int
    floor: int
    sections: Mapping[str, Section]
    changed: Mapping[str, int]
    chart_rows: Mapping[tuple[str, ...], tuple[int, Row]]
    alerts: tuple[tuple[int, str], ...]
    _frames: dict[int, list[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def first(cls, sections: dict[str, Section], seq: int) -> "State":
        """Return the state of a server that has just started: no client has anything of it."""
        rows = {_key(row): (seq, row) for row in sections["chart"]["results"]}
        return cls(seq, seq, sections, dict.fromkeys(sections, seq), rows, ())

    def next(self, sections: dict[str, Section], new_alerts: Sequence[Alert], seq: int) -> "State":
        """Return the state after this one, numbered from `seq` on; this one itself when nothing changed."""
        changed = dict(self.changed)
        alerts = [(seq + i, _frame("alert", seq + i, live_alert(row))) for i, row in enumerate(new_alerts)]
        seq += len(alerts)
        for name, section in sections.items():
            if section != self.sections[name]:
                changed[name] = seq
        if not alerts and changed == self.changed:
            return self
        rows = {}
        for row in sections["chart"]["results"]:
            known = self.chart_rows.get(_key(row))
            rows[_key(row)] = known if known is not None and known[1] == row else (seq, row)
        start = sections["chart"]["from"]
        lost = any(key not in rows and key[0] >= start for key in self.chart_rows)
        floor = seq if lost else self.floor
        return State(seq, floor, sections, changed, rows, (*self.alerts, *alerts)[-ALERTS_HELD:])

    def frames_since(self, seq: int) -> list[str]:
        """Return the frames that a client at `seq` lacks: missed alerts and what changed, or a snapshot."""
        if seq == self.seq:
            return []
        if not self.floor <= seq < self.seq:
            seq = 0
        if seq not in self._frames:
            self._frames[seq] = [*self._missed_alerts(seq), self._update(seq)] if seq else [self._snapshot()]
        return self._frames[seq]

    def _snapshot(self) -> str:
        return _frame("snapshot", self.seq, self.sections)

    def _update(self, seq: int) -> str:
        data = {name: self.sections[name] for name, at in self.changed.items() if at > seq}
        if "chart" in data:
            data["chart"] = data["chart"] | {"results": [row for at, row in self.chart_rows.values() if at > seq]}
        return _frame("update", self.seq, data)

    def _missed_alerts(self, seq: int) -> list[str]:
        return [frame for at, frame in self.alerts if at > seq]


def status_frame(seq: int, data: Row) -> str:
    """Return a frame that says how fresh the numbers are."""
    return _frame("status", seq, data)


def _frame(kind: str, seq: int, data: Mapping[str, Any]) -> str:
    return to_json({"type": kind, "seq": seq, "data": data}).decode()


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in _ROW_KEY)
