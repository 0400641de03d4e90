"""Every chart says what its axes are, with units, in both languages, and draws what its frame holds."""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from dashboard.charts.ageing import age, ageing
from dashboard.charts.on_time import on_time
from dashboard.charts.parts import Chart, legend, time_axis, wrapped
from dashboard.charts.process_map import process_map
from dashboard.charts.reasons import effects
from dashboard.charts.stage_times import stage_times
from dashboard.charts.timeline import long_after, timeline
from dashboard.charts.work_in_progress import AT_MOST, flow, work_in_progress
from dashboard.words import speaking
from domain import kpi
from models.features import Group
from models.outlook_frames import RISK
from tests.dashboard.logs import at, tiny_log

LOG = tiny_log()
ZONE = "Asia/Shanghai"


@pytest.fixture(scope="module")
def board() -> kpi.BoardFigures:
    from domain.terms import Terms

    measures = kpi.Measures.of(LOG, Terms.default())
    return kpi.board(measures, kpi.Filters(period=kpi.whole_period(LOG, LOG.observed_until)))


def drawn(board: kpi.BoardFigures) -> dict[str, Chart]:
    return {
        "wip": work_in_progress(board.wip, ZONE, "day", ("review", "survey")),
        "flow": flow(board.flow, ZONE, "day"),
        "on_time": on_time(board.on_time, ZONE, "day"),
        "ageing": ageing(board.ageing),
        "stages": stage_times(board.stages),
        "timeline": timeline(kpi.timeline(LOG, "A2"), LOG.observed_until, ZONE),
    }


def rows(chart: Chart) -> list[dict[str, Any]]:
    """All rows that a chart is drawn from."""
    return [row for data in chart.to_dict()["datasets"].values() for row in data]


def axes(spec: Any) -> Iterator[dict[str, Any]]:
    """Every position of a chart that is drawn with an axis."""
    layers = spec.get("layer", [spec])
    for layer in layers:
        for channel in ("x", "y"):
            position = layer.get("encoding", {}).get(channel)
            if position and "field" in position:
                yield position


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("chart", ["wip", "flow", "on_time", "ageing", "stages", "timeline"])
def test_every_axis_of_a_quantity_or_time_has_a_title(
    board: kpi.BoardFigures, chart: str, language: str
) -> None:
    with speaking(language):
        positions = list(axes(drawn(board)[chart].to_dict()))
    assert positions
    untitled = [p for p in positions if p["type"] in ("quantitative", "temporal") and not p.get("title")]
    assert untitled == []


def test_durations_are_drawn_in_the_unit_their_axis_names(board: kpi.BoardFigures) -> None:
    # Installation waited 8 h and 48 h and took one hour each: 29 h on average, so the axis is in hours.
    chart = stage_times(board.stages)
    assert chart.to_dict()["encoding"]["x"]["title"] == "Mean time (h)"
    installation = {r["part"]: r["time"] for r in rows(chart) if r["stage"] == "meter_installation"}
    assert installation == {"Working": pytest.approx(1), "Waiting": pytest.approx(28)}


def test_time_that_was_not_recorded_in_parts_is_drawn_as_such() -> None:
    stages = pd.DataFrame(
        {
            **{"stage": ["survey"], "n": [3], "median_hours": [4.0], "p90_hours": [9.0], "mean_hours": [5.0]},
            **{f"{part}_hours": [float("nan")] for part in ("waiting", "working", "travel", "customer")},
        }
    )
    assert [(r["part"], r["time"]) for r in rows(stage_times(stages))] == [("Not recorded apart", 5.0)]


def test_open_work_of_many_stages_shares_the_last_colour() -> None:
    # Ten stages with 10, 9, ... 1 visits: six are named and the other four have 4 + 3 + 2 + 1.
    frame = pd.DataFrame({"start": at(0), "stage": [f"S{i}" for i in range(10)], "open": range(10, 0, -1)})
    named = {
        row["stage"]: row["open"] for row in rows(work_in_progress(frame, ZONE, "day", tuple(frame["stage"])))
    }
    assert len(named) == AT_MOST
    assert named["All other stages"] == 10


def test_a_stage_keeps_its_colour_whatever_the_filters_leave() -> None:
    stages = ("survey", "contract", "review")
    some = pd.DataFrame({"start": [at(0)], "stage": ["contract"], "open": [1]})
    colour = work_in_progress(some, ZONE, "day", stages).to_dict()["encoding"]["color"]
    assert colour["scale"]["domain"][:3] == ["Site survey", "Contract", "Review"]
    assert colour["legend"]["values"] == ["Contract"]


def test_instants_are_drawn_on_the_clock_of_the_log() -> None:
    frame = pd.DataFrame({"start": [at(0)], "stage": ["survey"], "open": [1]})
    assert rows(work_in_progress(frame, ZONE, "day", tuple(frame["stage"])))[0]["start"].startswith(
        "2026-03-02T08:00"
    )


def test_bins_without_a_deadline_have_no_share_to_draw() -> None:
    nan = float("nan")
    frame = pd.DataFrame(
        {
            **{"start": [at(0), at(24)], "share": [0.5, nan], "low": [0.1, nan], "high": [0.9, nan]},
            **{"n": [2, 0], "late": [1, 0]},
        }
    )
    assert [row["n"] for row in rows(on_time(frame, ZONE, "day"))] == [2]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.0, 8.0, "0–8 h"), (48.0, 72.0, "2–3 d"), (8760.0, float("inf"), "≥ 365 d")],
)
def test_an_age_is_said_in_days_from_two_days_on(low: float, high: float, said: str) -> None:
    assert age(low, high) == said


