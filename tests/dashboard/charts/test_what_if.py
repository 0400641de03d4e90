from typing import Any

import pandas as pd
import pytest

from dashboard.charts.what_if import cycle_times, on_time, stage_times, utilisation
from dashboard.words import speaking

SIDES = {"base": "Base", "variant_1": "What if"}


def curve(base: list[int], variant: list[int]) -> pd.DataFrame:
    parts = []
    for side, counts in (("base", base), ("variant_1", variant)):
        series = pd.Series(counts)
        share = series.cumsum() / series.sum()
        hours = range(1, len(counts) + 1)
        parts.append(pd.DataFrame({"side": side, "hours": hours, "applications": counts, "share": share}))
    return pd.concat(parts, ignore_index=True)


def rows(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"side": ["base", "variant_1"], "low": 0.4, "high": 0.6, "n": 5, **columns})


def data(chart: Any) -> pd.DataFrame:
    found = chart.to_dict()["datasets"]
    return pd.DataFrame(next(iter(found.values())))


def test_the_curve_leaves_out_the_slowest_hundredth_of_each_side() -> None:
    # Base: 995 of 1,000 within one hour, five after 200. What if: 98 of 100, and two in the third hour.
    shown = data(cycle_times(curve([995, *[0] * 199, 5], [98, 0, 2]), SIDES))
    assert shown.groupby("side")["took"].max().to_dict() == {"Base": 1.0, "What if": 3.0}


def test_short_times_are_drawn_in_hours_and_long_ones_in_days() -> None:
    short, long = cycle_times(curve([1, 1], [2]), SIDES), cycle_times(curve([0] * 99 + [1], [2]), SIDES)
    assert short.to_dict()["encoding"]["x"]["title"] == "Time from application to power, h"
    assert long.to_dict()["encoding"]["x"]["title"] == "Time from application to power, d"


def test_one_part_of_the_time_is_drawn_by_stage_in_the_order_given() -> None:
    waits = rows(stage="survey", part="waiting", hours=[3.0, 2.0])
    first = rows(stage="acceptance", part="waiting", hours=[1.0, 1.5])
    works = rows(stage="survey", part="working", hours=[9.0, 9.0])
    drawn = data(stage_times(pd.concat([waits, works, first]), "waiting", SIDES))
    assert list(drawn["group"]) == ["Site survey", "Site survey", "Acceptance", "Acceptance"]
    assert list(drawn["value"]) == [3.0, 2.0, 1.0, 1.5]


def test_those_without_a_skill_are_the_desks_each_of_its_department() -> None:
    crews = rows(department="metering", region="old_town", skill="survey", share=[0.5, 0.6])
    nowhere = {"region": "unknown", "skill": "unknown"}
    desks = [rows(department=one, **nowhere, share=[0.3, 0.3]) for one in ("metering", "marketing")]
    drawn = data(utilisation(pd.concat([crews, *desks]), SIDES))
    assert set(drawn["group"]) == {"Site survey · Old town", "Desk of Metering", "Desk of Marketing"}


def test_a_long_name_takes_two_lines_and_is_not_cut() -> None:
    nowhere = {"region": "unknown", "skill": "unknown"}
    drawn = data(utilisation(rows(department="operation_maintenance", **nowhere, share=[0.3, 0.3]), SIDES))
    assert set(drawn["group"]) == {"Desk of Operation and\nmaintenance"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_sides_are_told_apart_by_colour_and_by_form(language: str) -> None:
    with speaking(language):
        said = on_time(rows(track="hv", share=[0.5, 0.6]), SIDES).to_dict()
    marks = said["layer"][1]["encoding"]
    assert marks["color"]["scale"]["domain"] == marks["shape"]["scale"]["domain"]
    assert len(set(marks["shape"]["scale"]["range"])) == 2
    assert said["layer"][0]["encoding"]["x"]["field"] == "low"


def test_shares_run_from_nothing_to_all() -> None:
    said = on_time(rows(track="hv", share=[0.5, 0.6]), SIDES).to_dict()
    assert said["layer"][1]["encoding"]["x"]["scale"]["domain"] == [0, 1]


def test_a_side_keeps_its_colour_in_a_chart_that_does_not_show_all_sides() -> None:
    sides = {**SIDES, "variant_2": "B"}
    said = on_time(rows(track="hv", share=[0.5, 0.6]), sides).to_dict()
    assert said["layer"][1]["encoding"]["color"]["scale"]["domain"] == ["Base", "What if", "B"]
