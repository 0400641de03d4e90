"""Deadlines of a run: set, due and met by hand; the log's and the dispatcher's are the same."""

import numpy as np
import pandas as pd
import pytest

from domain.due import due_at
from scenarios import Scenario, load
from simulation import run
from simulation.promises import due_of
from tests.simulation.small import clock, constant, desk, run_at, scenario, scenario_data

PROMISES = {
    "whole_24h": {"limit": "24 h elapsed from application.submitted to application.finished"},
    "survey_2h": {"limit": "2 h elapsed from acceptance.completed to survey.started"},
    "design_3_working_hours": {"limit": "3 working hours from survey.completed to design.completed"},
    "design_2_days": {"limit": "2 working days from survey.completed to design.completed, first day next"},
    "every_stage_1h": {"limit": "1 h elapsed from stage.enabled to stage.completed"},
    "every_stage_48h_to_the_end": {"limit": "48 h elapsed from stage.enabled to application.finished"},
    "design_1h_after_every_stage": {"limit": "1 h elapsed from stage.completed to design.started"},
    "others": {
        "limit": "1 h elapsed from application.submitted to application.finished",
        "applies_to": {"track": ["other"]},
    },
}

STAGES = {
    name: desk("office", constant(minutes))
    for name, minutes in (("acceptance", 30), ("survey", 60), ("design", 180))
}


def promising(desk_size):
    """One office, three days, and a track to which nobody belongs."""
    data = scenario_data(STAGES, {"office": desk_size}, days=3, service_levels=PROMISES)
    data["tracks"]["other"] = data["tracks"]["plain"]
    data["routing"] = [{"track": "plain"}]
    return Scenario.from_data(data)


def test_deadlines_by_hand():
    """Submitted at 15:00 of day 1; an office of one, 30 min, 60 min and 180 min, 09:00 to 17:00.

    acceptance 15:00-15:30, survey 15:30-16:30, design 16:30-17:00 and 09:00-11:30 of day 2.
    """
    log = run_at(promising(desk_size=1), [900.0])
    rows = {}
    for row in range(len(log.deadlines)):
        one = log.deadlines.iloc[[row]]
        key = (one["service_level"].iloc[0], "-" if pd.isna(one["stage"].iloc[0]) else one["stage"].iloc[0])
        rows[key] = tuple(clock(one[column])[0] for column in ("set_at", "due_at", "met_at"))
    assert rows == {
        ("whole_24h", "-"): ("1 15:00", "2 15:00", "2 11:30"),
        ("survey_2h", "survey"): ("1 15:30", "1 17:30", "1 15:30"),
        # 30 min until 17:00, 2 h 30 from 09:00
        ("design_3_working_hours", "design"): ("1 16:30", "2 11:30", "2 11:30"),
        # day 2 and day 3, until midnight
        ("design_2_days", "design"): ("1 16:30", "4 00:00", "2 11:30"),
        ("every_stage_1h", "acceptance"): ("1 15:00", "1 16:00", "1 15:30"),
        ("every_stage_1h", "survey"): ("1 15:30", "1 16:30", "1 16:30"),
        ("every_stage_1h", "design"): ("1 16:30", "1 17:30", "2 11:30"),
        ("every_stage_48h_to_the_end", "acceptance"): ("1 15:00", "3 15:00", "2 11:30"),
        ("every_stage_48h_to_the_end", "survey"): ("1 15:30", "3 15:30", "2 11:30"),
        ("every_stage_48h_to_the_end", "design"): ("1 16:30", "3 16:30", "2 11:30"),
        ("design_1h_after_every_stage", "acceptance"): ("1 15:30", "1 16:30", "1 16:30"),
        ("design_1h_after_every_stage", "survey"): ("1 16:30", "1 17:30", "1 16:30"),
        # no design begins after the design
        ("design_1h_after_every_stage", "design"): ("2 11:30", "2 12:30", "-"),
    }


def test_a_lever_that_shortens_a_promise_sets_the_deadlines_of_its_run():
    """Submitted at 15:00 of day 1 with 24 h, or 6 h where the lever is on."""
    promise = PROMISES["whole_24h"]
    faster = {
        "title": {"en": "Faster"},
        "mechanism": "The company promises more.",
        "changes": {
            "service_levels": {
                "whole": {"limit": "6 h elapsed from application.submitted to application.finished"}
            }
        },
    }
    for on, due in ((False, "2 15:00"), (True, "1 21:00")):
        of = scenario(
            {"acceptance": desk("office", constant(30))},
            {"office": 1},
            service_levels={"whole": promise},
            mechanisms={"faster": faster},
            levers={"faster": on},
            per_day=10.0,
        )
        log = run(of, seed=1)
        assert (log.deadlines["due_at"] - log.deadlines["set_at"]).unique().tolist() == [
            pd.Timedelta(hours=6 if on else 24)
        ]
        assert clock(run_at(of, [900.0]).deadlines["due_at"]) == [due]


def test_a_deadline_not_met_stays_open():
    log = run_at(promising(desk_size=0), [900.0])
    whole = log.deadlines[log.deadlines["service_level"] == "whole_24h"]
    assert clock(whole["due_at"]) == ["2 15:00"]
    assert clock(whole["met_at"]) == ["-"]


@pytest.mark.parametrize("level", load("one_stop").terms().service_levels, ids=lambda level: level.name)
def test_a_dispatcher_reckons_the_same_due_instants_as_the_log(level):
    scenario = load("one_stop")
    terms, covered = scenario.terms(), scenario.horizon.covered
    minutes = np.linspace(1.0, covered.days * 1440 - 1, 997)
    starts = pd.DatetimeIndex(covered.start + pd.to_timedelta(minutes, unit="min")).as_unit("us")
    told = due_at(level, starts, terms.calendar)
    reckoned = due_of(level, terms.calendar, scenario.horizon)
    expected = ((told - covered.start) / pd.Timedelta(minutes=1)).to_numpy()
    assert [reckoned(at) for at in minutes] == pytest.approx(expected, abs=1e-6)


def test_every_application_is_promised_what_applies_to_it():
    log = run(load("one_stop").vary(days=3), seed=2)
    tracks = log.applications["track"].astype(str).to_numpy()[log.deadlines["application"]]
    level = log.deadlines["service_level"].astype(str).to_numpy()
    assert set(tracks[level == "residential_48h"]) == {"lv_residential"}
    assert set(tracks[level == "hv_on_site_24h"]) == {"hv"}
    answered = log.deadlines[level == "online_answer_24h"]
    reviewed = log.applications["track"] != "emergency"
    assert len(answered) == reviewed.sum() > 0
    assert (answered["due_at"] - answered["set_at"] == pd.Timedelta(hours=24)).all()
