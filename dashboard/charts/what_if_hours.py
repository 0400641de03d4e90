"""Charts of a what-if over time: how much work waits, and how busy pools are at each hour of the day."""

import altair as alt
import pandas as pd

from dashboard.charts.parts import local, time_axis
from dashboard.charts.what_if import Sides, pools, side_colour
from dashboard.words import t

FAN_HEIGHT = 260
ROW_PIXELS = 20
POOL_LIMIT = 230
"""Pixels of a pool's name: rows are too low for a second line."""


def queue(frame: pd.DataFrame, sides: Sides, zone: str) -> alt.LayerChart:
    """Waiting work over time: a line for the median future, a band for four in five of them.

    Parameters
    ----------
    frame : of `what_if_frames.queue`.
    zone : IANA zone of the time axis.
    """
    shown = frame.assign(side=frame["side"].map(sides), start=local(frame["start"], zone))
    chart = alt.Chart(shown).encode(
        time_axis("start", "day"),
        side_colour(sides),
        tooltip=[
            alt.Tooltip("side:N", title=t("Side")),
            alt.Tooltip("start:T", title=t("Time"), format="%Y-%m-%d %H:%M"),
            alt.Tooltip("middle:Q", title=t("Median"), format=",.0f"),
            alt.Tooltip("low:Q", title=t("10th percentile"), format=",.0f"),
            alt.Tooltip("high:Q", title=t("90th percentile"), format=",.0f"),
        ],
    )
    band = chart.mark_area(opacity=0.18).encode(alt.Y("low:Q", title=t("Visits that wait")), y2="high:Q")
    dash = alt.StrokeDash("side:N", scale=alt.Scale(domain=list(sides.values())), legend=None)
    line = chart.mark_line(strokeWidth=1.6).encode(alt.Y("middle:Q"), dash)
    layers: alt.LayerChart = (band + line).properties(height=FAN_HEIGHT)
    return layers


def busy_hours(frame: pd.DataFrame) -> alt.Chart:
    """Share of time on duty that pools are busy, by hour of the day; frame of one side."""
    shown = frame.assign(pool=pools(frame))
    percent = alt.Legend(format=".0%", orient="top", gradientLength=160)
    chart: alt.Chart = (
        alt.Chart(shown)
        .mark_rect()
        .encode(
            alt.X("hour:O", title=t("Hour of the day"), axis=alt.Axis(labelAngle=0)),
            alt.Y(
                "pool:N",
                title=None,
                sort=list(dict.fromkeys(shown["pool"])),
                axis=alt.Axis(labelLimit=POOL_LIMIT),
            ),
            alt.Color(
                "share:Q",
                title=t("Busy"),
                scale=alt.Scale(domain=[0, 1], range="ramp", clamp=True),
                legend=percent,
            ),
            tooltip=[
                alt.Tooltip("pool:N", title=t("What")),
                alt.Tooltip("hour:O", title=t("Hour of the day")),
                alt.Tooltip("share:Q", title=t("Busy"), format=".0%"),
            ],
        )
        .properties(height=alt.Step(ROW_PIXELS))
    )
    return chart
