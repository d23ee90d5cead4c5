"""Moments of the past: read again at their versions, or refused for what is no longer there."""

from datetime import timedelta

import pytest

from backend.lake.moment_name import MomentName
from backend.lake.past import PastMoments
from backend.lake.refresher import Refresher
from backend.lake.view import View
from hub.errors import FilesGone, NoSuchMoment
from hub.tables import ALERTS, SPEED_PRODUCTS, SPEED_SALES, SPEED_STOCK
from tests.backend.lake_writer import NOON, LakeWriter, Sale

_DAY = int(NOON.timestamp()) // 86400 * 86400


def _numbers(view: View) -> tuple[object, ...]:
    rows = view.sales.between(_DAY, _DAY + 86400)
    named = sorted(
        (hour, view.sales.names[code // 360], code % 360) for hour, code in zip(rows.hours, rows.codes, strict=True)
    )
    return view.receipt, named, rows.measures.sum(axis=0).tolist(), sorted(view.stock), view.alerts, view.fresh_as_of


def _change(lake: LakeWriter, step: int) -> None:
    lake.batch(Sale(at=NOON + timedelta(seconds=10 * step), cents=step + 1), stock=[{}], alerts=[{}])
    if step % 5 == 4:
        lake.publish(lake.seq - 1)
        lake.prune(lake.seq - 4)
    if step % 4 == 3:
        lake.compact()


def test_every_moment_is_read_again_as_it_was(lake: LakeWriter) -> None:
    follower, past, served = Refresher(lake.settings), PastMoments(lake.settings), []
    for step in range(12):
        _change(lake, step)
        served.append(follower.refresh())

    assert [_numbers(past.view(view.name)) for view in served] == [_numbers(view) for view in served]


def test_a_moment_is_read_once_while_it_is_in_use(lake: LakeWriter) -> None:
    lake.batch(Sale())
    name, past = Refresher(lake.settings).refresh().name, PastMoments(lake.settings)

    assert past.view(name) is past.view(name)


def test_a_moment_before_there_were_tables_is_empty(empty_lake: LakeWriter) -> None:
    name = Refresher(empty_lake.settings).refresh().name
    empty_lake.create().batch(Sale())

    assert PastMoments(empty_lake.settings).view(name).ingest is None


@pytest.mark.parametrize("table", [SPEED_SALES, SPEED_PRODUCTS, SPEED_STOCK, ALERTS])
def test_a_moment_whose_files_were_vacuumed_is_gone(lake: LakeWriter, table: object) -> None:
    lake.batch(Sale(), stock=[{}], alerts=[{}])
    lake.batch(Sale(), stock=[{}], alerts=[{}])
    name = Refresher(lake.settings).refresh().name
    lake.compact()
    lake.handle(table).vacuum(0, dry_run=False, enforce_retention_duration=False)  # type: ignore[arg-type]

    with pytest.raises(FilesGone):
        PastMoments(lake.settings).view(name)


def test_a_moment_whose_log_was_cut_is_gone(lake: LakeWriter) -> None:
    lake.batch(Sale())
    name = Refresher(lake.settings).refresh().name
    lake.batch(Sale())
    handle = lake.handle(SPEED_SALES)
    handle.create_checkpoint()
    for version in (0, 1):
        lake.commit_file(SPEED_SALES, version).unlink()

    with pytest.raises(FilesGone, match="no longer reaches version 1"):
        PastMoments(lake.settings).view(name)


def test_a_moment_of_tables_that_were_deleted_is_gone(lake: LakeWriter) -> None:
    lake.batch(Sale())
    name = Refresher(lake.settings).refresh().name
    lake.delete()

    with pytest.raises(FilesGone):
        PastMoments(lake.settings).view(name)
    lake.create().batch(Sale())
    with pytest.raises(FilesGone, match="created again"):
        PastMoments(lake.settings).view(name)


@pytest.mark.parametrize("wrong", [("S0", "S1"), (".V1.", ".V9."), (".B0.", ".B1."), (".I1.", ".I123456789012345678.")])
def test_a_moment_that_never_was_is_refused(lake: LakeWriter, wrong: tuple[str, str]) -> None:
    lake.batch(Sale())
    name = str(Refresher(lake.settings).refresh().name).replace(*wrong)

    with pytest.raises(NoSuchMoment):
        PastMoments(lake.settings).view(MomentName.parse(name))


@pytest.mark.parametrize(
    "text", ["", "S1", "S1.B0.V1.C0.P1.K1.A0.I1.N0.Tzz", "S\u0661.B0.V1.C0.P1.K1.A0.I1.N0.T00000000"]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="does not name a moment"):
        MomentName.parse(text)
