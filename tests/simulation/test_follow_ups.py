"""What is done after the end, by hand: a call-back two hours after the work."""

import pytest

from domain.check import check
from domain.eventlog import EventLog
from domain.kpi import compute
from scenarios import Scenario
from tests.simulation.small import clock, constant, desk, run_at, scenario_data
from tests.simulation.test_trace import spans

NINE = 540.0


def calling_back(callers=1, after=120, **more):
    """An hour of work, then a call of ten minutes."""
    stages = {"work": desk("office", constant(60)), "call": desk("callers", constant(10))}
    desks = {"office": 1, "callers": callers}
    data = scenario_data(stages, desks, procedure={"sequence": ["work"]}, **more)
    data["tracks"]["plain"]["follow_up"] = {"stage": "call", "after": constant(after)}
    return Scenario.from_data(data)


def figure(log, of, name, at=None, by=()):
    found = compute(log, of.terms(), at=at, names=[name], by=by)
    return {one.group: one.mean for one in found}


def test_the_application_is_finished_before_the_call_and_stays_so():
    """Worked on from 09:00 to 10:00, called back at 12:00 for ten minutes."""
    of = calling_back()
    log = run_at(of, [NINE])
    assert clock(log.applications["finished_at"]) == ["1 10:00"]
    assert spans(log, "call") == [("work", "1 12:00", "1 12:10")]
    assert figure(log, of, "cycle_time_mean") == {"all": 1.0}
    assert check(log) == []
    assert EventLog.from_events(log.to_events(), **log.meta) == log


def test_a_call_back_stands_in_its_stage_while_its_application_is_finished():
    """Nobody calls: from 12:00 on, the call stands and nothing is open."""
    of = calling_back(callers=0)
    log = run_at(of, [NINE])
    assert figure(log, of, "open_applications") == {"all": 0}
    assert figure(log, of, "open_applications", by=["stage"])["stage=call"] == 1
    # from 09:00 for 39 h: open for one of them, the call from 12:00 for 36
    assert figure(log, of, "work_in_progress")["all"] == pytest.approx(1 / 39)
    assert figure(log, of, "work_in_progress", by=["stage"])["stage=call"] == pytest.approx(36 / 39)


def test_waiting_for_the_call_is_told_for_its_stage():
    """Worked on until 10:00 and 11:00, called at 12:00 and 13:00: nobody waits for a call."""
    of = calling_back()
    log = run_at(of, [NINE, NINE + 5])
    assert figure(log, of, "waiting_time", by=["stage"])["stage=call"] == 0
    assert clock(log.visits["enabled_at"][log.visits["stage"] == "call"]) == ["1 12:00", "1 13:00"]


def test_who_has_withdrawn_is_not_called():
    of = calling_back()
    data = of.model_dump()
    data["tracks"]["plain"]["withdrawal"] = {"share": 1.0, "after": constant(30)}
    log = run_at(Scenario.from_data(data), [NINE])
    assert list(log.visits["stage"]) == ["work"]
