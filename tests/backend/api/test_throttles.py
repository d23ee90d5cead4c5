"""Requests are counted by client and minute."""

import time

import pytest
from django.core.cache import cache

from backend.api.throttles import MinuteCounter, SharedMinuteCounter


@pytest.fixture(params=["own", "shared"])
def counter(request: pytest.FixtureRequest) -> MinuteCounter:
    """A counter that lets two requests a minute pass."""
    cache.clear()
    return MinuteCounter(2) if request.param == "own" else SharedMinuteCounter("test", 2)


def test_each_client_has_its_own_count(counter: MinuteCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    assert [counter.allow("one") for _ in range(3)] == [True, True, False]
    assert counter.allow("other") is True


def test_a_new_minute_begins_a_new_count(counter: MinuteCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    assert [counter.allow("one") for _ in range(3)] == [True, True, False]
    monkeypatch.setattr(time, "time", lambda: 1_800_000_060.0)
    assert counter.allow("one") is True


def test_a_shared_count_is_one_for_all_who_share_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    one, other = SharedMinuteCounter("test", 1), SharedMinuteCounter("test", 1)
    assert [one.allow("client"), other.allow("client")] == [True, False]
