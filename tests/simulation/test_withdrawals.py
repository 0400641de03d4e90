"""Customers who withdraw, by hand: everybody does after a given time unless it is too late by then."""

from domain.check import check
from domain.eventlog import EventLog
from domain.kpi import compute
from scenarios import Scenario, load
from simulation import run
from tests.simulation.small import clock, constant, crew, desk, field, run_at, scenario_data
from tests.simulation.test_trace import spans

NINE = 540.0


def withdrawing(stages, after, before=None, **more):
    data = scenario_data(stages, **more)
    data["tracks"]["plain"]["withdrawal"] = {"share": 1.0, "after": constant(after), "before": before}
    return Scenario.from_data(data)


def test_an_application_that_waits_is_withdrawn_and_nobody_works_on_it():
    """An hour each from 09:00; withdrawn 90 min after 08:20, 08:30 and 09:00 if open by then.

    At 09:50 the first is at work until 10:00, at 10:00 the second, and at 10:30 the third waits.
    """
    of = withdrawing({"work": desk("office", constant(60))}, 90, desks={"office": 1})
    log = run_at(of, [NINE - 40, NINE - 29, NINE])
    assert clock(log.applications["withdrawn_at"]) == ["1 09:50", "1 10:01", "1 10:30"]
    assert log.applications["finished_at"].isna().all()
    assert clock(log.visits["completed_at"]) == ["1 10:00", "1 11:00", "-"]
    assert spans(log) == [("work", "1 09:00", "1 10:00"), ("work", "1 10:00", "1 11:00")]
    assert check(log) == []
    assert EventLog.from_events(log.to_events(), **log.meta) == log


def test_what_has_been_begun_is_finished_and_nothing_follows():
    """The crew sets out at 09:00, is there from 09:30 to 10:10; withdrawn at 09:20, so no works."""
    stages = {"survey": field("survey", constant(40)), "works": desk("office", constant(10))}
    of = withdrawing(stages, 20, desks={"office": 1}, crews=[crew("survey", latitude=31.1)])
    log = run_at(of, [NINE])
    assert spans(log) == [("travel", "1 09:00", "1 09:30"), ("work", "1 09:30", "1 10:10")]
    assert list(log.visits["stage"]) == ["survey"]
    assert clock(log.applications["withdrawn_at"]) == ["1 09:20"]


def test_a_hold_ends_when_the_customer_withdraws():
    stage = {
        "department": "office",
        "hold": {"cause": "customer_confirmation", "duration": constant(300)},
    }
    log = run_at(withdrawing({"confirmation": stage}, 60), [NINE])
    assert clock(log.holds["ended_at"]) == ["1 10:00"]
    assert clock(log.visits["completed_at"]) == ["-"]


def test_who_has_come_to_the_stage_named_does_not_withdraw():
    """Both take 40 min from 09:00: after 30 min the first is at work, after 50 the second."""
    stages = {"a": desk("office", constant(40)), "b": desk("office", constant(40))}
    for after, finished in ((30, "-"), (50, "1 10:20")):
        log = run_at(withdrawing(stages, after, before="b", desks={"office": 1}), [NINE])
        assert clock(log.applications["finished_at"]) == [finished]


def test_a_withdrawn_application_stands_nowhere_and_its_open_visit_tells_no_waiting_time():
    """Nobody at the desk: withdrawn at 10:00 of the first day, its visit stays without an end."""
    of = withdrawing({"work": desk("office", constant(60))}, 60, desks={"office": 0})
    log = run_at(of, [NINE])
    found = {figure.name: figure for figure in compute(log, of.terms())}
    assert found["withdrawn"].mean == 1
    assert found["open_applications"].mean == 0
    assert found["waiting_time"].n == 0
    by_stage = compute(log, of.terms(), names=["open_applications"], by=["stage"])
    assert sum(figure.mean for figure in by_stage) == 0


def test_the_faster_the_service_the_fewer_withdraw():
    """Same customers, same wishes: fewer of them still wait in the better service."""
    slow, fast = (run(load(name).vary(days=20), 3) for name in ("traditional", "one_stop"))
    assert 0 < fast.applications["withdrawn_at"].count() < slow.applications["withdrawn_at"].count()
