"""Charts of a what-if: base and variants, told apart by colour and by form.

Every chart takes `sides`: what a frame calls each side -> what the reader calls it, in order; all sides of
the comparison, so that a side keeps its colour in charts that do not show all of them.
"""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboard.charts.parts import LABEL_LIMIT, WRITTEN_LINES, categories, hours_axis, shares, wrapped
from dashboard.words import name, t

SHOWN_SHARE = 0.99
"""The few that took longest would squeeze all others into a corner."""
CURVE_HEIGHT = 360
ROW_PIXELS = 13
GROUP_WIDTH = 26
"""Letters of a group's name in a line; longer ones take two."""
SHAPES = ("circle", "diamond", "square", "triangle-up", "cross")
Sides = Mapping[str, str]
UNKNOWN = "unknown"
"""Skill of whoever has none: the desks of departments."""


def cycle_times(frame: pd.DataFrame, sides: Sides) -> alt.Chart:
    """Share of finished applications by the time they took; frame of `what_if_frames.cycle_times`."""
    shown = frame[frame.groupby("side")["share"].shift(fill_value=0) <= SHOWN_SHARE]
    unit, factor = hours_axis(shown["hours"])
    shown = shown.assign(side=shown["side"].map(sides), took=shown["hours"] * factor)
    said = t("Share finished within")
    percent = alt.Axis(format=".0%")
    chart: alt.Chart = (
        alt.Chart(shown)
        .mark_line(interpolate="step-after", strokeWidth=2.5)
        .encode(
            alt.X("took:Q", title=t("Time from application to power, {unit}", unit=unit)),
            alt.Y("share:Q", title=said, axis=percent, scale=shares()),
            side_colour(sides),
            strokeDash=alt.StrokeDash("side:N", scale=alt.Scale(domain=list(sides.values())), legend=None),
            tooltip=[
                alt.Tooltip("side:N", title=t("Side")),
                alt.Tooltip("took:Q", title=unit, format=",.1f"),
                alt.Tooltip("share:Q", title=said, format=".1%"),
            ],
        )
        .properties(height=CURVE_HEIGHT)
    )
    return chart


def stage_times(frame: pd.DataFrame, part: str, sides: Sides) -> alt.LayerChart:
    """Mean time a visit waits, works, travels or stands with the customer, by stage.

    Parameters
    ----------
    frame : of `what_if_frames.stage_times`.
    part : "waiting", "working", "travel" or "customer".
    """
    shown = frame[frame["part"] == part].rename(columns={"hours": "value"})
    unit, factor = hours_axis(shown["value"])
    ends = ["value", "low", "high"]
    scaled = shown.assign(**{end: shown[end] * factor for end in ends}, group=shown["stage"].map(name))
    return _intervals(scaled, t("Mean per visit, {unit}", unit=unit), ",.1f", sides)


def on_time(frame: pd.DataFrame, sides: Sides) -> alt.LayerChart:
    """Share of promises kept by track or by region; frame of `on_time` or `on_time_by_place`."""
    by = "track" if "track" in frame else "region"
    shown = frame.rename(columns={"share": "value"}).assign(group=frame[by].map(name))
    return _intervals(shown, t("Promises kept"), ".0%", sides)


def costs(frame: pd.DataFrame, sides: Sides) -> alt.LayerChart:
    """Cost of an application by track; frame of `what_if_frames.costs`."""
    shown = frame.rename(columns={"cost": "value"}).assign(group=frame["track"].map(name))
    return _intervals(shown, t("CNY per application"), ",.0f", sides)


def late_hours(frame: pd.DataFrame, sides: Sides) -> alt.LayerChart:
    """Hours beyond the limits by cause; frame of `what_if_frames.late_hours`."""
    said = [name(cause, "cause") for cause in frame["cause"]]
    shown = frame.rename(columns={"hours": "value"}).assign(group=said)
    return _intervals(shown, t("Hours beyond the limits, a run"), ",.0f", sides)


def utilisation(frame: pd.DataFrame, sides: Sides) -> alt.LayerChart:
    """Share of their time on duty that crews and desks are busy; frame of `what_if_frames.utilisation`."""
    shown = frame.sort_values(["skill", "region", "department"], kind="stable")
    return _intervals(
        shown.assign(group=pools(shown), value=shown["share"]), t("Share of time on duty"), ".0%", sides
    )


def pools(frame: pd.DataFrame) -> "pd.Series[str]":
    """Name the pool of each row: crews by skill and region, a desk by its department."""
    crews = frame["skill"].map(name) + " · " + frame["region"].map(name)
    desks = [t("Desk of {department}", department=name(one, "department")) for one in frame["department"]]
    return crews.mask(frame["skill"] == UNKNOWN, pd.Series(desks, index=frame.index))


def _intervals(rows: pd.DataFrame, title: str, form: str, sides: Sides) -> alt.LayerChart:
    """A mark with its interval for each side of each group."""
    said = [wrapped(group, GROUP_WIDTH) for group in rows["group"]]
    shown = rows.assign(side=rows["side"].map(sides), group=said)
    groups = list(dict.fromkeys(shown["group"]))
    y = alt.Y("group:N", title=None, sort=groups, axis=_group_axis())
    offset = alt.YOffset("side:N", sort=list(sides.values()))
    ends = {"domain": [0, 1]} if "%" in form else {"domainMin": 0}
    value = alt.X("value:Q", title=title, axis=alt.Axis(format=form), scale=alt.Scale(clamp=True, **ends))
    chart = alt.Chart(shown).encode(side_colour(sides), y=y, yOffset=offset, tooltip=_tooltip(title, form))
    intervals = chart.mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q")
    marks = chart.mark_point(filled=True, size=70, opacity=1).encode(value, _shape(sides))
    layers: alt.LayerChart = (intervals + marks).properties(height=alt.Step(ROW_PIXELS))
    return layers


def _group_axis() -> alt.Axis:
    return alt.Axis(labelExpr=WRITTEN_LINES, labelLimit=LABEL_LIMIT, grid=True)


def _tooltip(title: str, form: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("group:N", title=t("What")),
        alt.Tooltip("side:N", title=t("Side")),
        alt.Tooltip("value:Q", title=title, format=form),
        alt.Tooltip("low:Q", title=t("Low (95 %)"), format=form),
        alt.Tooltip("high:Q", title=t("High (95 %)"), format=form),
        alt.Tooltip("n:Q", title=t("Runs")),
    ]


def side_colour(sides: Sides) -> alt.Color:
    """Colour of a side, the same in every chart of a comparison."""
    # Else the legend of a pale band is as pale as the band.
    legend = alt.Legend(title=None, orient="top", columns=2, labelLimit=LABEL_LIMIT, symbolOpacity=1)
    return alt.Color("side:N", scale=categories(list(sides.values())), legend=legend)


def _shape(sides: Sides) -> alt.Shape:
    domain = list(sides.values())
    scale = alt.Scale(domain=domain, range=list(SHAPES[: len(domain)]))
    return alt.Shape("side:N", scale=scale, legend=None)
