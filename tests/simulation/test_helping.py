"""Crews that help in other regions: days traced by hand."""

from types import SimpleNamespace
from typing import Any

from simpy import Environment

from scenarios import Scenario
from scenarios.help import Help
from simulation.helping import Lookout
from simulation.place import point
from tests.simulation.small import clock, constant, crew, field, run_at, scenario_data

NINE = 9 * 60.0
HERE = point(31.0, 117.0)


def neighbours(here: int = 1, there: int = 1, help_: dict[str, float] | None = None, **more: Any) -> Scenario:
    """Two regions half an hour apart; only people of the first apply."""
    stage = field("survey", constant(120), unfinished="overtime")
    crews = [crew("survey", here), crew("survey", there, name="other_crew", region="there")]
    data = scenario_data({"survey": stage}, crews=crews, **more)
    data["regions"]["there"] = {"terrain": "flat", "latitude": 31.1, "longitude": 117.0, "radius_km": 0.0}
    if help_ is not None:
        data["workforce"]["help"] = help_
    return Scenario.from_data(data)


def asked(scenario: Scenario, minutes: list[float]) -> Any:
    return run_at(scenario, minutes, sites=[HERE] * len(minutes))


def by(log: Any) -> list[str]:
    return log.visits["resource"].astype(str).tolist()


def started(log: Any) -> list[str]:
    return clock(log.visits["started_at"])


def test_without_a_rule_everybody_keeps_to_their_region() -> None:
    log = asked(neighbours(), [NINE, NINE, NINE])
    assert by(log) == ["survey_crew-1"] * 3
    assert started(log) == ["1 09:00", "1 11:00", "1 13:00"]


def test_an_idle_crew_sets_out_when_work_has_waited_too_long() -> None:
    # The second has waited for an hour at 10:00; the other crew is there at 10:30. The third is called out at
    # the same time, finds nobody, and is taken by the first crew at 11:00.
    log = asked(neighbours(help_={"after_hours": 1, "within_minutes": 45}), [NINE, NINE, NINE])
    assert by(log) == ["survey_crew-1", "other_crew-1", "survey_crew-1"]
    assert started(log) == ["1 09:00", "1 10:30", "1 11:00"]


def test_a_crew_that_becomes_idle_looks_beyond_its_region() -> None:
    # The other crew, there at 10:30, is done at 12:30 and takes the fourth, which has waited since 09:00.
    log = asked(neighbours(help_={"after_hours": 1, "within_minutes": 45}), [NINE] * 4)
    assert by(log) == ["survey_crew-1", "other_crew-1", "survey_crew-1", "other_crew-1"]
    assert started(log) == ["1 09:00", "1 10:30", "1 11:00", "1 12:30"]


def test_nobody_comes_from_farther_than_the_rule_allows() -> None:
    log = asked(neighbours(help_={"after_hours": 1, "within_minutes": 29}), [NINE, NINE])
    assert by(log) == ["survey_crew-1"] * 2


def test_a_region_without_crews_of_its_own_is_helped() -> None:
    log = asked(neighbours(here=0, help_={"after_hours": 0, "within_minutes": 45}), [NINE])
    assert by(log) == ["other_crew-1"]
    assert started(log) == ["1 09:30"]


def test_work_that_waits_over_night_is_taken_by_whoever_comes_on_duty() -> None:
    # At 17:00 nobody is on duty; in the morning each crew first takes what waits at home.
    log = asked(neighbours(help_={"after_hours": 1, "within_minutes": 45}), [17 * 60.0, 17 * 60.0])
    assert by(log) == ["survey_crew-1", "other_crew-1"]
    assert started(log) == ["2 09:00", "2 09:30"]


def test_help_shortens_the_wait_of_an_overloaded_region() -> None:
    waits = []
    for rule in (None, {"after_hours": 2, "within_minutes": 45}):
        visits = asked(neighbours(help_=rule, days=4), [NINE + 30 * k for k in range(12)]).visits
        waits.append((visits["started_at"] - visits["enabled_at"]).mean())
    assert waits[1] < waits[0]


def waiting(code: int, since: float) -> Any:
    return SimpleNamespace(code=code, ready_minutes=since, ticket=())


def test_what_begins_to_wait_during_a_look_is_looked_at_once() -> None:
    # The first has waited for an hour at 60. Looking for a crew for it lets the second wait, which has waited
    # for an hour at 70: one call then, not one for each of its two reasons.
    env, asked = Environment(), []
    first, second = (waiting(code=0, since=0.0), waiting(code=1, since=10.0))

    def best_offer(visit: Any, now: float) -> None:
        asked.append((visit.code, now))
        if visit is first:
            lookout.note(second)

    queue: Any = SimpleNamespace(best_offer=best_offer)
    lookout = Lookout(Help(after_hours=1, within_minutes=45), queue, [queue], env)
    lookout.note(first)
    env.run(until=75)
    assert asked == [(0, 60.0), (1, 70.0)]


def test_what_waits_no_more_is_not_looked_at() -> None:
    env, asked = Environment(), []
    gone, stays = (waiting(code=0, since=0.0), waiting(code=1, since=10.0))
    queue: Any = SimpleNamespace(best_offer=lambda visit, now: asked.append((visit.code, now)))
    lookout = Lookout(Help(after_hours=1, within_minutes=45), queue, [queue], env)
    lookout.note(gone)
    gone.ticket = None
    lookout.note(stays)
    env.run(until=200)
    assert asked == [(1, 70.0)]
