"""The server is killed in the middle of a delivery: what was to be told is told, under one key."""

import json
import os
import signal
import threading
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from hub.settings import load_settings
from tests.backend.alerts.receiver import Post, receiving
from tests.backend.lake_writer import LakeWriter, Sale
from tests.browser.site import Site, free_port
from tests.support.waiting import wait_until

SECONDS = 60


@pytest.mark.parametrize("taken", [False, True], ids=["before it was taken", "after it was taken"])
def test_a_delivery_outlives_the_server_that_was_killed_while_it_sent_it(
    taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_WEBHOOK_TIMEOUT", "2s")
    site = Site(load_settings(home=tmp_path / "hub", api_port=free_port()))
    lake = LakeWriter(site.settings).create()
    lake.batch(Sale())
    released = threading.Event()

    def kills_the_server(post: Post) -> int:
        if len(receiver.posts) == 1:
            assert site._process is not None
            os.kill(site._process.pid, signal.SIGKILL)
            site._process.wait()
            released.set()
            return 200 if taken else 0
        return 200

    with receiving() as receiver:
        receiver.answer = kills_the_server
        site.start()
        try:
            channel = {"name": "shop", "kind": "webhook", "target": receiver.url, "secret": "s"}
            fixture = tmp_path / "channel.json"
            fixture.write_text(json.dumps([{"model": "alerts.channel", "pk": 1, "fields": channel}]))
            site.manage("loaddata", str(fixture))
            now = datetime.now(UTC)
            lake.batch(Sale(), alerts=[{"alert_id": "dear", "timestamp": now, "value": Decimal(5000)}])
            assert released.wait(SECONDS)
            site.start()
            wait_until(lambda: len(receiver.posts) > 1, seconds=SECONDS, what="the second try")
            # Another alert is told after it, so that a third try of the first would have been seen by then.
            lake.batch(Sale(), alerts=[{"alert_id": "next", "timestamp": now, "value": Decimal(5000)}])
            wait_until(lambda: any("next" in post.key for post in receiver.posts), seconds=SECONDS, what="the next one")
        finally:
            site.stop()

    assert [post.key for post in receiver.posts] == ["dear:open:1", "dear:open:1", "next:open:1"]
    first, second, _ = receiver.posts
    assert first.body == second.body
