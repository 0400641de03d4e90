import json

import numpy as np
import pandas as pd

from dashboard.components.day_player import as_data
from dashboard.words import speaking
from domain.kpi import Moves

MOVES = Moves(
    visits=pd.DataFrame(
        {
            "application_id": ["A1", "A1", "A2"],
            "track": "hv",
            "stage": ["survey", "contract", "survey"],
            "department": ["metering", "marketing", "metering"],
            "start": [0, 60, 30],
            "end": [60, 90, 1440],
        }
    ),
    spells=pd.DataFrame(
        {"visit": [0, 2], "state": ["working", "travel"], "start": [10, 40], "end": [60, 50]}
    ),
    submitted=np.array([30]),
    finished=np.array([90]),
    left_out=0,
)


def test_the_player_is_handed_numbers_and_lanes_in_the_order_of_the_stages() -> None:
    data = as_data(MOVES, ["contract", "acceptance", "survey"])
    assert data["lanes"] == ["Contract", "Site survey"]
    assert data["departments"] == ["Marketing", "Metering"]
    # [application, lane, start, end]: A1 surveys in lane 1, then contracts in lane 0; A2 surveys.
    assert data["visits"] == [[0, 1, 0, 60], [0, 0, 60, 90], [1, 1, 30, 1440]]
    assert data["spells"] == [[0, 0, 10, 60], [2, 1, 40, 50]]
    assert (data["submitted"], data["finished"]) == ([30], [90])
    json.dumps(data)


def test_a_stage_that_no_scenario_lists_gets_a_lane_all_the_same() -> None:
    assert as_data(MOVES, ["survey"])["lanes"] == ["Site survey", "Contract"]


def test_the_player_speaks_the_readers_language() -> None:
    with speaking("zh"):
        data = as_data(MOVES, ["survey", "contract"])
    assert data["words"]["play"] == "播放"
    assert data["words"]["states"]["waiting"] == "等待"
