"""What emergencies cost others: bills by hand, and the same on any number of workers."""

import json
from typing import Any

import pytest

from domain.errors import InputError
from scenarios import Scenario
from simulation.place import point
from tests.simulation.small import constant, crew, field, run_at, scenario_data, stream_data, with_tracks
from workbench.__main__ import main
from workbench.bills import Bill, emergencies
from workbench.moved_promises import Moved, moved, promises_of
from workbench.who_paid import who_paid

NINE = 9 * 60.0
NORTH, SOUTH = point(31.1, 117.0), point(30.9, 117.0)
"""Half an hour from the depot and an hour from each other."""


def district(limit: str, crews: int = 1, diverts: bool = True, **more: Any) -> Scenario:
    """Surveys of an hour; two tracks, of which the emergencies call crews away."""
    stages = {"survey": field("survey", constant(60), unfinished="overtime")}
    levels = {"soon": {"limit": f"{limit} elapsed from application.submitted to application.finished"}}
    data = scenario_data(stages, crews=[crew("survey", size=crews)], service_levels=levels, **more)
    plain = {"owner": "office", "priority": 1, "procedure": {"sequence": ["survey"]}}
    emergency = {**plain, "priority": 0, "diverts": diverts}
    return Scenario.from_data(with_tracks(data, {"plain": plain, "emergency": emergency}))


def moved_by_hand(of: Scenario) -> tuple[Moved, ...]:
    """09:00 a customer in the north, 09:15 an emergency in the south: promises with it and without."""
    terms = of.in_force.terms()
    log = run_at(of, [NINE, NINE + 15], ["plain", "emergency"], sites=[NORTH, SOUTH])
    without = run_at(of, [NINE], ["plain"], sites=[NORTH])
    return moved(promises_of(without, terms), promises_of(log, terms))


def test_a_promise_that_slips_is_told_with_its_owner_and_its_hours() -> None:
    # Alone: on the way until 09:30, done at 10:30, half an hour before the limit of two hours. The crew that
    # turns round at 09:15 is back in the north at 12:00 and done at 13:00: two hours beyond, 2.5 later.
    [one] = moved_by_hand(district("2 h"))
    assert (one.track, one.region, one.service_level, one.stage) == ("plain", "here", "soon", "")
    assert (one.before_hours, one.after_hours) == pytest.approx((-0.5, 2.0))
    assert one.hours == pytest.approx(2.5)
    assert (one.slipped, one.rescued) == (True, False)


def test_a_promise_met_later_but_in_time_is_paid_and_has_not_slipped() -> None:
    [one] = moved_by_hand(district("6 h"))
    assert one.hours == pytest.approx(2.5)
    assert not one.slipped


def test_an_emergency_that_disturbs_nobody_costs_nobody_anything() -> None:
    # The second crew, at the depot, goes to the emergency.
    assert moved_by_hand(district("2 h", crews=2)) == ()


def test_who_gains_is_told_apart_from_who_pays() -> None:
    # After the emergency in the south the crew goes on to a neighbour there who came at 09:20, 11:00 to
    # 12:00; without the emergency it would have been the north first, then 11:30 to 12:30 in the south.
    of = district("3 h", dispatch="nearest")
    terms = of.in_force.terms()
    first, called, neighbour = NINE, NINE + 15, NINE + 20
    log = run_at(of, [first, called, neighbour], ["plain", "emergency", "plain"], sites=[NORTH, SOUTH, SOUTH])
    without = run_at(of, [first, neighbour], ["plain", "plain"], sites=[NORTH, SOUTH])
    [emergency] = emergencies(log, of, of.horizon.measured)
    bill = Bill(emergency, moved(promises_of(without, terms), promises_of(log, terms)))
    # North: 10:30 before, 14:00 after; south: 12:30 before, which is 10 minutes late, and 12:00 after.
    assert [one.hours for one in bill.moved] == pytest.approx([3.5, -0.5])
    assert (bill.paid_hours, bill.gained_hours) == pytest.approx((3.5, 0.5))
    assert [one.hours for one in bill.slipped] == pytest.approx([3.5])
    assert [one.hours for one in bill.rescued] == pytest.approx([-0.5])
    # At 09:15 a quarter of an hour back past the depot, half an hour on, an hour's work: done at 11:00.
    assert emergency.supplied_hours == pytest.approx(1.75)


def test_an_open_promise_counts_as_met_at_the_end_of_the_log() -> None:
    # Nobody is there: open at the end of two days, 39 hours after 09:00 and 37 beyond the limit.
    of = district("2 h", crews=0)
    log = run_at(of, [NINE], ["plain"])
    assert promises_of(log, of.in_force.terms())["overdue_hours"].to_list() == pytest.approx([37.0])


def busy(per_day: float = 2.0, diverts: bool = True) -> Scenario:
    of = district("2 h", diverts=diverts, days=5)
    streams = {"plain": stream_data("plain", 4.0), "emergency": stream_data("emergency", per_day)}
    data = of.model_dump(mode="json", exclude_unset=True)
    return Scenario.from_data({**data, "demand": {"streams": streams}})


def test_the_bills_are_the_same_on_any_number_of_workers() -> None:
    alone, together = (who_paid(busy(), 3, 1, workers, at_most=3) for workers in (1, 2))
    assert alone == together
    assert len(alone.bills) == 3 < alone.emergencies
    assert sum(one.paid_hours for one in alone.bills) > 0


def test_a_bill_never_lists_the_emergency_itself() -> None:
    for bill in who_paid(busy(), 3, 0, 2, at_most=3).bills:
        assert bill.emergency.application_id not in {one.application_id for one in bill.moved}


def test_a_scenario_without_emergencies_has_no_bills() -> None:
    told: list[tuple[int, int]] = []
    found = who_paid(busy(diverts=False), 1, 0, 1, progress=lambda done, total: told.append((done, total)))
    assert (found.emergencies, found.bills) == (0, ())
    assert told == [(1, 1)]


def test_the_number_of_emergencies_has_bounds() -> None:
    with pytest.raises(InputError, match="must lie between 1 and 200, got 0"):
        who_paid(busy(), 1, 0, 1, at_most=0)


def test_bills_are_printed_as_a_table_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["who-paid", "one_stop", "--days", "1", "--workers", "1", "--at-most", "1"]
    assert main(command) == 0
    assert "each against the same run without it" in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["scenario"], told["seed"], told["replication"]) == ("one_stop", 1, 0)
    assert len(told["bills"]) == min(told["emergencies"], 1)
