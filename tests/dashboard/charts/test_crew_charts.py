"""What crews do when and where, drawn."""

import json

import pandas as pd

from dashboard.charts.crew_gantt import crew_gantt
from dashboard.charts.crew_map import crew_map
from workbench.plan_frames import GANTT, STOPS

EIGHT = pd.Timestamp("2026-07-28 00:00", tz="UTC")
"""In Shanghai."""


def test_bars_stand_at_local_time_in_the_row_of_their_crew() -> None:
    end = EIGHT + pd.Timedelta(hours=1)
    row = ("survey_old_town-1", "old_town", "work", EIGHT, end, "A1", 3, "survey", "hv", 0.0)
    drawn = crew_gantt(pd.DataFrame([row], columns=list(GANTT)), "Asia/Shanghai").to_dict()
    [bars] = drawn["datasets"].values()
    assert (bars[0]["crew"], bars[0]["start"]) == ("Survey crew 1, Old town", "2026-07-28T08:00:00")
    assert bars[0]["hours"] == "1 h"


def test_the_map_has_a_line_for_each_shift_and_needs_nothing_from_outside() -> None:
    where = ("survey_old_town-1", "old_town", 0)
    rows = [(*where, 0, 31.0, 117.0, "", "", pd.NaT), (*where, 1, 31.1, 117.1, "A1", "survey", EIGHT)]
    out = pd.DataFrame({"latitude": [31.2], "longitude": 117.2, "application": "A2", "stage": "survey"})
    drawn = json.loads(crew_map(pd.DataFrame(rows, columns=list(STOPS)), out, "Asia/Shanghai").to_json())
    routes, points, depots = drawn["layers"]
    assert [depot["at"] for depot in depots["data"]] == [[117.1, 31.1]]
    assert [route["path"] for route in routes["data"]] == [[[117.0, 31.0], [117.1, 31.1]]]
    tips = [point["tip"].splitlines()[0] for point in points["data"]]
    assert tips == ["A2 · Site survey", "A1 · Site survey"]
    assert "http" not in drawn["mapStyle"]
