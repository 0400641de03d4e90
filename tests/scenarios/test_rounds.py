"""A daily round at a time at which nobody is ever on duty is refused before a run."""

import pytest

from domain.errors import InputError
from scenarios import Scenario
from tests.simulation.small import constant, desk, scenario, scenario_data

NIGHT = {"shifts": {"mon": ["20:00-06:00"]}}


def posted(at: str, roster: str = "nine_to_five") -> Scenario:
    post = {"hand_over": {"at": at, "roster": roster}}
    rosters = {"nine_to_five": {"shifts": {"mon-fri": ["09:00-17:00"]}}, "night": NIGHT}
    stages = {"design": {**desk("office", constant(10)), **post}}
    return scenario(stages, {"office": 1}, rosters=rosters)


def coordinated(*rounds: str) -> Scenario:
    coordination = {
        "desk": "office",
        "rounds": list(rounds),
        "roster": "nine_to_five",
        "stuck_after_hours": 2,
        "per_round": 10,
        "duration": constant(20),
    }
    data = scenario_data({"design": desk("office", constant(10))}, {"office": 1})
    return Scenario.from_data({**data, "coordination": coordination})


@pytest.mark.parametrize("at", ["08:59", "17:00"])
def test_a_post_that_is_never_carried_is_refused(at: str) -> None:
    with pytest.raises(
        InputError,
        match=rf"stages\.design\.hand_over\.at must fall while roster 'nine_to_five' is on duty, got {at}\.",
    ):
        posted(at)


def test_a_round_of_coordinators_who_are_never_there_is_refused() -> None:
    with pytest.raises(
        InputError,
        match=r"coordination\.rounds must fall while roster 'nine_to_five' .*, got 18:00, 20:00\.",
    ):
        coordinated("18:00", "20:00")


@pytest.mark.parametrize(
    ("at", "roster"), [("09:00", "nine_to_five"), ("20:00", "night"), ("05:59", "night")]
)
def test_a_round_on_some_day_of_the_week_is_enough_and_a_night_goes_on_behind_midnight(
    at: str, roster: str
) -> None:
    assert posted(at, roster).stages["design"].hand_over is not None
    assert coordinated("16:59", "20:00").coordination is not None
