"""Bringing a client from any state to the newest one."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from backend.alerts.models import Alert
from backend.lake.service import LakeService
from backend.realtime.sections import sections
from backend.realtime.state import State
from tests.backend.lake_writer import NOON, LakeWriter, Sale
from tests.backend.realtime.frames import checked

Held = dict[str, Any]


def receive(held: Held, frame: dict[str, Any]) -> Held:
    """Merge a frame into what a client holds, as the document says."""
    if frame["type"] == "snapshot":
        return dict(frame["data"])
    if frame["type"] != "update":
        return held
    merged: Held = held | frame["data"]
    if "chart" in frame["data"]:
        chart = frame["data"]["chart"]
        rows = [*held["chart"]["results"], *chart["results"]]
        newest = {(row["window_start"], row["platform"], row["currency"]): row for row in rows}
        kept = [newest[key] for key in sorted(newest) if key[0] >= chart["from"]]
        merged["chart"] = chart | {"results": kept}
    return merged


def _made(service: LakeService, now: datetime) -> dict[str, Any]:
    return sections(service.refresh_now().view, now=now, settings=service.settings)


def _alert(seq: int) -> Alert:
    row = LakeWriter.alert_row(LakeWriter.__new__(LakeWriter), ingest_seq=seq, alert_id=f"a{seq}", raised_at=NOON)
    del row["ingest_seq"]
    return Alert(**row, rule_id="HIGH_TICKET", rule_version=1)


def test_a_new_client_gets_a_snapshot(lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale())
    state = State.first(_made(service, NOON), 7)

    (frame,) = [checked(text) for text in state.frames_since(0)]

    assert (frame["type"], frame["seq"]) == ("snapshot", 7)
    assert frame["data"]["today"]["totals"][0]["revenue"] == "10.00"


def test_a_client_that_is_up_to_date_gets_nothing(lake: LakeWriter, service: LakeService) -> None:
    assert State.first(_made(service, NOON), 7).frames_since(7) == []


def test_nothing_that_changed_is_no_new_state(lake: LakeWriter, service: LakeService) -> None:
    state = State.first(_made(service, NOON), 7)

    assert state.next(_made(service, NOON), [], 8) is state


def test_an_update_has_only_the_rows_that_changed(lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale(), Sale(at=NOON - timedelta(minutes=5)))
    state = State.first(_made(service, NOON), 7)
    lake.batch(Sale(cents=1))
    state = state.next(_made(service, NOON), [], 8)

    (frame,) = [checked(text) for text in state.frames_since(7)]

    assert set(frame["data"]) == {"meta", "now", "today", "chart", "top"}
    assert [row["revenue"] for row in frame["data"]["chart"]["results"]] == ["10.01"]


def test_a_window_that_lost_its_events_makes_every_client_start_again(lake: LakeWriter, service: LakeService) -> None:
    lake.batch(Sale(), Sale(at=NOON - timedelta(minutes=5)))
    state = State.first(_made(service, NOON), 7)
    lake.prune(1)
    state = state.next(_made(service, NOON), [], 8)

    assert [checked(text)["type"] for text in state.frames_since(7)] == ["snapshot"]


@pytest.mark.parametrize("seq", [1, 6, 99])
def test_a_seq_that_this_server_never_gave_is_answered_with_a_snapshot(
    seq: int, lake: LakeWriter, service: LakeService
) -> None:
    state = State.first(_made(service, NOON), 7).next(_made(service, NOON + timedelta(minutes=1)), [], 8)

    assert [checked(text)["type"] for text in state.frames_since(seq)] == ["snapshot"]


def test_alerts_come_before_the_state_and_to_who_missed_them_only(lake: LakeWriter, service: LakeService) -> None:
    made = _made(service, NOON)
    state = State.first(made, 7).next(made, [_alert(1), _alert(2)], 8).next(made, [_alert(3)], 20)

    assert [(frame["type"], frame["seq"]) for frame in map(checked, state.frames_since(7))] == [
        ("alert", 8),
        ("alert", 9),
        ("alert", 20),
        ("update", 21),
    ]
    assert [frame["seq"] for frame in map(checked, state.frames_since(10))] == [20, 21]


def _history(lake: LakeWriter, service: LakeService, chance: random.Random) -> Iterator[State]:
    state = None
    for step in range(25):
        now = NOON + timedelta(seconds=13 * step)
        lake.batch(*(Sale(at=now - timedelta(seconds=chance.randint(0, 7000))) for _ in range(chance.randint(0, 3))))
        made = _made(service, now)
        state = State.first(made, 1) if state is None else state.next(made, [], state.seq + 1)
        yield state


def test_every_client_converges_whatever_it_missed(lake: LakeWriter, service: LakeService) -> None:
    chance = random.Random(4)
    clients: list[tuple[int, Held]] = [(0, {}) for _ in range(5)]
    for state in _history(lake, service, chance):
        for i, (seq, held) in enumerate(clients):
            if chance.random() < 0.4:
                for frame in map(checked, state.frames_since(seq)):
                    seq, held = frame["seq"], receive(held, frame)
                clients[i] = seq, held

    for seq, held in clients:
        for frame in map(checked, state.frames_since(seq)):
            held = receive(held, frame)
        assert held == state.sections
