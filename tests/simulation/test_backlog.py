"""Runs that start from what is open at an instant."""

import numpy as np
import pandas as pd
import pytest

from domain.check import check
from domain.errors import InputError
from scenarios import load
from simulation import run
from simulation.backlog import fitting
from simulation.streams import keys_of, uniforms_each
from tests.simulation.small import START, clock, constant, crew, desk, exponential, field, run_at, scenario

EIGHT = 8 * 60.0
DAY = 24 * 60.0


def at(minutes):
    return pd.Timestamp(START, tz="UTC") + pd.Timedelta(minutes=minutes)


def cut_in_two(minutes, cut, stages, **more):
    """A whole run for customers at these minutes, and the same from its backlog at `cut` without others."""
    whole = run_at(scenario(stages, **more), minutes)
    return whole, run(scenario(stages, per_day=0.0, **more), 1, backlog=whole.as_of(at(cut)))


def times(log, stage, column="completed_at"):
    return clock(log.visits[log.visits["stage"] == stage][column])


def visits(log):
    ids = log.applications["application_id"].to_numpy()[log.visits["application"]]
    instants = [clock(log.visits[name]) for name in ("enabled_at", "started_at", "completed_at")]
    return sorted(
        zip(ids, log.visits["stage"], log.visits["resource"].astype(object), *instants, strict=True)
    )


def test_half_done_work_is_done_by_who_is_at_it():
    """Two people take 4 h each from 09:00; at 10:00 two are at work and the third application waits."""
    stages = {"acceptance": desk("office", constant(240))}
    whole, log = cut_in_two([EIGHT, EIGHT + 1, EIGHT + 2], 10 * 60, stages, desks={"office": 2})
    assert times(log, "acceptance", "started_at") == ["1 09:00", "1 09:00", "1 13:00"]
    assert times(log, "acceptance") == ["1 13:00", "1 13:00", "1 17:00"]
    assert log.visits["resource"].tolist() == whole.visits["resource"].tolist()
    assert check(log) == []


def test_work_put_by_for_the_night_is_resumed_by_who_began_it():
    """6 h from 15:00 on: 2 h on the first day, 4 h from 09:00 on the second."""
    stages = {"acceptance": desk("office", constant(360))}
    _, log = cut_in_two([15 * 60], DAY - 60, stages, desks={"office": 1})
    segments = log.segments
    assert clock(segments["started_at"]) == ["1 15:00", "2 09:00"]
    assert clock(segments["ended_at"]) == ["1 17:00", "2 13:00"]


def test_what_is_left_of_work_without_memory_is_as_long_as_all_of_it():
    """Exponential, mean 1 h; 400 people at work since 09:00. At 10:00 the rest of each has mean 1 h.

    About 400/e = 147 are left; their mean has a standard error of 60/sqrt(147) = 5 min.
    """
    stages = {"acceptance": desk("office", exponential(60), unfinished="overtime")}
    desks = {"office": 400}
    whole = run_at(scenario(stages, desks=desks, per_day=500.0), [EIGHT] * 400)
    log = run(scenario(stages, desks=desks, per_day=0.0), 2, backlog=whole.as_of(at(10 * 60)))
    left = (log.visits["completed_at"] - at(10 * 60)).dt.total_seconds() / 60
    assert 100 < len(left) < 200
    assert (left > 0).all()
    assert 45 < left.mean() < 75


def test_a_hold_that_is_half_over_ends_when_it_would_have():
    """The customer confirms after 6 h: from 08:00 to 14:00, and 10 min of work follow."""
    hold = {"cause": "customer_confirmation", "duration": constant(360)}
    stages = {"confirmation": {**desk("office", constant(10)), "hold": hold}}
    _, log = cut_in_two([EIGHT], 11 * 60, stages, desks={"office": 1})
    assert clock(log.holds["started_at"]) == ["1 08:00"]
    assert clock(log.holds["ended_at"]) == ["1 14:00"]
    assert times(log, "confirmation") == ["1 14:10"]


