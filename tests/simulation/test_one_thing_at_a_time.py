"""Whoever is called away when: nobody does two things at once, and no work is lost or done twice."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.eventlog import EventLog
from scenarios import Scenario
from simulation.place import point
from tests.simulation.small import constant, crew, desk, field, run_at, scenario_data, with_tracks

STAGES = {"review": 25, "survey": 70, "design": 90}
CALLS = st.lists(
    st.tuples(
        st.integers(9 * 60, 16 * 60), st.sampled_from(["plain", "emergency"]), st.integers(-3, 3)
    ),
    min_size=2,
    max_size=12,
)  # fmt: skip
"""When somebody applies, in which track, and how many tenths of a degree north of the depot."""


def district(crews: int, people: int) -> Scenario:
    """A desk, a survey on site and a desk again, all of which may go on the next day."""
    stages = {
        "review": desk("office", constant(STAGES["review"])),
        "survey": field("survey", constant(STAGES["survey"])),
        "design": desk("office", constant(STAGES["design"])),
    }
    data = scenario_data(stages, {"office": people}, days=15, crews=[crew("survey", size=crews)])
    plain = {"owner": "office", "priority": 1, "procedure": {"sequence": list(stages)}}
    emergency = {
        **plain,
        "priority": 0,
        "diverts": True,
        "procedure": {"sequence": [{"parallel": ["review", "survey"]}, "design"]},
    }
    return Scenario.from_data(with_tracks(data, {"plain": plain, "emergency": emergency}))


def overlaps(log: EventLog) -> int:
    """Segments that begin before the one before them, of the same resource, has ended."""
    segments = log.segments.sort_values(["resource", "started_at", "ended_at"])
    before = segments.groupby("resource", observed=True)["ended_at"].shift()
    return int((segments["started_at"] < before).sum())


def worked_minutes(log: EventLog) -> pd.Series:
    """Work on each visit, in the order of the visits."""
    work = log.segments[log.segments["kind"] == "work"]
    took = (work["ended_at"] - work["started_at"]).dt.total_seconds() / 60
    return took.groupby(work["visit"]).sum().reindex(range(len(log.visits)), fill_value=0.0)


@settings(max_examples=settings().max_examples // 4)
@given(CALLS, st.integers(1, 2), st.integers(1, 2))
def test_nobody_does_two_things_at_once_and_no_work_is_lost(
    calls: list[tuple[int, str, int]], crews: int, people: int
) -> None:
    minutes, tracks, tenths = zip(*sorted(calls), strict=True)
    sites = [point(31.0 + north / 10, 117.0) for north in tenths]
    log = run_at(district(crews, people), [float(at) for at in minutes], tracks, sites=sites)
    assert overlaps(log) == 0
    assert log.applications["finished_at"].notna().all()
    assert len(log.visits) == len(STAGES) * len(calls)
    expected = log.visits["stage"].astype(str).map(STAGES).to_list()
    # The log has microseconds; a visit is seldom in more than a dozen pieces.
    assert worked_minutes(log).to_list() == pytest.approx(expected, abs=1e-5)
