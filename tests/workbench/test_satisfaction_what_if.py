"""What a change does to satisfaction: who is served sooner is more satisfied, and nothing else differs."""

import json

import pytest

from scenarios import to_yaml
from tests.simulation.test_surveys import asking
from workbench.__main__ import main
from workbench.satisfaction_what_if import satisfaction_compared, satisfaction_of
from workbench.variant import Variant
from workbench.what_if import WhatIf


@pytest.fixture(scope="module")
def scenario():
    """One desk for 14 customers a day of an hour each: they wait, and are less satisfied with the speed."""
    return asking(None, {"office": 1}, {"speed": {"waiting": -1.0}, "skill": {"base": -1.0}}, per_day=14.0)


@pytest.fixture(scope="module")
def faster(scenario):
    what_if = WhatIf(scenario.name, (Variant(desks={"office": 4}),), replications=2, text=to_yaml(scenario))
    return {(one.name, one.group): one for one in satisfaction_of(satisfaction_compared(what_if, workers=1))}


def test_scores_are_told_of_all_by_dimension_and_by_stage_with_the_waiting(faster):
    assert list(faster) == [
        ("satisfaction_mean", "all"),
        ("satisfaction_mean", "dimension=skill"),
        ("satisfaction_mean", "dimension=speed"),
        ("satisfaction_mean", "stage=design"),
        ("dissatisfied_share", "all"),
        ("waiting_time", "stage=design"),
    ]


def test_whoever_waits_less_is_the_more_satisfied_with_the_speed(faster):
    assert faster["waiting_time", "stage=design"].difference.mean < -1
    assert faster["satisfaction_mean", "dimension=speed"].difference.mean > 0.3


def test_what_waiting_does_not_touch_differs_only_by_who_was_served_in_time(faster):
    """The skill of the desk is seen alike; only customers whom a single desk never reached come in."""
    assert abs(faster["satisfaction_mean", "dimension=skill"].difference.mean) < 0.2


def test_a_satisfaction_study_is_not_saved_among_the_usual(tmp_path, capsys):
    asked = [
        "what-if",
        "traditional",
        "--satisfaction",
        "--save",
        str(tmp_path),
        "--title",
        "a",
        "--why",
        "b",
    ]
    assert main(asked) == 2
    assert "--save must go without --satisfaction" in capsys.readouterr().err


def test_the_command_prints_what_concerns_satisfaction(scenario, tmp_path, capsys):
    (tmp_path / "small.yaml").write_text(to_yaml(scenario), encoding="utf-8")
    asked = [
        "what-if",
        str(tmp_path / "small.yaml"),
        "--demand",
        "2",
        "--replications",
        "1",
        "--workers",
        "1",
    ]
    assert main([*asked, "--satisfaction", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["primary"] == "satisfaction_mean"
    speed = next(one for one in told["kpis"] if one["group"] == "dimension=speed")
    assert speed["difference"] < 0
