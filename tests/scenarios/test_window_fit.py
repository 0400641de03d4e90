"""Windows that crews could never keep, or that would promise their time twice, are refused before a run."""

import pytest

from domain.errors import InputError
from tests.simulation.small import constant, crew, field, scenario, scenario_data


def visited(windows, **of_crew):
    """A crew half an hour from its only site."""
    survey = {**field("survey", constant(30)), "appointment": {"windows": windows, "roster": "nine_to_five"}}
    return scenario({"survey": survey}, crews=[crew("survey", **{"latitude": 31.1, **of_crew})])


def test_a_site_farther_than_every_window_is_long_is_refused():
    with pytest.raises(
        InputError,
        match=r"tracks\.plain: stage 'survey' must have a window in which crews can come to every site "
        r"in 'here', got 20 min and a way of up to 30 min",
    ):
        visited(["09:00-09:20", "10:00-10:10"])


def test_one_window_that_is_long_enough_or_a_nearer_depot_is_accepted():
    visited(["09:00-09:20", "10:00-10:31"])
    visited(["09:00-09:20"], latitude=31.0)


@pytest.mark.parametrize("other", [{"windows": ["10:00-12:00"]}, {"roster": "always"}])
def test_stages_that_share_crews_share_windows(other):
    appointment = {"windows": ["09:00-12:00"], "roster": "nine_to_five"}
    stages = {
        "look": {**field("survey", constant(30)), "appointment": appointment},
        "again": {**field("survey", constant(30)), "appointment": {**appointment, **other}},
    }
    data = scenario_data(stages, crews=[crew("survey")])
    with pytest.raises(
        InputError,
        match="stage 'again' must be offered in the same windows as 'look', which 'survey' does, too",
    ):
        type(visited(["09:00-12:00"])).from_data(data)