def test_a_branch_that_is_done_is_not_done_again():
    """Side by side from 09:00: contract, 1 h, and design, 3 h; at 11:00 only design is open. Then the end."""
    stages = {
        "contract": desk("front", constant(60)),
        "design": desk("back", constant(180)),
        "energization": desk("front", constant(30)),
    }
    procedure = {"sequence": [{"parallel": ["contract", "design"]}, "energization"]}
    desks = {"front": 1, "back": 1}
    _, log = cut_in_two([EIGHT], 11 * 60, stages, desks=desks, procedure=procedure)
    assert times(log, "contract") == ["1 10:00"]
    assert times(log, "design") == ["1 12:00"]
    assert times(log, "energization") == ["1 12:30"]
    assert clock(log.applications["finished_at"]) == ["1 12:30"]


def test_a_loop_that_has_been_gone_round_once_is_not_gone_round_again():
    """At most one repetition, and that surely: review 09:00-10:00 and, again, 10:00-11:00, cut at 10:30."""
    stages = {"review": desk("office", constant(60)), "contract": desk("office", constant(30))}
    loop = {"loop": {"do": "review", "redo": "silent", "probability": 1 - 1e-9, "max": 1}}
    _, log = cut_in_two([EIGHT], 630, stages, desks={"office": 1}, procedure={"sequence": [loop, "contract"]})
    assert times(log, "review") == ["1 10:00", "1 11:00"]
    assert times(log, "contract") == ["1 11:30"]


FIXED = {
    "review": {**desk("office", constant(25)), "hold": {"cause": "permit", "duration": constant(150)}},
    "survey": {
        **field("survey", constant(50), unfinished="resume"),
        "appointment": {"windows": ["09:00-12:00", "13:00-17:00"], "roster": "nine_to_five", "lead_hours": 2},
    },
    "contract": {**desk("office", constant(40)), "hand_over": {"at": "10:00", "roster": "nine_to_five"}},
    "design": desk("office", constant(200)),
    "works": field("build", constant(400), unfinished="resume"),
}
FIXED_MORE = {
    "desks": {"office": 2},
    "crews": [crew("survey", latitude=31.1), crew("build", size=2, latitude=31.1)],
    "procedure": {
        "sequence": ["review", {"parallel": ["survey", {"sequence": ["contract", "design"]}]}, "works"]
    },
    "days": 5,
}


@pytest.mark.parametrize("hour", [8.5, 9.25, 10.5, 11.75, 13.5, 15.1, 18, 30, 33.4, 35.3, 38, 58.2, 80])
def test_where_nothing_is_left_to_chance_the_rest_of_a_run_is_the_same(hour):
    """Holds, post, windows, travel, nights: all at constant times, so a cut changes nothing."""
    minutes = [EIGHT + 4 * k for k in range(6)]
    whole, log = cut_in_two(minutes, hour * 60, FIXED, **FIXED_MORE)
    assert len(log) > 0
    gone = set(visits(whole)) - set(visits(log))
    ended = whole.applications["finished_at"] <= at(hour * 60)
    assert {one[0] for one in gone} <= set(whole.applications["application_id"][ended])
    assert set(visits(log)) <= set(visits(whole))
    assert check(log) == []


def test_luck_of_open_applications_is_even_and_their_own():
    keys = keys_of([f"A{n:06d}" for n in range(20_000)], 1, 0, "backlog")
    drawn = uniforms_each(keys, "survey", 0, "work")
    counts, _ = np.histogram(drawn, bins=20, range=(0, 1))
    # Chi-squared with 19 degrees of freedom: 99.9 % lie below 43.8.
    assert ((counts - 1000) ** 2 / 1000).sum() < 43.8
    assert abs(np.corrcoef(drawn, uniforms_each(keys, "survey", 1, "work"))[0, 1]) < 0.03
    assert (uniforms_each(keys[5:9], "survey", 0, "work") == drawn[5:9]).all()


def open_at_ten(stages=None, **more):
    stages = stages or {"acceptance": desk("office", constant(240))}
    return run_at(scenario(stages, desks={"office": 1}, **more), [EIGHT]).as_of(at(600))


def refusal(of, backlog):
    with pytest.raises(InputError) as refused:
        run(of, 1, backlog=backlog)
    return str(refused.value)


def test_a_stage_that_the_scenario_does_not_know_is_named():
    other = scenario({"acceptanse": desk("office", constant(240))}, desks={"office": 1})
    assert refusal(other, open_at_ten()) == (
        "Backlog: stage of application 'A000001' must be a known word, got 'acceptance' "
        "(nearest: 'acceptanse')."
    )


