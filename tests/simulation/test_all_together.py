"""Diversion, two ways of work, appointments, absence, failures, contacts and coordination in one run.

Whatever falls together, nobody does two things at once, no work is lost and no application either.
"""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.eventlog import EventLog
from scenarios import Scenario
from simulation import run
from tests.simulation.small import constant, crew, desk, field, scenario_data, stream_data, with_tracks
from tests.simulation.test_one_thing_at_a_time import worked_minutes

REVIEW, FOOT, DRONE, LINE = 30, 180, 50, 90
WINDOWS = {
    "windows": ["09:00-12:00", "13:00-17:00"],
    "roster": "nine_to_five",
    "moved": 0.2,
    "missed": 0.2,
    "wasted": constant(10),
}
DAY = {"limit": "24 h elapsed from application.submitted to application.finished"}
PLANS = st.fixed_dictionaries(
    {
        "crews": st.integers(1, 2),
        "people": st.integers(1, 2),
        "absence": st.sampled_from([0.0, 0.3]),
        "share": st.sampled_from([0.0, 0.3]),
        "unfinished": st.sampled_from(["resume", "overtime", "do_not_start"]),
        "plain": st.integers(2, 10),
        "urgent": st.integers(0, 3),
    }
)


def district(plan: dict[str, Any]) -> Scenario:
    """A district of five days in which everything can happen."""
    drone = {"skill": "drone_survey", "duration": constant(DRONE), "terrains": ["flat"]}
    survey = field("survey", constant(FOOT), unfinished=plan["unfinished"], modes=[drone])
    line = field("line", constant(LINE), unfinished=plan["unfinished"])
    stages = {
        "review": desk("office", constant(REVIEW)),
        "survey": survey,
        "line": {**line, "appointment": WINDOWS},
    }
    groups = [crew(s, plan["crews"], absence=plan["absence"]) for s in ("survey", "drone_survey", "line")]
    data = scenario_data(stages, {"office": plan["people"]}, days=5, crews=groups)
    data["regions"]["here"]["radius_km"] = 20.0
    plain = {"owner": "office", "priority": 1, "procedure": {"sequence": list(stages)}}
    plain["withdrawal"] = {"share": plan["share"], "after": constant(600)}
    together = {"parallel": ["review", "survey"]}
    emergency = {**plain, "priority": 0, "diverts": True, "procedure": {"sequence": [together, "line"]}}
    data = with_tracks(data, {"plain": plain, "emergency": emergency})
    streams = {
        "plain": stream_data("plain", plan["plain"]),
        "emergency": stream_data("emergency", plan["urgent"]),
    }
    return Scenario.from_data(
        {
            **data,
            "demand": {"streams": streams},
            "service_levels": {"day": DAY},
            "equipment": {"line": {"hours_between_failures": 6, "repair": constant(70)}},
            "contacts": {"desk": "office", "complaint": {"when_late": 0.7, "duration": constant(20)}},
            "coordination": {
                "desk": "office",
                "roster": "nine_to_five",
                "rounds": ["10:00", "15:00"],
                "stuck_after_hours": 4,
                "per_round": 3,
                "duration": constant(15),
                "raised_priority": 0,
            },
        }
    )


@settings(max_examples=settings().max_examples // 5)
@given(PLANS, st.integers(0, 1000))
def test_whatever_falls_together_nobody_does_two_things_at_once(plan: dict[str, Any], seed: int) -> None:
    of = district(plan)
    log = run(of, seed)
    assert busy_twice(log) == []
    _work_adds_up(log, anew=plan["unfinished"] != "resume")
    _nothing_is_lost(log)


def busy_twice(log: EventLog) -> list[str]:
    """Who begins something before what he did before it has ended: work, ways and contacts together."""
    segments = log.segments[["resource", "started_at", "ended_at"]]
    calls = log.contacts[["resource", "started_at", "handled_at"]].set_axis(segments.columns, axis=1)
    spans = pd.concat([segments.astype({"resource": "str"}), calls.astype({"resource": "str"})]).dropna()
    spans = spans.sort_values(["resource", "started_at", "ended_at"])
    before = spans.groupby("resource")["ended_at"].shift()
    return spans[spans["started_at"] < before]["resource"].unique().tolist()


def _work_adds_up(log: EventLog, anew: bool) -> None:
    """Every completed visit took what its stage, or its other way, takes; more where it was begun anew.

    Only tools for the line fail, and only work that may not rest over night is begun anew.
    """
    visits = log.visits
    done = visits["completed_at"].notna().to_numpy()
    usual = visits["stage"].astype("str").map({"review": REVIEW, "survey": FOOT, "line": LINE}).to_numpy()
    flown = visits["resource"].astype("str").str.startswith("drone").to_numpy()
    expected = np.where(flown, DRONE, usual)[done]
    worked = worked_minutes(log).to_numpy()[done]
    more = (visits["stage"] == "line").to_numpy()[done] & anew
    assert worked[~more] == pytest.approx(expected[~more], abs=1e-5)
    assert (worked[more] >= expected[more] - 1e-5).all()


def _nothing_is_lost(log: EventLog) -> None:
    """An application is finished or withdrawn, or has a visit that is not completed."""
    of = log.applications
    waiting = np.bincount(log.visits["application"][log.visits["completed_at"].isna()], minlength=len(of))
    ended = of["finished_at"].notna() | of["withdrawn_at"].notna()
    assert not (of["finished_at"].notna() & of["withdrawn_at"].notna()).any()
    assert (waiting[~ended.to_numpy()] > 0).all()
    assert (waiting[of["finished_at"].notna().to_numpy()] == 0).all()
