"""Each rule of dispatch on a case by hand."""

import pytest

from domain.errors import InputError
from scenarios import Scenario
from simulation.place import point
from tests.simulation.small import clock, constant, crew, desk, field, run_at, scenario_data, with_tracks

NINE = 540.0


def started(data, minutes, tracks, sites=None):
    """Place of each application, in the order in which work on them starts."""
    log = run_at(Scenario.from_data(data), minutes, tracks, sites=sites)
    return log.visits.sort_values("started_at")["application"].tolist()


def of_tracks(stages, tracks, **more):
    """Several tracks through the same stages; `tracks` says in what each differs."""
    data = scenario_data(stages, **more)
    plain = data["tracks"]["plain"]
    return with_tracks(data, {name: {**plain, **differs} for name, differs in tracks.items()})


def within_hours(**tracks):
    return {
        f"{track}_in_time": {
            "limit": f"{hours} h elapsed from application.submitted to application.finished",
            "applies_to": {"track": [track]},
        }
        for track, hours in tracks.items()
    }


@pytest.mark.parametrize(
    ("dispatch", "order"), [("fifo", [0, 2, 3, 4, 1]), ("priority_ageing", [0, 2, 1, 3, 4])]
)
def test_with_priority_ageing_waiting_makes_up_for_priority(dispatch, order):
    """An hour each from 09:00; the plain one comes at 09:01, pressing ones at 09:30, 10:10 and 10:20.

    An hour makes up for a class: the plain one ranks as if it had come at 10:01, before those of 10:10.
    """
    data = of_tracks(
        {"work": desk("office", constant(60))},
        {"plain": {"priority": 1}, "pressing": {"priority": 0}},
        desks={"office": 1},
        dispatch=dispatch,
        dispatching={"ageing_hours_per_class": 1.0},
    )
    came = [NINE, NINE + 1, NINE + 30, NINE + 70, NINE + 80]
    assert started(data, came, ["pressing", "plain", *["pressing"] * 3]) == order


@pytest.mark.parametrize(("dispatch", "order"), [("fifo", [0, 1, 2, 3]), ("nearest", [0, 2, 1, 3])])
def test_the_nearest_rule_goes_next_door_first(dispatch, order):
    """From the first customer it is 0.3 degrees to the second and 0.1 to the third; then 0.2 back."""
    data = scenario_data({"survey": field("survey", constant(10))}, crews=[crew("survey")], dispatch=dispatch)
    sites = [point(31.0, 117.0), point(31.3, 117.0), point(31.1, 117.0), point(31.6, 117.0)]
    assert started(data, [NINE, NINE + 1, NINE + 2, NINE + 3], [], sites) == order


def test_the_nearest_of_two_idle_crews_is_sent():
    """The south crew's depot is half an hour away, the north crew's an hour and a half."""
    south, north = crew("survey", latitude=31.1), crew("survey", latitude=31.3, name="north")
    data = scenario_data({"survey": field("survey", constant(10))}, crews=[north, south], dispatch="nearest")
    log = run_at(Scenario.from_data(data), [NINE])
    assert list(log.visits["resource"]) == ["survey_crew-1"]


def test_nearness_does_not_outdo_priority():
    data = of_tracks(
        {"survey": field("survey", constant(10))},
        {"plain": {"priority": 1}, "pressing": {"priority": 0}},
        crews=[crew("survey")],
        dispatch="nearest",
    )
    sites = [point(31.0, 117.0), point(31.0, 117.0), point(31.3, 117.0)]
    tracks = ["plain", "plain", "pressing"]
    assert started(data, [NINE, NINE + 1, NINE + 2], tracks, sites) == [0, 2, 1]


@pytest.mark.parametrize(
    ("weights", "order"), [({}, [0, 2, 1]), ({"works": 5.0}, [0, 1, 2]), ({"works": 3.0}, [0, 2, 1])]
)
def test_tardiness_cost_weighs_what_a_delay_costs_against_what_it_takes(weights, order):
    """At 10:00 works (240 min) and a call (60 min) wait; both promises are broken, so the index is w / p.

    A call: 1 / 60. Works: 1 / 240, with weight 3 still 1 / 80, with weight 5 it is 1 / 48 and goes first.
    """
    works = {"stages": {"work": desk("office", constant(240))}}
    data = of_tracks(
        {"work": desk("office", constant(60))},
        {"works": works, "call": {}},
        desks={"office": 1},
        dispatch="tardiness_cost",
        dispatching={"tardiness_weights": weights},
        service_levels=within_hours(works=0.5, call=0.5),
    )
    assert started(data, [NINE, NINE + 1, NINE + 2], ["call", "works", "call"]) == order