def test_the_map_has_a_box_for_every_stage_and_a_line_for_every_transition(board: kpi.BoardFigures) -> None:
    drawn_rows = rows(process_map(board.nodes, board.edges, 1.0))
    boxes = {row["name"] for row in drawn_rows if "name" in row}
    assert boxes == {"Start", "Site survey", "Meter installation", "End"}
    ways = {r["way"]: r["count"] for r in drawn_rows if "way" in r}
    assert ways["Site survey → Meter installation"] == "2"


def test_lines_of_writing_in_a_box_keep_their_distance_at_any_size_of_the_map(
    board: kpi.BoardFigures,
) -> None:
    # In pixels from the box's middle, not in units of the axis, which full screen stretches.
    boxes = [row for row in rows(process_map(board.nodes, board.edges, 1.0)) if "name" in row]
    survey = next(row for row in boxes if row["stage"] == "survey")
    assert survey["facts_dy"] - survey["name_dy"] == 15
    layers = process_map(board.nodes, board.edges, 1.0).to_dict()["layer"]
    assert {layer["encoding"]["y"]["field"] for layer in layers} == {"y"}


def test_a_unit_of_the_map_is_a_pixel_at_any_size_of_the_view(board: kpi.BoardFigures) -> None:
    for layer in process_map(board.nodes, board.edges, 1.0).to_dict()["layer"]:
        for channel in ("x", "y"):
            scale = layer["encoding"][channel]["scale"]
            low, high = scale["domain"]
            assert scale["range"] == [0, high - low]


def test_a_map_of_nothing_is_empty() -> None:
    edges = pd.DataFrame({"from_stage": [], "to_stage": [], "count": [], "median_hours": []})
    nodes = pd.DataFrame({"stage": [], "count": [], "median_hours": []})
    assert json.loads(process_map(nodes, edges, 1.0).to_json())["height"] >= 0


def test_a_deadline_stands_where_it_is_due() -> None:
    # A2 was submitted at 1:00 UTC on Monday and is due 48 h later, 9:00 on Wednesday in Shanghai.
    chart = timeline(kpi.timeline(LOG, "A2"), LOG.observed_until, ZONE)
    deadline = next(row for row in rows(chart) if row["kind"] == "Deadline")
    assert deadline["start"].startswith("2026-03-04T09:00")
    assert deadline["point"]


def test_hours_stand_on_the_axis_of_a_short_way_however_long_its_log() -> None:
    # A1 took days, its log goes on for months: the axis is as long as what is drawn.
    chart = timeline(kpi.timeline(LOG, "A1"), LOG.observed_until + pd.Timedelta(days=90), ZONE)
    assert "%H:%M" in chart.to_dict()["layer"][0]["encoding"]["x"]["axis"]["format"]


def test_an_open_visit_is_drawn_up_to_the_end_of_the_log() -> None:
    entries = rows(timeline(kpi.timeline(LOG, "A3"), at(96), "UTC"))
    visit = next(entry for entry in entries if entry["row"] == "1 · Site survey")
    assert visit["end"].startswith("2026-03-06T00:00")
    assert visit["open"] == "still open"


def test_a_long_name_is_broken_at_words_and_cut_at_the_last_line() -> None:
    assert wrapped("T06 Determine necessity of stop advice", 24) == "T06 Determine necessity\nof stop advice"
    assert wrapped("one two three four", 7) == "one two\nthree…"
    assert wrapped("供电方案编制", 8) == "供电方案\n编制"
    assert wrapped("Survey", 24) == "Survey"


@pytest.mark.parametrize(("freq", "days"), [("hour", 1 / 24), ("day", 1), ("week", 7), ("month", 28)])
def test_no_two_ticks_of_a_time_axis_fall_into_one_bin(freq: str, days: float) -> None:
    # Five days asked for eight ticks would otherwise read 03-14 03-14 03-15 03-15.
    assert time_axis("start", freq).to_dict()["axis"]["tickMinStep"] == days * 24 * 3600 * 1000


def test_a_call_back_a_week_after_a_supply_within_a_day_is_not_drawn_with_it() -> None:
    # Submitted at 0 h, finished at 20 h: what begins by 40 h is drawn.
    entries = pd.DataFrame(
        {"kind": ["submitted", "visit", "finished", "visit", "visit"]}
        | {"started_at": [at(0), at(1), at(20), at(40), at(41)]}
    )
    assert long_after(entries).tolist() == [False, False, False, False, True]


def test_all_of_an_open_application_is_drawn() -> None:
    entries = pd.DataFrame({"kind": ["submitted", "visit"], "started_at": [at(0), at(900)]})
    assert not long_after(entries).any()


def test_a_legend_without_a_title_keeps_no_room_for_one() -> None:
    below, _ = legend(["Site survey"])
    said = below.to_dict()
    assert (said["titleFontSize"], said["titlePadding"]) == (0, 0)


def test_what_raises_a_risk_has_the_colour_that_warns() -> None:
    frame = pd.DataFrame({"group": [Group.LOAD, Group.CALENDAR], "effect": [0.2, -0.1]})
    drawn = effects(frame, RISK).to_dict()
    # Teal, then amber in the theme.
    better, worse = drawn["encoding"]["color"]["scale"]["domain"]
    (rows,) = drawn["datasets"].values()
    assert [row["way"] for row in rows] == [worse, better]
    assert worse == "later or at more risk"
