"""A publication, its batch version and a prune, at any moment of a refresh: never a gap, never an overlap."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.lake.refresher import Refresher
from backend.lake.view import View
from backend.sales import selectors
from hub.errors import LakeError
from hub.tables import SPEED_SALES
from tests.backend.lake_writer import NOON, LakeWriter, Sale

_START = int(NOON.timestamp())


def _revenue(view: View) -> int:
    return sum(row.measures[0] for row in selectors.totals(view, start=_START, end=_START + 3600))


def _products_revenue(view: View) -> int:
    rows = selectors.top_products(view, start=_START, end=_START + 3600, currency="BRL")
    return sum(row.measures[0] for row in rows)


def _when(monkeypatch: pytest.MonkeyPatch, refresher: Refresher, part: str, act: Callable[[], Any]) -> None:
    """Do `act` once, just before the refresher looks at one of its tables."""
    followed = getattr(refresher, part)
    look = followed.look

    def act_then_look() -> None:
        monkeypatch.setattr(followed, "look", look)
        act()
        look()

    monkeypatch.setattr(followed, "look", act_then_look)


@pytest.mark.parametrize("part", ["_ingests", "_sales", "_products", "_stock", "_alerts", "_publications"])
def test_publishing_and_pruning_in_the_middle_of_a_refresh_never_mixes(
    part: str, lake: LakeWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cents in (1, 10, 100):
        lake.batch(Sale(cents=cents))
    lake.publish(1)
    refresher = Refresher(lake.settings)
    refresher.refresh()

    def reconcile() -> None:
        lake.publish(3)
        lake.prune(1)
        lake.batch(Sale(cents=1000))
        lake.publish(4)
        lake.prune(3)

    _when(monkeypatch, refresher, part, reconcile)
    during, after = refresher.refresh(), refresher.refresh()

    # The last sale is in an answer or not yet; all others are in it exactly once.
    assert _revenue(during) in {111, 1111}
    assert _products_revenue(during) in {111, 1111}
    assert (_revenue(after), _products_revenue(after)) == (1111, 1111)


def test_before_the_first_publication_everything_is_speed(lake: LakeWriter) -> None:
    lake.batch(Sale(cents=5))
    lake.write_batch_view(1)
    view = Refresher(lake.settings).refresh()

    assert (view.seam, _revenue(view)) == (0, 5)
    assert view.receipt.startswith("S0.B0.V1.")


def test_a_batch_view_that_is_not_published_is_not_served(lake: LakeWriter) -> None:
    lake.batch(Sale(cents=5))
    lake.publish(1)
    lake.arrived.append((1, Sale(cents=99)))
    lake.write_batch_view(1)

    assert _revenue(Refresher(lake.settings).refresh()) == 5


def test_publishing_an_older_row_rolls_back_to_its_batch_view(lake: LakeWriter) -> None:
    lake.batch(Sale(cents=5))
    lake.publish(1, first := lake.write_batch_view(1))
    lake.batch(Sale(cents=7))
    lake.publish(2)
    refresher = Refresher(lake.settings)
    refresher.refresh()
    lake.publish(1, first)
    view = refresher.refresh()

    assert (view.seam, _revenue(view)) == (1, 12)
    assert view.receipt.startswith(f"S1.B{first[0]}.V2.C{first[1]}.")


def test_a_view_answers_the_same_after_the_lake_has_moved_on(lake: LakeWriter) -> None:
    lake.batch(Sale(cents=5))
    lake.publish(1)
    refresher = Refresher(lake.settings)
    view = refresher.refresh()
    lake.batch(Sale(cents=7))
    lake.publish(2)
    lake.prune(1)
    refresher.refresh()

    assert _revenue(view) == 5


def test_a_speed_file_that_was_vacuumed_between_two_looks_does_no_harm(lake: LakeWriter) -> None:
    lake.batch(Sale(cents=5))
    refresher = Refresher(lake.settings)
    refresher.refresh()
    lake.batch(Sale(cents=7))
    lake.batch(Sale(cents=9))
    lake.compact()
    lake.handle(SPEED_SALES).vacuum(0, dry_run=False, enforce_retention_duration=False)

    assert _revenue(refresher.refresh()) == 21


def test_a_vacuumed_batch_view_is_named_in_the_error(lake: LakeWriter) -> None:
    lake.batch(Sale(cents=5))
    lake.publish(1)
    lake.write_batch_view(1)
    lake.vacuum_batch_view()

    with pytest.raises(LakeError, match="batch/sales for 2026-11-24 is gone"):
        Refresher(lake.settings).refresh()


def test_the_same_view_is_returned_while_nothing_changes(lake: LakeWriter) -> None:
    lake.batch(Sale())
    refresher = Refresher(lake.settings)

    assert refresher.refresh() is refresher.refresh()


def test_a_batch_that_is_not_whole_does_not_make_answers_look_fresher(lake: LakeWriter) -> None:
    lake.batch(Sale(cents=5))
    lake.write_sums(Sale(cents=7))
    view = Refresher(lake.settings).refresh()

    assert _revenue(view) == 12
    assert view.fresh_as_of == lake.ingested_at(1)
