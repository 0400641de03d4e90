"""Lists worked through hour by hour: three promises at two hours, worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from domain.errors import InputError
from domain.instants import HOUR, micros_of
from models.alarms import EARLIEST, OLDEST, RISK, THRESHOLD, Cases, Costs
from models.hourly_lists import Hours, by_capacity, by_threshold, told_ahead
from tests.domain.logs import hour

COSTS = Costs(missed=4, false_alarm=1)


def two_hours():
    """At hour 0 promises 0, 1, 2 are open, at hour 1 the same; 1 and 2 are missed in the end.

    Due at 10, 20 and 30; opened in this order. Risks: first 0.1, 0.3, 0.6, an hour later 0.1, 0.9, 0.6.
    """
    promise = np.array([0, 1, 2, 0, 1, 2])
    at = np.array([0, 0, 0, 1, 1, 1])
    instants = [
        pd.Series([hour([10, 20, 30][one]) for one in promise]),
        pd.Series([hour(int(one) - 9) for one in promise]),
    ]
    due, opened = (each.astype("datetime64[us, UTC]") for each in instants)
    risk = np.array([0.1, 0.3, 0.6, 0.1, 0.9, 0.6])
    return Hours(Cases(risk, promise > 0, due, opened), promise, micros_of(hour(0)) + at * HOUR)


def test_who_has_been_looked_at_makes_room_for_the_next():
    hours = two_hours()
    assert hours.promise[hours.looked_at(RISK, 1)].tolist() == [2, 1]
    assert hours.promise[hours.looked_at(OLDEST, 1)].tolist() == [0, 1]
    assert hours.promise[hours.looked_at(EARLIEST, 2)].tolist() == [0, 1, 2]
    assert hours.promise[hours.looked_at(THRESHOLD, 1, least_risk=0.7)].tolist() == [1]
    assert hours.looked_at(RISK, 0).tolist() == []


def test_a_promise_is_caught_once_however_often_it_stood_on_a_list():
    """One look an hour: the riskiest are 2 and 1, both late, and cost 0; the oldest 0 and 1 cost 1 + 4."""
    told = by_capacity(two_hours(), COSTS, [1]).set_index("list")
    assert told["caught"].to_dict() == {OLDEST: 1, EARLIEST: 1, RISK: 2, THRESHOLD: 2}
    assert told["cost"].to_dict() == {OLDEST: 5, EARLIEST: 5, RISK: 0, THRESHOLD: 0}


def test_the_curve_holds_the_threshold_of_the_costs():
    """At 0.8 only promise 1 has an alarm, at its second hour: promise 2 is missed. At 0.2 both are caught."""
    curve = by_threshold(two_hours(), COSTS, 2, steps=5).set_index("threshold")
    assert curve["chosen"].idxmax() == pytest.approx(0.2)
    assert (curve["cost"].iloc[1], curve["cost"].iloc[4], curve["cost"].iloc[5]) == (0, 4, 8)


def test_the_late_are_told_so_many_hours_ahead():
    """The riskiest first: 2 at hour 0, 30 hours ahead, 1 at hour 1, 19 ahead."""
    ahead = told_ahead(two_hours(), COSTS, 1, steps=30)
    share = ahead[ahead["list"] == RISK].set_index("hours_before")["share"]
    assert (share[30.0], share[20.0], share[19.0], share[0.0]) == (0.5, 0.5, 1.0, 1.0)
    assert ahead["n"].unique().tolist() == [2]


def test_nonsense_is_refused():
    with pytest.raises(InputError, match="all columns must have 6 rows"):
        Hours(two_hours().cases, np.arange(5), np.arange(6))
    with pytest.raises(InputError, match="hourly capacity must be at least 0, got -1"):
        by_capacity(two_hours(), COSTS, [-1])
