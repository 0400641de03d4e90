"""Coordinators: what they find, what their time it takes, and who goes ahead thereby."""

import pandas as pd
import pytest

from domain.errors import InputError
from domain.kpi import compute
from scenarios import Scenario, load
from simulation import run
from tests.simulation.small import clock, constant, desk, run_at, scenario_data, with_tracks


def coordinated(rounds, coordination=None, **more):
    """One office, an hour each; plain work in class 5, urgent in class 1; one coordinator, 20 min a case."""
    data = scenario_data({"work": desk("office", constant(60))}, {"office": 1, "centre": 1}, days=5, **more)
    plain = data["tracks"]["plain"]
    data = with_tracks(data, {"plain": {**plain, "priority": 5}, "urgent": {**plain, "priority": 1}})
    data["coordination"] = {
        "desk": "centre",
        "roster": "nine_to_five",
        "rounds": rounds,
        "stuck_after_hours": 2,
        "per_round": 10,
        "duration": constant(20),
        "raised_priority": 1,
        **(coordination or {}),
    }
    return Scenario.from_data(data)


PLAIN_BEHIND_URGENT = ([540.0, 541.0, *(542.0 + k for k in range(6))], ["urgent", "plain", *["urgent"] * 6])
"""Work until 10:00; then the plain one of 09:01 waits behind six urgent ones of 09:02 to 09:07."""


def cases(log):
    columns = ("received_at", "started_at", "handled_at")
    return list(zip(*(clock(log.contacts[column]) for column in columns), strict=True))


def test_without_rounds_in_time_the_plain_one_waits_until_all_urgent_ones_are_done():
    log = run_at(coordinated(["09:00"]), *PLAIN_BEHIND_URGENT)
    assert clock(log.visits["started_at"])[1] == "1 16:00"
    assert cases(log) == []


def test_what_has_waited_too_long_is_found_decided_and_taken_up_ahead():
    """At 11:00 the plain one has waited for 1 h 59; at 12:05 it is stuck, decided by 12:25, next at 13:00.

    The urgent ones of 09:05 to 09:07 still wait then and are stuck, too: they are decided after it.
    """
    log = run_at(coordinated(["11:00", "12:05"]), *PLAIN_BEHIND_URGENT)
    assert clock(log.visits["started_at"])[1] == "1 13:00"
    assert sorted(cases(log)) == [
        ("1 12:05", "1 12:05", "1 12:25"),
        ("1 12:05", "1 12:25", "1 12:45"),
        ("1 12:05", "1 12:45", "1 13:05"),
        ("1 12:05", "1 13:05", "1 13:25"),
    ]


@pytest.mark.parametrize("cut", ["12:30", "12:50"])
def test_what_was_decided_on_goes_ahead_in_a_run_that_starts_from_a_backlog(cut):
    """Decided by 12:25, it is taken up at 13:00 as in the uncut run above."""
    of = coordinated(["11:00", "12:05"])
    backlog = run_at(of, *PLAIN_BEHIND_URGENT).as_of(pd.Timestamp(f"2026-03-02 {cut}", tz="UTC"))
    log = run(of.vary(demand_scale=0.0), 1, backlog=backlog)
    plain = log.applications.index[log.applications["track"] == "plain"]
    assert clock(log.visits["started_at"][log.visits["application"].isin(plain)]) == ["1 13:00"]


def test_a_case_names_its_visit_and_takes_the_coordinators_time():
    of = coordinated(["12:05"])
    log = run_at(of, *PLAIN_BEHIND_URGENT)
    assert set(log.contacts["kind"]) == {"coordination"}
    assert set(log.contacts["department"]) == {"centre"}
    visits = log.visits.loc[log.contacts["visit"]]
    assert list(visits["application"]) == list(log.contacts["application"])
    # Four cases of 20 min in five days of 8 h: 80 min of 2,400
    used = compute(log, of.terms(), names=["utilisation"], by=["department"])
    assert {one.group: one.mean for one in used}["department=centre"] == pytest.approx(80 / 2400)


def test_a_round_takes_up_only_so_many_and_the_longest_waiting_first():
    of = coordinated(["12:00", "13:00"], {"per_round": 1})
    log = run_at(of, *PLAIN_BEHIND_URGENT)
    assert [received for received, _, _ in sorted(cases(log))] == ["1 12:00", "1 13:00"]
    assert list(log.applications["track"][log.contacts["application"]]) == ["plain", "urgent"]


def test_what_is_due_soon_is_stuck_however_short_it_has_waited():
    """Promised within 3 h: at 11:00 the plain one of 09:01 is due in 61 min, so within 2 h of the round."""
    limit = "3 h elapsed from application.submitted to application.finished"
    levels = {"soon": {"limit": limit, "applies_to": {"track": ["plain"]}}}
    of = coordinated(["11:00"], {"due_within_hours": 2}, service_levels=levels)
    log = run_at(of, *PLAIN_BEHIND_URGENT)
    # Decided by 11:20, it is next when the urgent one of 11:00 is done.
    assert clock(log.visits["started_at"])[1] == "1 12:00"
    assert cases(log) == [("1 11:00", "1 11:00", "1 11:20")]


def test_hourly_coordination_takes_more_of_the_coordinators_time():
    """What it finds sooner is told in test_levers: of all cases, more than before, a mean tells nothing."""
    base = load("traditional").vary(days=20)
    busy = []
    for scenario in (base, base.vary(levers={"hourly_coordination": True})):
        used = compute(run(scenario, 5), scenario.terms(), names=["utilisation"], by=["department"])
        busy += [one.mean for one in used if one.group == "department=coordination"]
    assert busy[1] > busy[0] > 0


def test_a_desk_that_coordinates_must_be_there():
    with pytest.raises(InputError, match=r"coordination.desk must name a desk .* got 'centr'"):
        coordinated(["09:00"], {"desk": "centr"})