def test_a_track_that_the_scenario_does_not_know_is_named():
    backlog = open_at_ten()
    renamed = backlog.applications["track"].cat.rename_categories(["plane"])
    backlog.applications["track"] = renamed
    of = scenario({"acceptance": desk("office", constant(240))}, desks={"office": 1})
    assert refusal(of, backlog) == (
        "Backlog: track of application 'A000001' must be a known word, got 'plane' (nearest: 'plain')."
    )


def test_visits_in_an_order_that_the_procedure_does_not_allow_are_named():
    stages = {"contract": desk("office", constant(30)), "design": desk("office", constant(600))}
    backlog = open_at_ten(stages)
    turned = scenario(stages, desks={"office": 1}, procedure={"sequence": ["design", "contract"]})
    assert refusal(turned, backlog) == (
        "Backlog: visits of application 'A000001' must follow the procedure of track 'plain', "
        "got contract, design."
    )


def test_an_instant_outside_the_horizon_is_refused():
    stages = {"acceptance": desk("office", constant(240))}
    data = scenario(stages, desks={"office": 1})
    horizon = data.horizon.model_copy(update={"days": 1})
    assert refusal(data.model_copy(update={"horizon": horizon}), open_at_ten()) == (
        "Backlog: its instant must lie within the horizon of scenario 'small', from 2026-03-02 to a day "
        "before 2026-03-03, got 2026-03-02 10:00."
    )


def test_days_are_measured_from_the_midnight_after_the_instant():
    fits = fitting(
        scenario({"acceptance": desk("office", constant(240))}, desks={"office": 1}), open_at_ten()
    )
    assert str(fits.horizon.measured.start) == "2026-03-03 00:00:00+00:00"
    assert fits.horizon.measured.end == fits.horizon.covered.end


def test_a_run_cut_in_half_and_resumed_agrees_in_distribution_with_the_uncut_one():
    """The default district, cut on a Tuesday at 10:18 with some 200 applications open, six days, six seeds.

    New customers are the same in both, open ones draw the rest anew: differences of means over the seeds lie
    within four of their standard errors, each of which must be small enough to find what matters.
    """
    scenario = load("one_stop")
    horizon = scenario.horizon.model_copy(update={"days": 6, "warm_up_days": 8})
    scenario = scenario.model_copy(update={"horizon": horizon})
    cut = horizon.covered.start + pd.Timedelta(days=8, hours=10.3)
    whole = [run(scenario, seed) for seed in range(6)]
    resumed = [run(scenario, seed, backlog=log.as_of(cut)) for seed, log in enumerate(whole)]
    uncut, rest = (np.array([seen_after(cut, log) for log in logs]) for logs in (whole, resumed))
    difference = rest - uncut
    error = difference.std(axis=0, ddof=1) / np.sqrt(len(difference))
    assert (np.abs(difference.mean(axis=0)) <= 4 * error + 1e-3 * uncut.mean(axis=0)).all()
    # Three in a hundred of what it is, of the share late one in a hundred.
    assert (error <= np.maximum(0.03 * uncut.mean(axis=0), 0.01)).all()


def seen_after(cut, log):
    """Hours that what finishes after an instant took, share late of what falls due then, open cases."""
    applications, deadlines = log.applications, log.deadlines
    finished = applications[applications["finished_at"] > cut]
    due = deadlines[(deadlines["due_at"] > cut) & (deadlines["due_at"] <= log.observed_until)]
    late = due["met_at"].isna() | (due["met_at"] > due["due_at"])
    ended = applications["finished_at"].fillna(applications["withdrawn_at"])
    instants = [cut + pd.Timedelta(hours=hours) for hours in (6, 24, 60, 120)]
    is_open = [((applications["submitted_at"] <= at) & ~(ended <= at)).sum() for at in instants]
    hours = (finished["finished_at"] - finished["submitted_at"]).dt.total_seconds() / 3600
    return [hours.mean(), late.mean(), *is_open]


def test_a_crew_found_at_work_after_its_shift_with_too_much_left_gives_the_visit_back():
    """An afternoon of the district at which the rest, drawn anew, no longer fits any stretch of duty."""
    district = load("one_stop").vary(days=13)
    backlog = run(district, 20261131).as_of(pd.Timestamp("2026-03-12T06:17", tz="UTC"))
    assert check(run(district, 20261124, backlog=backlog)) == []
