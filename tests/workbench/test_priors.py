import json
from dataclasses import replace

import numpy as np
import pytest

from domain.errors import InputError
from scenarios import Scenario, load
from simulation.statistics import Interval
from workbench.__main__ import main
from workbench.levers import contributions
from workbench.priors import Robustness, latin_hypercube, robustness
from workbench.study_tables import table_of_levers, table_of_priors


def small(name: str, *priors: str) -> Scenario:
    """A tenth of the demand, five days after ten."""
    data = load(name).vary(days=5, demand_scale=0.1).model_dump()
    data["horizon"]["warm_up_days"] = 10
    data["priors"] = {key: data["priors"][key] for key in priors}
    return Scenario.from_data(data)


def test_every_part_of_a_range_is_drawn_once() -> None:
    priors = load("traditional").priors
    drawn = latin_hypercube(priors, 20, seed=3)
    for name, prior in priors.items():
        place = [(one[name] - prior.low) / (prior.high - prior.low) * 20 for one in drawn]
        assert sorted(np.floor(place).astype(int)) == list(range(20))


def test_one_more_prior_changes_no_other_s_samples() -> None:
    priors = dict(load("traditional").priors)
    every = latin_hypercube(priors, 5, seed=3)
    priors.pop("demand")
    assert latin_hypercube(priors, 5, seed=3) == [
        {name: value for name, value in one.items() if name != "demand"} for one in every
    ]


@pytest.fixture(scope="module")
def found() -> Robustness:
    """Of the papers by post alone, since every prior means runs with each of its ends."""
    sides = (small(name, "papers_by_post") for name in ("traditional", "one_stop"))
    return robustness(*sides, samples=2, replications=2, seed=5, workers=2)


def test_papers_that_are_carried_over_at_once_make_the_traditional_service_less_slow(
    found: Robustness,
) -> None:
    """The ratio one_stop over traditional rises when traditional's papers do not wait for the post."""
    at = {one.prior: one for one in found.ends}["papers_by_post"]
    assert at.low.mean is not None
    assert at.high.mean is not None
    assert at.low.mean > at.high.mean
    # What is said of the papers is the high end.
    assert at.high == found.as_said
    assert len(found.ratios) == 2
    assert found.range[0] <= found.range[2] <= found.range[4]
    assert "| `papers_by_post` | 0 to 1 |" in table_of_priors(found, load("traditional").priors)


def test_one_sample_shows_no_range() -> None:
    with pytest.raises(InputError, match="samples must be at least 2, got 1"):
        robustness(small("traditional"), small("one_stop"), 1, 1, seed=5, workers=1)


def test_levers_are_shown_alone_and_left_out_of_all() -> None:
    data = small("traditional").model_dump()
    kept = ("one_stop_window", "online_confirmation")
    data["mechanisms"] = {lever: data["mechanisms"][lever] for lever in kept}
    data["levers"] = dict.fromkeys(kept, False)
    data["sources"] = {}
    found = contributions(Scenario.from_data(data), 2, seed=5, workers=2)
    assert [one.lever for one in found.levers] == list(kept)
    window = found.levers[0]
    # The window saves time alone; without it what remains of all levers is slower.
    assert window.alone["cycle_time_mean"].difference.mean < 0
    assert window.left_out["cycle_time_mean"].difference.mean > 0
    assert found.together["cycle_time_mean"].difference.mean < window.alone["cycle_time_mean"].difference.mean
    assert "| `one_stop_window` | -" in table_of_levers(found)


def test_the_commands_print_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["priors", "--samples", "0", "--json"]) == 2
    assert "samples must be at least 2" in capsys.readouterr().err


def test_json_of_a_study_is_plain_data(found: Robustness) -> None:
    without_interval = replace(found, as_said=Interval(0.5, None, None, 1))
    told = json.loads(json.dumps(without_interval.as_dict()))
    assert told["as_said"]["low"] is None
    assert told["ends"][0]["low"]["mean"] > told["ends"][0]["high"]["mean"]
    assert set(told["range"]) == {"least", "low", "median", "high", "most"}
