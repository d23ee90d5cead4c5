"""Whatever is done to the tables, the numbers served are a plain recount of what arrived."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.lake.refresher import Refresher
from backend.lake.view import View
from backend.sales import presenters, selectors
from hub.settings import load_settings
from tests.backend import recount
from tests.backend.lake_writer import NOON, LakeWriter, Sale

_START = int(NOON.timestamp())
_SPAN = timedelta(minutes=75)

_SALES = st.lists(
    st.builds(
        Sale,
        at=st.timedeltas(timedelta(0), _SPAN - timedelta(seconds=1)).map(lambda after: NOON + after),
        cents=st.integers(1, 10**6),
        platform=st.sampled_from(["amazon", "shopee"]),
        product=st.sampled_from(["P1", "P2"]),
        currency=st.sampled_from(["BRL", "USD"]),
        refund=st.booleans(),
        viewed=st.booleans(),
    ),
    max_size=6,
)
_STEPS = st.lists(st.one_of(_SALES, st.sampled_from(["compact", "publish", "prune", "look"])), min_size=3, max_size=12)


def _do(lake: LakeWriter, step: Any, seams: list[int]) -> None:
    if step == "compact":
        lake.compact()
    elif step == "publish":
        # The seam is often behind the newest batch: the reconciliation takes its time.
        seams.append(max(seams[-1], lake.seq - 1))
        lake.publish(seams[-1])
    elif step == "prune" and len(seams) > 1:
        lake.prune(seams[-2])
    elif isinstance(step, list):
        lake.batch(*step)


def _served(view: View, slide: int) -> dict[tuple[str, str, str], dict[str, Any]]:
    rows = selectors.windows(view, start=_START, end=_START + int(_SPAN.total_seconds()), slide=slide)
    shown = [presenters.window(row) for row in rows]
    return {
        (row["window_start"], row["platform"], row["currency"]): {name: row[name] for name in recount.NAMES}
        for row in shown
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_served_numbers_equal_a_recount_after_any_history(steps: list[Any], tmp_path_factory: Any) -> None:
    folder: Path = tmp_path_factory.mktemp("history")
    lake = LakeWriter(load_settings(home=folder)).create()
    follower, seams = Refresher(lake.settings), [0]
    for step in steps:
        if step == "look":
            follower.refresh()
        _do(lake, step, seams)
    followed, opened = follower.refresh(), Refresher(lake.settings).refresh()
    arrived = [sale for _, sale in lake.arrived]
    end = _START + int(_SPAN.total_seconds())

    for view in (followed, opened):
        assert view.seam == seams[-1]
        for slide in (60, 10):
            assert _served(view, slide) == recount.windows(arrived, start=_START, end=end, slide=slide)
        totals = [presenters.total(row) for row in selectors.totals(view, start=_START, end=end)]
        assert {
            (row["platform"], row["currency"]): {name: row[name] for name in recount.NAMES} for row in totals
        } == recount.totals(arrived)
        top = selectors.top_products(view, start=_START, end=_START + 7200, currency="BRL")
        products = [presenters.product(0, row) for row in top]
        assert {
            (row["platform"], row["product_id"]): {name: row[name] for name in recount.NAMES} for row in products
        } == recount.products(arrived, "BRL")
        settled = sum(seq <= view.seam for seq, _ in lake.arrived)
        rows = selectors.totals(view, start=_START, end=end)
        assert selectors.events_of(rows) == (settled, len(arrived))
    assert followed.receipt == opened.receipt
