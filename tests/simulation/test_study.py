import dataclasses

import pandas as pd
import pytest

from domain.errors import InputError
from domain.plan import Assignment, Snapshot
from scenarios import Scenario, load
from simulation.comparison import Comparison
from simulation.plan_following import Trigger
from simulation.pool import StoppedError
from simulation.run import run
from simulation.study import Run, compare, growing, replicate, summarise


@pytest.fixture(scope="module")
def small() -> Scenario:
    """One stop, a tenth of its demand, three days."""
    base = load("one_stop").vary(days=3, demand_scale=0.1)
    data = base.model_dump()
    data["horizon"]["warm_up_days"] = 5
    return Scenario.from_data(data)


@pytest.fixture(scope="module")
def more(small: Scenario) -> Scenario:
    return small.vary(name="more", crews={"survey_old_town": 8})


@pytest.fixture(scope="module")
def by_one(small: Scenario, more: Scenario) -> list[Comparison]:
    """A comparison as it grows with one worker; other tests have two, and wait for no change of number."""
    return list(growing(small, [more], 3, seed=5, workers=1))


def test_one_and_two_workers_give_the_same_study(by_one: list[Comparison], small: Scenario) -> None:
    assert by_one[-1].base == replicate(small, 3, seed=5, workers=2)


def test_one_and_two_workers_give_the_same_comparison(
    by_one: list[Comparison], small: Scenario, more: Scenario
) -> None:
    assert by_one[-1].complete
    assert by_one[-1] == compare(growing(small, [more], 3, seed=5, workers=2))


def test_another_seed_gives_another_study(by_one: list[Comparison], small: Scenario) -> None:
    assert by_one[0].base.figures() != replicate(small, 1, seed=6, workers=2).figures()


def test_scenarios_can_be_compared_from_what_is_open_now(small: Scenario, more: Scenario) -> None:
    # The horizon covers 8 days; on the sixth, which is measured, noon leaves the two days that follow.
    start = small.horizon.covered.start
    backlog = run(small, 3).as_of(start + pd.Timedelta(days=5, hours=12))
    found = compare(growing(small, [more], 1, seed=5, workers=2, backlog=backlog))
    assert found.base == replicate(small, 1, seed=5, workers=2, backlog=backlog)
    assert [study.warm_up_days for study in (found.base, *found.others)] == [6, 6]


def test_a_scenario_beside_itself_differs_in_nothing(small: Scenario) -> None:
    comparison = compare(growing(small, [small.vary(name="again")], 2, seed=5, workers=2))
    differences = [d.difference.mean for d in comparison.differences() if d.difference.mean is not None]
    assert differences
    assert set(differences) == {0.0}


class Backwards:
    """Has every crew able to do it do what came last first."""

    every = None

    def decide(self, snapshot: Snapshot, trigger: Trigger) -> list[Assignment]:
        able = {(crew.region, skill): crew.name for crew in snapshot.crews for skill in crew.skills}
        return [
            Assignment(able[one.region, one.skill], *one.key, one.stage, snapshot.now)
            for one in reversed(snapshot.waiting)
        ]


def backwards(scenario: Scenario) -> Backwards:
    return Backwards()


def test_a_dispatcher_plans_one_side_of_a_comparison_in_another_process_as_in_this(
    by_one: list[Comparison], small: Scenario
) -> None:
    again = small.vary(name="again")
    found = compare(growing(small, [again], 1, 5, workers=2, dispatchers={"again": backwards}))
    assert found.base.figures() == by_one[0].base.figures()
    assert found.others[0].figures() != found.base.figures()
    here = summarise(Run(1, again, 5, 0, dispatcher=backwards), lambda: False)
    assert found.others[0].replications == {0: here}


def test_scenarios_take_turns_so_that_differences_are_seen_early(by_one: list[Comparison]) -> None:
    seen = [(len(one.base.replications), len(one.others[0].replications)) for one in by_one]
    assert seen == [(1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3)]


def test_progress_is_told_after_each_run(small: Scenario) -> None:
    told: list[tuple[int, int]] = []
    replicate(small, 3, seed=5, workers=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_study_can_be_stopped(small: Scenario) -> None:
    with pytest.raises(StoppedError):
        replicate(small, 50, seed=5, workers=2, stop=lambda: True)


def test_bad_input_found_by_a_replication_stays_bad_input(small: Scenario) -> None:
    parts = {part: getattr(small, part) for part in Scenario.model_fields}
    broken = Scenario.model_construct(**{**parts, "workforce": None})
    with pytest.raises(InputError, match="workforce must hold keys and values, got None"):
        replicate(broken, 1, seed=5, workers=2)


def test_no_replications_are_refused(small: Scenario) -> None:
    with pytest.raises(InputError, match="replications must be at least 1, got 0"):
        replicate(small, 0, seed=5, workers=2)


def test_applications_finished_after_the_warm_up_are_counted_by_the_hours_they_took(small: Scenario) -> None:
    summary = summarise(Run(0, small, 5, 0), lambda: False)
    log, period = run(small, 5, 0), small.period()
    finished = log.applications["finished_at"]
    inside = log.applications[(finished >= period.start) & (finished < period.end)]
    assert sum(sum(counts) for counts in summary.cycle_hours.values()) == len(inside)
    for track, counts in summary.cycle_hours.items():
        took = (inside["finished_at"] - inside["submitted_at"])[inside["track"] == track]
        within_a_day = int((took.dt.total_seconds() < 24 * 3600).sum())
        assert sum(counts[:24]) == within_a_day


def test_a_replication_keeps_figures_by_track_stage_and_pool(small: Scenario) -> None:
    figures = summarise(Run(0, small, 5, 0), lambda: False).figures
    groups = {(figure.name, figure.group) for figure in figures}
    assert {
        ("cycle_time_mean", "all"),
        ("on_time_rate", "track=lv_residential"),
        ("waiting_time", "stage=survey"),
        ("utilisation", "department=operation_maintenance,region=old_town,skill=survey"),
    } <= groups
    assert all(dataclasses.is_dataclass(figure) for figure in figures)


def test_a_replication_shows_how_busy_each_desk_is(small: Scenario) -> None:
    """One desk of all departments together would hide the one that everything waits for."""
    desk = small.workforce.desks
    figures = summarise(Run(0, small.vary(desks=dict.fromkeys(desk, 50) | {"metering": 1}), 5, 0), bool)
    busy = {
        one.group.split(",")[0].removeprefix("department="): one.mean
        for one in figures.figures
        if one.name == "utilisation" and one.group.endswith("region=unknown,skill=unknown")
    }
    assert set(busy) == set(desk)
    assert max(busy, key=lambda department: busy[department] or 0.0) == "metering"


def test_scenarios_that_cover_different_days_are_not_compared(small: Scenario) -> None:
    other = small.vary(name="longer", days=4)
    with pytest.raises(
        InputError,
        match=r"must cover the same days: horizon\.days of 'longer' must be 3 as in 'one_stop', got 4",
    ):
        compare(growing(small, [small.vary(name="again"), other], 2, seed=5, workers=2))


def test_scenarios_of_one_name_are_not_compared(small: Scenario) -> None:
    with pytest.raises(InputError, match="compared must have names of their own, got 'one_stop' twice"):
        compare(growing(small, [small], 2, seed=5, workers=2))
