from typing import Any

import pandas as pd

from dashboard.charts.what_if_hours import busy_hours, queue
from dashboard.components import what_if_says as says

SIDES = {"base": "Base", "variant_1": "What if"}


def data(chart: Any) -> pd.DataFrame:
    return pd.DataFrame(next(iter(chart.to_dict()["datasets"].values())))


def fan() -> pd.DataFrame:
    start = pd.to_datetime(["2026-03-02T16:00Z", "2026-03-02T22:00Z"])
    side = ["base", "base", "variant_1", "variant_1"]
    middle = [4.0, 6.0, 9.0, 20.0]
    return pd.DataFrame({"side": side, "start": [*start, *start], "low": 1.0, "middle": middle, "high": 30.0})


def pools() -> pd.DataFrame:
    names = {"department": "metering", "region": ["old_town", "unknown"], "skill": ["survey", "unknown"]}
    return pd.DataFrame({"side": "base", **names, "hour": [9, 14], "share": [0.5, 0.9]})


def test_a_fan_is_a_band_and_a_line_in_local_time() -> None:
    said = queue(fan(), SIDES, "Asia/Shanghai").to_dict()
    assert [layer["mark"]["type"] for layer in said["layer"]] == ["area", "line"]
    assert next(iter(said["datasets"].values()))[0]["start"].startswith("2026-03-03T00:00")


def test_the_heat_map_names_desks_by_their_department() -> None:
    assert list(data(busy_hours(pools()))["pool"]) == ["Site survey · Old town", "Desk of Metering"]


def test_what_a_chart_shows_is_said_in_a_sentence() -> None:
    assert says.queue(fan(), SIDES) == (
        "Visits that wait: Base typically 5, at most 6, What if typically 14, at most 20."
    )
    assert says.busiest(pools()) == "Busiest: Desk of Metering from 14:00, 90% of the time on duty."
    assert says.busiest(pools().iloc[:0]) == "Nobody is on duty."
