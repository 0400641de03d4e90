"""Crews that fly: by day, in good weather, and not one minute longer."""

import numpy as np
import pytest

from domain.errors import InputError
from domain.instants import HOUR
from scenarios.geography import Region
from scenarios.horizon import Horizon
from scenarios.roster import Roster
from scenarios.weather import Weather
from simulation.duty import Duty
from simulation.flying import Sky
from tests.simulation.small import ALWAYS, NINE_TO_FIVE, START, clock, constant, crew, field, run_at, scenario

MERIDIAN = {"terrain": "flat", "latitude": 0.0, "longitude": 0.0, "radius_km": 0.0}
"""On 2 March the sun rises here at 06:09:22 and sets at 18:16:05 UTC."""
SEED = 68
"""With it and a share of a half one may fly from 09:00 to 10:00, 12:00 to 13:00 and 15:00 to 16:00 on day 1
and from 10:00 to 11:00 and 13:00 to 15:00 on day 2."""


def flying(minutes, unfinished="do_not_start", roster="nine_to_five", days=3, no_fly=0.0, size=1, **more):
    """A crew that flies, at the place of its customers, whose only skill is an ordinary survey."""
    return scenario(
        {"survey": field("survey", constant(minutes), unfinished=unfinished)},
        crews=[crew("survey", flies=True, roster=roster, size=size)],
        regions={"here": MERIDIAN},
        weather={"no_fly": [no_fly] * 12, "stretch_hours": 1},
        days=days,
        **more,
    )


def work(log):
    segments = log.segments
    return list(zip(clock(segments["started_at"]), clock(segments["ended_at"]), strict=True))


def duty(log):
    return list(zip(clock(log.duty["on_at"]), clock(log.duty["off_at"]), strict=True))


def test_duty_lasts_from_sunrise_to_sunset_at_most():
    log = run_at(flying(60, roster="always", days=1), [60.0])
    assert duty(log) == [("1 06:09", "1 18:16")]
    assert work(log) == [("1 06:09", "1 07:09")]


def test_nothing_is_begun_that_nightfall_is_expected_to_cut_short():
    """At 17:30 there are 46 min of light: an hour waits for the next morning, half an hour does not."""
    for unfinished in ("do_not_start", "overtime"):
        long, short = (run_at(flying(m, unfinished, "always"), [17.5 * 60]) for m in (60, 30))
        assert work(long) == [("2 06:09", "2 07:09")]
        assert work(short) == [("1 17:30", "1 18:00")]


def test_a_survey_in_several_flights_goes_on_after_the_night():
    """From 17:46:05, 30 min before sunset: 90 min are left for the next morning."""
    log = run_at(flying(120, "resume", "always"), [17 * 60 + 46 + 5.1 / 60])
    assert work(log) == [("1 17:46", "1 18:16"), ("2 06:09", "2 07:39")]


def test_a_novice_is_overtaken_by_nightfall_and_flies_anew_the_next_day():
    """The hour from 17:10 was to end at 18:10; it takes a novice 90 min, and darkness comes at 18:16."""
    of = flying(60, "overtime", "always", experience={"pace": 1.5})
    data = of.model_dump()
    data["workforce"]["novices"] = 1.0
    log = run_at(type(of).from_data(data), [17 * 60 + 10.0])
    assert work(log) == [("1 17:10", "1 18:16"), ("2 06:09", "2 07:39")]


def test_the_day_may_go_into_overtime_while_there_is_light():
    """The shift ends at 17:00; a novice's 100 min from 15:50, expected to be 66 min, until 17:30."""
    of = flying(100 / 1.5, "overtime", experience={"pace": 1.5})
    data = of.model_dump()
    data["workforce"]["novices"] = 1.0
    log = run_at(type(of).from_data(data), [15 * 60 + 50.0])
    assert work(log) == [("1 15:50", "1 17:30")]


def test_nobody_flies_where_the_weather_never_lets_them_and_all_waits():
    log = run_at(flying(60, no_fly=1.0), [600.0])
    assert len(log.duty) == 0
    assert log.visits["started_at"].isna().all()


def test_who_does_not_fly_works_in_any_weather_and_at_night():
    of = flying(60, roster="always", no_fly=1.0)
    data = of.model_dump()
    data["workforce"]["crews"][0]["flies"] = False
    assert work(run_at(type(of).from_data(data), [60.0])) == [("1 01:00", "1 02:00")]


def test_a_flight_broken_off_by_the_weather_goes_on_when_it_clears_the_same_day():
    """90 min from 09:30: half an hour until the weather turns at 10:00, an hour from 12:00."""
    log = run_at(flying(90, no_fly=0.5), [9.5 * 60], seed=SEED)
    assert duty(log)[:2] == [("1 09:00", "1 10:00"), ("1 12:00", "1 13:00")]
    assert work(log) == [("1 09:30", "1 10:00"), ("1 12:00", "1 13:00")]


