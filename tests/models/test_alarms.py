"""Alarms: five applications worked out by hand, and the policy against every other one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from models.alarms import RISK, THRESHOLD, Cases, Costs
from models.hourly_lists import Hours, by_capacity, by_threshold
from tests.domain.logs import hour

COSTS = Costs(missed=4, false_alarm=1)


def instants(hours):
    return pd.Series([pd.NaT if at is None else hour(at) for at in hours], dtype="datetime64[us, UTC]")


def cases(risk, late):
    """Opened in this order."""
    due_at = instants([30, 50, 20, 40, None])
    return Cases(np.array(risk), np.array(late), due_at, instants([0, 1, 2, 3, 4]))


def five(hours=(0, 0, 0, 0, 0)):
    """Five promises looked at in their hours; late in the end are the second and the fourth."""
    told = cases([0.05, 0.9, 0.3, 0.6, 0.1], [False, True, False, True, False])
    return Hours(told, np.arange(5), np.array(hours))


def test_an_alarm_pays_from_where_both_mistakes_cost_the_same():
    """At a risk of 1/5 a missed promise costs 4 * 1/5 and a false alarm 1 * 4/5."""
    assert COSTS.threshold == pytest.approx(0.2)


def test_the_greatest_risks_come_first_and_those_below_the_threshold_not_at_all():
    assert five().looked_at(THRESHOLD, 2, COSTS.threshold).tolist() == [1, 3]
    assert five().looked_at(THRESHOLD, 5, COSTS.threshold).tolist() == [1, 3, 2]
    assert five().looked_at(THRESHOLD, 0, COSTS.threshold).tolist() == []


def test_lists_are_compared_at_the_same_capacity():
    """Two looks: the oldest are 0 and 1, the first due 2 and 0, the riskiest 1 and 3.

    Without alarms two missed promises cost 8; the oldest catch one: 4 + 1 = 5; the first due catch none:
    8 + 2 = 10; the riskiest catch both: 0.
    """
    told = by_capacity(five(), COSTS, [2]).set_index("list")
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
    rows = five(hours=(0, 0, 0, 1, 1)).looked_at(RISK, 1)
    assert np.isin(np.arange(5), rows).tolist() == [False, True, False, True, False]


def test_more_coordinators_catch_no_fewer():
    table = by_capacity(five(), COSTS, range(6))
    for _, one in table.groupby("list"):
        assert one["caught"].is_monotonic_increasing
    assert table[table["list"] == "oldest_first"]["caught"].tolist() == [0, 0, 1, 1, 2, 2]


def test_the_curve_shows_expected_and_real_cost_at_every_threshold():
    curve = by_threshold(five(), COSTS, 5, steps=10).set_index("threshold")
    assert curve["chosen"].idxmax() == pytest.approx(0.2)
    # From 0.2 on: 1, 2, 3 have alarms; expected 4 * (0.05 + 0.1) + (0.1 + 0.7 + 0.4) = 1.8.
    risk = five().cases.risk
    assert COSTS.of(risk >= curve.index[2], risk) == pytest.approx(1.8)
    assert curve["cost"].iloc[2] == 1  # the third in vain
    assert curve["cost"].iloc[10] == 8  # nobody has a risk of 1


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=12),
    st.floats(0.1, 10),
    st.floats(0.1, 10),
)
def test_no_other_threshold_is_expected_to_cost_less(risks, missed, false_alarm):
    risk, costs = np.array(risks), Costs(missed, false_alarm)
    row, same = np.arange(len(risk)), instants([0] * len(risk))
    hour_ = Hours(Cases(risk, risk > 1, same, same), row, np.zeros_like(row))
    own = np.isin(row, hour_.looked_at(THRESHOLD, len(risk), costs.threshold))
    others = (costs.of(risk >= threshold, risk) for threshold in (*risks, 0.0, 1.1))
    assert costs.of(own, risk) <= min(others) + 1e-9


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: Costs(0, 1), "Costs: missed must be over 0, got 0"),
        (lambda: Costs(1, float("inf")), "Costs: false_alarm must be over 0, got inf"),
        (lambda: by_capacity(five(), COSTS, [-1]), "hourly capacity must be at least 0, got -1"),
        (lambda: cases([0.1] * 5, [False] * 4), r"all columns must be of one length, got \[4, 5\]"),
        (
            lambda: Cases(np.array([1.5]), np.array([True]), instants([1]), instants([1])),
            r"a risk must lie between 0 and 1, got \[1.5\]",
        ),
    ],
)
def test_nonsense_is_refused(made, sentence):
    with pytest.raises(InputError, match=sentence):
        made()
