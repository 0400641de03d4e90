"""Two models of one service, written apart: what they tell of the same customers must agree.

They meet the same customers with the same luck and differ in their mechanics, so in who comes first among
simultaneous ones. From there on crews, ways and nights go apart, and totals stay together.
"""

from statistics import mean
from typing import NamedTuple

import pandas as pd
import pytest

import simulation
from benchmarks.contestants.plain_district import District
from benchmarks.contestants.plain_district.diary import Diary
from domain.eventlog import EventLog
from scenarios import Scenario, load
from simulation.shifts import WORK

SEED, DAYS = 11, 9


class Both(NamedTuple):
    """The twin's log, and the diary of the plain model."""

    log: EventLog
    diary: Diary


@pytest.fixture(scope="module", params=["one_stop", "one_stop_smart"])
def both(request: pytest.FixtureRequest) -> Both:
    scenario = beginning(request.param)
    return Both(simulation.run(scenario, SEED), District(scenario, SEED).run())


def beginning(name: str) -> Scenario:
    """The first days of a scenario, from an empty house."""
    scenario = load(name)
    horizon = scenario.horizon.model_copy(update={"days": DAYS, "warm_up_days": 0})
    return scenario.model_copy(update={"horizon": horizon})


def test_the_same_customers_apply_at_the_same_instants(both: Both) -> None:
    start = both.log.applications["submitted_at"].min()
    minutes = (both.log.applications["submitted_at"] - start).dt.total_seconds() / 60
    told = pd.Series(both.diary.submitted).sort_index()
    assert (told - told.iloc[0]).to_numpy() == pytest.approx(minutes.to_numpy(), abs=1e-3)


def test_visits_to_each_stage_are_as_many(both: Both) -> None:
    ours = both.log.visits["stage"].astype(str).value_counts()
    theirs = pd.Series([visit.kind for visit in both.diary.visits]).value_counts()
    assert len(both.diary.visits) == pytest.approx(len(both.log.visits), rel=0.01)
    # Late stages of a short run are few, and an hour decides whether they are reached yet.
    for stage, count in ours.items():
        assert theirs.get(stage, 0) == pytest.approx(count, rel=0.06, abs=6), stage


def test_cycle_times_of_those_who_finished_agree(both: Both) -> None:
    applications = both.log.applications
    hours = (applications["finished_at"] - applications["submitted_at"]).dt.total_seconds() / 3600
    submitted = both.diary.submitted
    theirs = [(at - submitted[number]) / 60 for number, at in both.diary.finished.items()]
    assert len(theirs) == pytest.approx(hours.notna().sum(), rel=0.05)
    assert mean(theirs) == pytest.approx(hours.mean(), rel=0.05)


def test_crews_work_and_travel_as_long(both: Both) -> None:
    segments = both.log.segments
    hours = (segments["ended_at"] - segments["started_at"]).dt.total_seconds() / 3600
    done = hours[segments["ended_at"].notna()].groupby(segments["kind"].astype(str)).sum()
    theirs = {"work": 0.0, "travel": 0.0}
    for entry in both.diary.visits:
        for _, kind, start, end in entry.segments:
            theirs["work" if kind == WORK else "travel"] += (end - start) / 60
    assert theirs == pytest.approx(done.to_dict(), rel=0.05)


def test_appointments_come_to_the_same(both: Both) -> None:
    """Few are broken, and the twin calls broken, too, what a failure held up until the window had closed."""
    ours = both.log.appointments["outcome"].astype(str).value_counts()
    theirs = pd.Series([outcome for *_, outcome in both.diary.appointments]).value_counts()
    said = {"kept": "DONE", "missed": "AWAY", "moved": "MOVED", "broken": "BROKEN"}
    for outcome, name in said.items():
        assert theirs.get(name, 0) == pytest.approx(ours.get(outcome, 0), rel=0.15, abs=20), outcome


def test_customers_and_coordinators_call_as_often(both: Both) -> None:
    ours = both.log.contacts["kind"].astype(str).value_counts()
    theirs = pd.Series([contact.kind for contact in both.diary.contacts]).value_counts()
    assert theirs.to_dict() == pytest.approx(ours.to_dict(), rel=0.15, abs=12)


def test_as_many_withdraw(both: Both) -> None:
    ours = both.log.applications["withdrawn_at"].notna().sum()
    assert len(both.diary.withdrawn) == pytest.approx(ours, abs=3)
