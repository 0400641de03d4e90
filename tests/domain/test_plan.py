"""A plan refuses what nobody could follow, and comes back from plain data as it was."""

import json

import pandas as pd
import pytest

from domain.errors import InputError
from domain.plan import Assignment, Plan

NINE = pd.Timestamp("2026-03-02 09:00", tz="UTC")


def assigned(crew, application, minutes, number=3):
    return Assignment(crew, application, number, "survey", NINE + pd.Timedelta(minutes=minutes))


def test_each_crew_does_its_visits_by_their_starts():
    plan = Plan.of([assigned("north", "A2", 60), assigned("south", "A3", 0), assigned("north", "A1", 0)])
    order = {crew: [one.application for one in visits] for crew, visits in plan.by_crew.items()}
    assert order == {"north": ["A1", "A2"], "south": ["A3"]}


def test_a_visit_is_assigned_once():
    with pytest.raises(InputError, match=r"Plan: visit 3 of A1 must be assigned once, got 2 times\."):
        Plan((assigned("north", "A1", 0), assigned("south", "A1", 0)))


def test_starts_of_a_crew_do_not_fall():
    with pytest.raises(InputError, match=r"the starts of crew 'north' must not fall\."):
        Plan((assigned("north", "A1", 60), assigned("north", "A2", 0)))


def test_a_plan_comes_back_from_plain_data():
    plan = Plan.of([assigned("north", "A1", 0), assigned("north", "A1", 5, number=4), assigned("a", "B", 1)])
    assert Plan.from_mapping(json.loads(json.dumps(plan.to_mapping()))) == plan


@pytest.mark.parametrize(
    "entry",
    [
        {"application": "A1", "number": 3, "stage": "survey"},
        {"application": "A1", "number": 3, "stage": "survey", "starts_at": "soon"},
        {"application": "A1", "number": 3, "stage": "survey", "starts_at": "2026-03-02T09:00Z", "who": 1},
    ],
)
def test_plain_data_that_is_no_plan_is_refused(entry):
    with pytest.raises(InputError, match=r"Plan: crew 'north': a visit must have application, number, stage"):
        Plan.from_mapping({"north": [entry]})


def test_an_instant_of_a_plan_has_a_time_zone():
    entry = {"application": "A1", "number": 3, "stage": "survey", "starts_at": "2026-03-02 09:00"}
    with pytest.raises(InputError, match=r"starts_at must have a time zone"):
        Plan.from_mapping({"north": [entry]})
