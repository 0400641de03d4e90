"""Nobody to do the work, nobody who applies, nothing that ends: run honestly and shown as it is."""

import pandas as pd
import pytest

from domain import kpi
from domain.eventlog import EventLog
from scenarios import Scenario
from simulation.run import run
from simulation.study import compare, growing
from tests.simulation.small import visit_then_paper


def figures(log: EventLog, of: Scenario) -> dict[str, float | None]:
    found = kpi.compute(log, of.terms(), period=of.period())
    return {figure.name: figure.mean for figure in found}


def board(log: EventLog, of: Scenario) -> kpi.BoardFigures:
    measures = kpi.Measures.of(log, of.terms())
    return kpi.board(measures, kpi.Filters(period=of.period()))


def test_with_nobody_all_work_waits_and_is_shown_waiting() -> None:
    of = visit_then_paper(crews=0, desks=0)
    log = run(of, seed=1)
    came = len(log.applications)
    assert came > 0
    assert list(log.visits["stage"].astype(str)) == ["visit"] * came
    assert log.visits["started_at"].isna().all()
    found = figures(log, of)
    assert (found["open_applications"], found["throughput_per_day"], found["on_time_rate"]) == (came, 0, 0)
    assert found["cycle_time_mean"] is None
    assert found["utilisation"] is None


def test_with_nobody_the_board_shows_what_waits_how_long_and_what_is_past_due() -> None:
    of = visit_then_paper(crews=0, desks=0)
    log = run(of, seed=1)
    shown = board(log, of)
    [row] = shown.stages.itertuples()
    assert (row.stage, row.n, row.open) == ("visit", 0, len(log.applications))
    assert shown.ageing["open"].sum() == len(log.applications)
    first_day = log.applications["submitted_at"] <= of.period().end - pd.Timedelta(hours=24)
    assert shown.ageing["past_due"].sum() == first_day.sum()
    assert shown.nodes.empty
    assert shown.edges.empty


def test_work_that_one_department_cannot_do_waits_behind_what_another_did() -> None:
    log = run(visit_then_paper(desks=0), seed=1)
    papers = log.visits[log.visits["stage"] == "paper"]
    assert len(papers) > 0
    assert papers["enabled_at"].notna().all()
    assert papers["started_at"].isna().all()


@pytest.mark.parametrize("of", [visit_then_paper(per_day=0.0), visit_then_paper().vary(demand_scale=0.0)])
def test_without_demand_nothing_happens_and_nothing_is_claimed(of: Scenario) -> None:
    log = run(of, seed=1)
    assert log.applications.empty
    found = figures(log, of)
    assert (found["submitted"], found["throughput_per_day"], found["utilisation"]) == (0, 0, 0)
    assert found["cycle_time_mean"] is None
    assert found["on_time_rate"] is None
    shown = board(log, of)
    assert shown.stages.empty
    assert shown.ageing.empty


def test_a_track_of_which_nothing_finishes_finishes_none_a_day_rather_than_an_unknown_number() -> None:
    staffed = visit_then_paper()
    nobody = staffed.vary(name="nobody", crews={"survey_crew": 0})
    comparison = compare(growing(staffed, [nobody], 2, seed=1, workers=1))
    found = {(one.name, one.group): one for one in comparison.differences()}
    per_day = found["throughput_per_day", "track=plain"]
    assert per_day.mean.mean == 0
    assert per_day.difference.mean == -(per_day.base.mean or 0)
    assert (per_day.base.mean or 0) > 0
    assert found["cycle_time_mean", "track=plain"].mean.n == 0
    assert comparison.others[0].waiting(["visit"], 8)[:, -1].min() > 0
