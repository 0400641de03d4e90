"""Novices take longer and err more often; the luck of a customer stays the customer's."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from domain.eventlog import EventLog
from scenarios import Scenario, load
from scenarios.experience import Experience
from simulation import run
from simulation.experience import is_novice
from simulation.setting import prepare
from tests.simulation.small import clock, constant, crew, desk, field, run_at, scenario

NINE = 9 * 60.0
LOOP = {"loop": {"do": {"sequence": ["survey", "design"]}, "redo": "silent"}}


def surveying(novices, size, errors=1.0, incomplete=0.0, errors_of="survey", days=2):
    """A survey of an hour at the depot; papers of a minute tell whether it was complete."""
    design = {**desk("office", constant(1)), "outcomes": {"incomplete": incomplete}, "errors_of": errors_of}
    return scenario(
        {"survey": field("survey", constant(60), unfinished="overtime"), "design": design},
        desks={"office": 9},
        procedure=LOOP,
        crews=[crew("survey", size=size, novices=novices)],
        days=days,
        experience={"pace": 1.5, "errors": errors},
    )


def test_a_novice_takes_longer_for_the_same_visit():
    """Of two crews the second is the novice: an hour and an hour and a half."""
    log = run_at(surveying(0.5, size=2), [NINE, NINE])
    surveys = log.visits[log.visits["stage"] == "survey"]
    assert list(surveys["resource"]) == ["survey_crew-1", "survey_crew-2"]
    assert clock(surveys["completed_at"]) == ["1 10:00", "1 10:30"]


def test_work_of_a_novice_over_several_shifts_is_longer_by_the_same_factor():
    """6 h x 1.5 = 9 h: eight on the first day, one on the second."""
    of = scenario(
        {"works": field("build", constant(360))},
        crews=[crew("build", novices=1.0)],
        experience={"pace": 1.5},
    )
    assert clock(run_at(of, [NINE]).visits["completed_at"]) == ["2 10:00"]


def test_a_visit_begun_within_the_shift_is_chosen_by_what_it_takes_an_experienced_crew():
    """At 15:00 the 100 min are expected to be done by 16:40; the novice needs 150, until 17:30."""
    of = scenario(
        {"test": field("test", constant(100), unfinished="do_not_start")},
        crews=[crew("test", novices=1.0)],
        experience={"pace": 1.5},
    )
    assert clock(run_at(of, [15 * 60.0]).visits["completed_at"]) == ["1 17:30"]


def outcome_luck(of: Scenario, stage: str, count: int) -> np.ndarray:
    return prepare(of, 1, 0).ways[0].customers.uniforms(stage, 0, "outcome")[:count]


def incomplete(log, count):
    first = log.visits[(log.visits["stage"] == "design")].drop_duplicates("application")
    return first.sort_values("application")["outcome"].eq("incomplete").to_numpy()[:count]


def test_the_errors_of_a_survey_come_out_where_it_is_read():
    """0.2 after experienced crews and 0.2 x 3 = 0.6 after novices, of the customer's own number."""
    minutes = [60.0 * hour for hour in range(40)]
    for novices, limit in ((0.0, 0.2), (1.0, 0.6)):
        of = surveying(novices, size=40, errors=3.0, incomplete=0.2)
        luck = outcome_luck(of, "design", 40)
        assert (incomplete(run_at(of, minutes), 40) == (luck < limit)).all()
        assert 0 < (luck < limit).sum() < 40


def test_without_a_stage_named_errors_are_those_of_who_does_the_stage_itself():
    """The desk that designs has no novices, whoever surveyed."""
    minutes = [60.0 * hour for hour in range(40)]
    of = surveying(1.0, size=40, errors=3.0, incomplete=0.2, errors_of=None)
    assert (incomplete(run_at(of, minutes), 40) == (outcome_luck(of, "design", 40) < 0.2)).all()


@given(st.integers(1, 400), st.floats(0, 1))
def test_a_share_of_the_crews_are_novices_and_a_crew_more_changes_nobody(size, share):
    novices = sum(is_novice(number, share) for number in range(size))
    assert abs(novices - size * share) < 1


def test_a_share_written_in_hundredths_is_met():
    assert sum(is_novice(number, 0.29) for number in range(100)) == 29


def test_each_aid_closes_its_share_of_the_gap_that_is_left():
    """1 + 0.3 x 0.6 x 0.5 = 1.09; 1 + 0.6 x 0.5 x 0.4 = 1.12."""
    aids = {"training": {"pace": 0.4, "errors": 0.5}, "glasses": {"pace": 0.5, "errors": 0.6}}
    experience = Experience.model_validate({"pace": 1.3, "errors": 1.6, "aids": aids})
    assert experience.novice_pace == pytest.approx(1.09)
    assert experience.novice_errors == pytest.approx(1.12)


@pytest.mark.parametrize("lever", ["training", "ar_glasses"])
def test_a_lever_brings_novices_nearer(lever):
    base = load("traditional")
    before, after = (one.in_force.experience for one in (base, base.vary(levers={lever: True})))
    assert 1 < after.novice_pace < before.novice_pace
    assert 1 < after.novice_errors < before.novice_errors


@cache
def log_with(lever: str | None) -> EventLog:
    """Sixty days from empty, of novices alone: who happens to do a visit then decides nothing."""
    data = load("traditional").model_dump()
    data["workforce"]["novices"] = 1.0
    data["horizon"] |= {"days": 60, "warm_up_days": 0}
    base = Scenario.from_data(data)
    return run(base if lever is None else base.vary(levers={lever: True}), seed=2)


def hours_and_errors(log: EventLog, stage: str, outcome: str) -> tuple[float, float]:
    visits = log.visits[log.visits["stage"] == stage]
    work = log.segments[log.segments["visit"].isin(visits.index) & (log.segments["kind"] == "work")]
    hours = (work["ended_at"] - work["started_at"]).sum().total_seconds() / 3600
    return hours / visits["started_at"].notna().sum(), log.visits["outcome"].eq(outcome).sum()


@pytest.mark.parametrize(
    ("lever", "stage", "outcome"),
    [
        ("training", "survey", "survey_incomplete"),
        ("ar_glasses", "survey", "survey_incomplete"),
        ("smart_survey", "survey", "survey_incomplete"),
        ("training", "meter_installation", "installation_fault"),
        ("ar_glasses", "meter_installation", "installation_fault"),
        ("smart_install", "meter_installation", "installation_fault"),
    ],
)
def test_a_lever_shortens_the_work_of_a_stage_and_makes_fewer_errors(lever, stage, outcome):
    before, after = (hours_and_errors(log_with(one), stage, outcome) for one in (None, lever))
    assert after[0] < before[0]
    assert after[1] < before[1]


def test_errors_that_novices_would_make_every_time_are_refused():
    with pytest.raises(
        InputError,
        match=r"stages\.design\.outcomes must have probabilities that sum to less than 1 after the work of "
        r"novices too, got 0\.4 and experience\.errors 3\.",
    ):
        surveying(0.5, size=2, errors=3.0, incomplete=0.4)


def test_errors_of_an_unknown_stage_are_refused():
    with pytest.raises(
        InputError, match=r"stages\.design\.errors_of must name a stage, got 'suvey' \(nearest"
    ):
        surveying(0.5, size=2, errors_of="suvey")


def test_novices_that_work_faster_are_refused():
    with pytest.raises(InputError, match=r"experience\.pace must be at least 1, got 0\.9"):
        scenario({"a": desk("a", constant(1))}, {"a": 1}, experience={"pace": 0.9})
