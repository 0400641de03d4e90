"""What a dispatcher sees at an instant, of a scenario and of a log."""

from datetime import timedelta

import pandas as pd
import pytest

from domain.errors import InputError
from scenarios import Scenario
from simulation import run
from simulation.seen import seen_at, seen_in
from tests.simulation.small import START, constant, crew, field, scenario_data

BEGIN = pd.Timestamp(START, tz="UTC")


def surveys(**more):
    survey = field("survey", constant(90))
    data = scenario_data({"survey": {**survey, **more}}, crews=[crew("survey")], per_day=12.0)
    return Scenario.from_data(data)


def test_a_log_shows_what_the_run_that_wrote_it_showed():
    """Nothing that a dispatcher sees is by chance: the crew is at its second visit at 11:00."""
    of, at = surveys(), BEGIN + timedelta(hours=11)
    then, later = seen_at(of, at, seed=3), seen_in(run(of, 3), of, at)
    assert len(then.waiting) > 0
    assert [one.key for one in later.waiting] == [one.key for one in then.waiting]
    assert [one.doing for one in later.crews] == [one.doing for one in then.crews] != [None]


def test_a_visit_booked_for_a_window_to_come_is_seen_beside_what_waits():
    """Before 10:00 all are booked for the windows of the day; at 10:00 the first have opened."""
    of = surveys(appointment={"windows": ["10:00-12:00", "13:00-15:00"], "roster": "nine_to_five"})
    before = seen_at(of, BEGIN + timedelta(hours=9, minutes=30), seed=3)
    assert not before.waiting
    opens = {one.window[0] for one in before.booked}
    assert BEGIN + timedelta(hours=10) in opens
    after = seen_at(of, BEGIN + timedelta(hours=10, minutes=30), seed=3)
    assert all(one.window[0] > after.now for one in after.booked)


def test_an_instant_outside_the_horizon_is_refused():
    with pytest.raises(InputError, match="a snapshot must be taken from 2026-03-02 00:00"):
        seen_at(surveys(), BEGIN - timedelta(days=1), seed=1)