def test_a_flight_that_the_weather_leaves_no_time_for_is_flown_anew():
    """From 15:20 to 16:00, when it turns for the day; all 90 min on day 2, where it turns again at 11:00."""
    log = run_at(flying(90, no_fly=0.5), [15 * 60 + 20.0], seed=SEED)
    assert work(log) == [("1 15:20", "1 16:00"), ("2 10:00", "2 11:00"), ("2 13:00", "2 13:30")]
    assert clock(log.visits["started_at"]) == ["1 15:20"]


def test_a_survey_in_several_flights_keeps_what_was_flown_before_the_weather_turned():
    """40 min on day 1, the other 50 from 10:00 of day 2."""
    log = run_at(flying(90, "resume", no_fly=0.5), [15 * 60 + 20.0], seed=SEED)
    assert work(log) == [("1 15:20", "1 16:00"), ("2 10:00", "2 10:50")]


def test_weather_that_holds_is_known_and_nobody_sets_out_in_it():
    log = run_at(flying(30, no_fly=0.5), [10 * 60 + 10.0], seed=SEED)
    assert work(log) == [("1 12:00", "1 12:30")]


def weather(share, hours=6.0):
    return Weather.model_validate({"no_fly": share, "stretch_hours": hours})


def sky_over(horizon, of, roster=ALWAYS, region="here", seed=1):
    horizon = Horizon.model_validate(horizon)
    duty = Duty.of(Roster.model_validate(roster), "r", horizon)
    return Sky(seed, 0, horizon, of).over(duty, region, Region.model_validate(MERIDIAN))


def test_each_month_has_its_share_of_weather_in_which_nobody_flies():
    """January to June 0.1, July to December 0.6, by day."""
    horizon = {"start": "2020-01-01", "days": 3653}
    good = sky_over(horizon, weather([0.1] * 6 + [0.6] * 6))
    clear = sky_over(horizon, None)

    def by_half(duty):
        month = (duty.starts + np.datetime64("2020-01-01", "us").astype(np.int64)).view("M8[us]")
        late = month.astype("M8[M]").astype(np.int64) % 12 >= 6
        hours = (duty.ends - duty.starts) / HOUR
        return np.array([hours[~late].sum(), hours[late].sum()])

    # 1830 days x 2 stretches of daylight: deviation of a share about 0.5 / sqrt(3660) = 0.008
    assert by_half(good) / by_half(clear) == pytest.approx([0.9, 0.4], abs=0.04)


def test_regions_have_weather_of_their_own_and_a_later_start_meets_the_same():
    horizon = {"start": START, "days": 60}
    here, there = (sky_over(horizon, weather([0.4] * 12), region=region) for region in ("here", "there"))
    assert not np.array_equal(here.starts, there.starts)
    later = sky_over({"start": "2026-03-12", "days": 50}, weather([0.4] * 12))
    ten_days = 10 * 24 * HOUR
    assert np.array_equal(here.starts[here.starts > ten_days] - ten_days, later.starts[later.starts > 0])


def test_more_bad_weather_takes_more_of_the_same_time():
    horizon = {"start": START, "days": 60}
    little, much = (sky_over(horizon, weather([share] * 12), NINE_TO_FIVE) for share in (0.2, 0.5))
    assert (much.ends - much.starts).sum() < (little.ends - little.starts).sum()
    inside = np.searchsorted(little.starts, much.starts, side="right") - 1
    assert (much.ends <= little.ends[inside]).all()


def test_flying_crews_fail_and_stay_away_like_others():
    """Absent on no day, down from 10:00 to 10:30: the flight goes on after the repair."""
    log = run_at(flying(120), [540.0], down={"survey_crew-1": [(600.0, 630.0)]})
    assert work(log) == [("1 09:00", "1 10:00"), ("1 10:30", "1 11:30")]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"no_fly": [0.1] * 11, "stretch_hours": 6}, r"weather\.no_fly must have at least 12 entries"),
        ({"no_fly": [1.1] * 12, "stretch_hours": 6}, r"weather\.no_fly\[0\] must be at most 1, got 1\.1"),
        ({"no_fly": [0.1] * 12, "stretch_hours": 0}, r"weather\.stretch_hours must be at least 0\.25, got 0"),
    ],
)
def test_impossible_weather_is_refused(given, message):
    with pytest.raises(InputError, match=message):
        scenario({"a": field("a", constant(1))}, crews=[crew("a")], weather=given)
