"""Alarms: five applications worked out by hand, and the policy against every other one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from models.alarms import Cases, Costs, alarms, by_capacity, by_threshold, lists_compared
from tests.domain.logs import hour

COSTS = Costs(missed=4, false_alarm=1)


def instants(hours):
    return pd.Series([pd.NaT if at is None else hour(at) for at in hours], dtype="datetime64[us, UTC]")


def five(**more):
    """Opened in this order; late in the end are the second and the fourth."""
    return Cases(
        risk=np.array([0.05, 0.9, 0.3, 0.6, 0.1]),
        late=np.array([False, True, False, True, False]),
        due_at=instants([30, 50, 20, 40, None]),
        opened_at=instants([0, 1, 2, 3, 4]),
        **more,
    )


def test_an_alarm_pays_from_where_both_mistakes_cost_the_same():
    """At a risk of 1/5 a missed promise costs 4 * 1/5 and a false alarm 1 * 4/5."""
    assert COSTS.threshold == pytest.approx(0.2)


def test_the_greatest_risks_come_first_and_those_below_the_threshold_not_at_all():
    risk = five().risk
    assert alarms(risk, COSTS, 2).tolist() == [1, 3]
    assert alarms(risk, COSTS, 5).tolist() == [1, 3, 2]
    assert alarms(risk, COSTS, 0).tolist() == []


def test_lists_are_compared_at_the_same_capacity():
    """Two looks: the oldest are 0 and 1, the first due 2 and 0, the riskiest 1 and 3.

    Without alarms two missed promises cost 8; the oldest catch one: 4 + 1 = 5; the first due catch none:
    8 + 2 = 10; the riskiest catch both: 0.
    """
    told = lists_compared(five(), COSTS, 2).set_index("list")
    assert told["caught"].to_dict() == {
        "oldest_first": 1,
        "earliest_deadline": 0,
        "risk": 2,
        "risk_above_threshold": 2,
    }
    assert told["cost"].tolist() == [5, 10, 0, 0]
    assert told["saving"].tolist() == [3 / 8, -2 / 8, 1, 1]
    assert told["precision"].tolist() == [0.5, 0, 1, 1]


def test_each_hour_has_its_own_capacity():
    """One look an hour: of hour 0 the second, of hour 1 the fourth."""
    cases = five(hour=np.array([0, 0, 0, 1, 1]))
    assert cases.first(-cases.risk, 1).tolist() == [False, True, False, True, False]


def test_more_coordinators_catch_no_fewer():
    table = by_capacity(five(), COSTS, range(6))
    for _, one in table.groupby("list"):
        assert one["caught"].is_monotonic_increasing
    assert table[table["list"] == "oldest_first"]["caught"].tolist() == [0, 0, 1, 1, 2, 2]


def test_the_curve_shows_expected_and_real_cost_at_every_threshold():
    curve = by_threshold(five(), COSTS, 5, steps=10).set_index("threshold")
    assert curve["chosen"].idxmax() == pytest.approx(0.2)
    # From 0.2 on: 1, 2, 3 have alarms; expected 4 * (0.05 + 0.1) + (0.1 + 0.7 + 0.4) = 1.8.
    assert curve["expected"].iloc[2] == pytest.approx(1.8)
    assert curve["cost"].iloc[2] == 1  # the third in vain
    assert curve["cost"].iloc[10] == 8  # nobody has a risk of 1


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=12),
    st.floats(0.1, 10),
    st.floats(0.1, 10),
)
def test_no_other_threshold_is_expected_to_cost_less(risks, missed, false_alarm):
    risk, costs = np.array(risks), Costs(missed, false_alarm)
    own = np.zeros(len(risk), dtype=bool)
    own[alarms(risk, costs, len(risk))] = True
    others = (costs.of(risk >= threshold, risk) for threshold in (*risks, 0.0, 1.1))
    assert costs.of(own, risk) <= min(others) + 1e-9


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: Costs(0, 1), "Costs: missed must be over 0, got 0"),
        (lambda: Costs(1, float("inf")), "Costs: false_alarm must be over 0, got inf"),
        (lambda: lists_compared(five(), COSTS, -1), "hourly capacity must be at least 0, got -1"),
        (lambda: five(hour=np.zeros(4, dtype=int)), r"all columns must be of one length, got \[4, 5\]"),
        (
            lambda: Cases(np.array([1.5]), np.array([True]), instants([1]), instants([1])),
            r"a risk must lie between 0 and 1, got \[1.5\]",
        ),
    ],
)
def test_nonsense_is_refused(made, sentence):
    with pytest.raises(InputError, match=sentence):
        made()
