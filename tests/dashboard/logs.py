"""Small logs for the tests of the pages."""

import pandas as pd

from dashboard.shelf import FIRST, OpenLog, shelf
from domain.eventlog import EventLog, Origin
from domain.terms import Terms

MONDAY = pd.Timestamp("2026-03-02T00:00Z")


def at(hours: float) -> pd.Timestamp:
    """An instant so many hours after Monday midnight UTC."""
    return MONDAY + pd.Timedelta(hours=hours)


def tiny_log(origin: Origin = Origin.SIMULATED) -> EventLog:
    """Three applications: A1 done in time after 20 h, A2 done late after 60 h, A3 open in its survey.

    Each is due after 48 h. Survey and installation of A1 and A2 take an hour each, after waits of 9 and 8 h.
    """
    applications = pd.DataFrame(
        {
            "application_id": ["A1", "A2", "A3"],
            "track": ["lv_residential", "lv_residential", "hv"],
            "region": ["old_town", "north_hills", "old_town"],
            "submitted_at": [at(0), at(1), at(70)],
            "finished_at": [at(20), at(61), pd.NaT],
        }
    )
    visits = pd.DataFrame(
        {
            "application": [0, 0, 1, 1, 2],
            "stage": ["survey", "meter_installation", "survey", "meter_installation", "survey"],
            "resource": ["survey_old_town-1", "metering-1", "survey_old_town-1", "metering-1", None],
            "enabled_at": [at(0), at(11), at(1), at(12), at(70)],
            "started_at": [at(9), at(19), at(10), at(60), pd.NaT],
            "completed_at": [at(10), at(20), at(11), at(61), pd.NaT],
        }
    )
    deadlines = pd.DataFrame(
        {
            "application": [0, 1, 2],
            "service_level": "residential_48h",
            "set_at": [at(0), at(1), at(70)],
            "due_at": [at(48), at(49), at(118)],
            "met_at": [at(20), at(61), pd.NaT],
        }
    )
    frames = {"applications": applications, "visits": visits, "deadlines": deadlines}
    simulated = {"scenario": "one_stop", "seed": 1, "replication": 0} if origin == Origin.SIMULATED else {}
    return EventLog.build(frames, at(96), origin=origin, name="tiny", **simulated)


def put_first(log: EventLog | None = None) -> OpenLog:
    """Lay a log where every reader meets it first, so that nothing is simulated."""
    shelf().put(OpenLog(tiny_log() if log is None else log, Terms.default(), "", FIRST))
    opened = shelf().get(FIRST)
    assert opened is not None
    return opened