@pytest.mark.parametrize(("look_ahead", "order"), [(1.0, [0, 1, 2]), (4.0, [0, 2, 1])])
def test_the_look_ahead_says_how_far_slack_relieves(look_ahead, order):
    """At 10:00 works (120 min, due 12:01) and a call (60 min, due 15:02) wait; the mean is 90 min.

    Slack 1 and 242 min, so works: 1/120 exp(-1/90k), call: 1/60 exp(-242/90k). Works go first where
    exp(241/90k) > 2, that is k < 241 / (90 x 0.693) = 3.86.
    """
    works = {"stages": {"work": desk("office", constant(120))}}
    data = of_tracks(
        {"work": desk("office", constant(60))},
        {"works": works, "call": {}},
        desks={"office": 1},
        dispatch="tardiness_cost",
        dispatching={"look_ahead": look_ahead},
        service_levels=within_hours(works=3, call=6),
    )
    assert started(data, [NINE, NINE + 1, NINE + 2], ["call", "works", "call"]) == order


def test_tardiness_cost_counts_the_way_as_work():
    """Both surveys take 10 min and are late; the second customer is an hour away, the third half an hour."""
    data = scenario_data(
        {"survey": field("survey", constant(10))},
        crews=[crew("survey")],
        dispatch="tardiness_cost",
        service_levels=within_hours(plain=0.1),
    )
    sites = [point(31.0, 117.0), point(31.2, 117.0), point(31.1, 117.0)]
    assert started(data, [NINE, NINE + 1, NINE + 2], [], sites) == [0, 2, 1]


def test_ways_are_compared_among_the_dozen_that_have_waited_longest():
    """The second lives 0.2 degrees north, eleven 0.3 south; the fourteenth, last come, next door.

    So the second goes first although the fourteenth is nearer; then that is on the list, and on the way.
    """
    data = scenario_data(
        {"survey": field("survey", constant(10))}, crews=[crew("survey")], dispatch="nearest", per_day=200
    )
    sites = [point(31.0, 117.0), point(31.2, 117.0), *[point(30.7, 117.0)] * 11, point(31.0, 117.0)]
    assert started(data, [NINE + 0.1 * k for k in range(14)], [], sites)[:3] == [0, 1, 13]


def test_what_waits_is_ranked_anew_when_a_hold_on_a_parallel_branch_moves_its_promise():
    """An hour each from 09:00. The held one is promised by 13:01, the other by 13:17.

    Papers hold the first from 09:01 to 09:31, while its work waits: it is now promised by 13:31, and goes
    after the other when the desk is free at 10:00.
    """
    papers = {"department": "office", "hold": {"cause": "customer_papers", "duration": constant(30)}}
    data = of_tracks(
        {"work": desk("office", constant(60)), "papers": papers},
        {
            "held": {"procedure": {"parallel": ["work", "papers"]}},
            "plain": {"procedure": {"sequence": ["work"]}},
        },
        desks={"office": 1},
        dispatch="earliest_deadline",
        service_levels=within_hours(held=4, plain=4.25),
    )
    data["service_levels"]["held_in_time"]["limit"] += ", stops for customer_papers"
    log = run_at(Scenario.from_data(data), [NINE, NINE + 1, NINE + 2], ["plain", "held", "plain"])
    works = log.visits[log.visits["stage"] == "work"]
    assert clock(works["started_at"]) == ["1 09:00", "1 11:00", "1 10:00"]


def test_weights_are_of_tracks_that_exist():
    data = scenario_data({"work": desk("office", constant(60))}, {"office": 1})
    with pytest.raises(InputError, match=r"tardiness_weights\.plane must name a track, got 'plane'"):
        Scenario.from_data({**data, "dispatching": {"tardiness_weights": {"plane": 2.0}}})
