"""How satisfied customers are and what goes with it: points with their intervals, and a table of tones."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from dashboard.charts.parts import (
    GREY,
    WRITTEN_LINES,
    Chart,
    categories,
    legend,
    one_colour,
    rows_of,
    wrapped,
)
from dashboard.words import mark, name, t
from models.satisfaction_effects import ALL, Direction

DIRECTIONS = {
    Direction.HIGHER: mark("Higher scores"),
    Direction.LOWER: mark("Lower scores"),
    Direction.NOT_SHOWN: mark("No difference shown"),
}
"""In the order of the theme's colours: amber warns of what lowers scores."""
_SHAPES = ("triangle-right", "triangle-left", "circle")
_ROW, _LABEL_WIDTH, _STAGE_WIDTH, _FOOT = 38, 26, 16, 70
_TONES = (0.06, 0.5)
"""Strength of a cell's colour, least to greatest mean: words on it can be read in light and in dark."""


def effects(frame: pd.DataFrame) -> Chart:
    """Change of the mean score that goes with each driver, the greatest fall first.

    Parameters
    ----------
    frame : one dimension's rows of `models.satisfaction_effects.judged`.
    """
    rows = frame.sort_values("change", kind="stable")
    words = [t(word) for word in DIRECTIONS.values()]
    said = [wrapped(name(driver, "driver"), _LABEL_WIDTH) for driver in rows["driver"]]
    shown = rows.assign(
        said=said,
        way=[t(DIRECTIONS[Direction(one)]) for one in rows["direction"]],
        of=[name(factor, "factor") for factor in rows["factor"]],
    )
    below, more = legend([word for word in words if (shown["way"] == word).any()], columns=1)
    title = t("Change of the mean score")
    base = alt.Chart(shown).encode(
        y=rows_of(said),
        color=alt.Color("way:N", scale=categories(words), title=None, legend=below),
        tooltip=_effect_tips(title),
    )
    marks = alt.Shape("way:N", scale=alt.Scale(domain=words, range=list(_SHAPES)), title=None, legend=below)
    whisker = base.mark_rule(strokeWidth=2).encode(x=_across("change_low", title), x2="change_high:Q")
    point = base.mark_point(filled=True, size=110, opacity=1).encode(x="change:Q", shape=marks)
    return _with_zero(_ROW * len(shown) + _FOOT + more, whisker, point)


def teams(frame: pd.DataFrame, kind: str) -> Chart:
    """How far the answers about each team lie from those about the same stages elsewhere.

    Parameters
    ----------
    frame : rows of `models.satisfaction_levels.teams` with nobody missing.
    kind : of the team: department or resource.
    """
    said = [wrapped(name(team, kind), _LABEL_WIDTH) for team in frame["team"]]
    title = t("Difference from the mean")
    base = alt.Chart(frame.assign(said=said, one="")).encode(
        y=rows_of(said),
        color=one_colour(),
        tooltip=[
            alt.Tooltip("said:N", title=t("Team")),
            alt.Tooltip("mean:Q", title=t("Mean score"), format=".2f"),
            *_interval_tips("difference", title, "low", "high"),
            alt.Tooltip("customers:Q", title=t("Customers"), format=","),
        ],
    )
    whisker = base.mark_rule(strokeWidth=2).encode(x=_across("low", title), x2="high:Q")
    point = base.mark_point(filled=True, size=90, opacity=1).encode(x="difference:Q")
    return _with_zero(_ROW * len(frame) + _FOOT, whisker, point)


def levels(frame: pd.DataFrame, stages: Sequence[str]) -> Chart:
    """Mean score of each stage and dimension, written in its place.

    Parameters
    ----------
    frame : of `models.satisfaction_levels.levels`.
    stages : in the order of rows.
    """
    rows = frame[(frame["dimension"] != ALL) & frame["stage"].isin(stages)]
    asked = sorted(rows["dimension"].astype("str").unique())
    columns = {one: wrapped(name(one, "short"), 12) for one in asked}
    shown = rows.assign(
        said=[wrapped(name(stage), _STAGE_WIDTH) for stage in rows["stage"]],
        asked=rows["dimension"].map(columns),
        one="",
    )
    order = [wrapped(name(stage), _STAGE_WIDTH) for stage in stages]
    labels = alt.Axis(
        labelExpr=WRITTEN_LINES,
        labelAngle=0,
        labelOverlap=False,
        labelFontSize=10,
        orient="top",
        domain=False,
        ticks=False,
    )
    base = alt.Chart(shown).encode(
        x=alt.X("asked:N", sort=list(columns.values()), title=None, axis=labels),
        y=rows_of(order),
        tooltip=[
            alt.Tooltip("said:N", title=t("Stage")),
            alt.Tooltip("asked:N", title=t("Asked about")),
            *_interval_tips("mean", t("Mean score"), "low", "high"),
            alt.Tooltip("customers:Q", title=t("Customers"), format=","),
            alt.Tooltip("response:Q", title=t("Surveys answered"), format=".0%"),
        ],
    )
    tone = alt.Opacity("mean:Q", scale=alt.Scale(zero=False, range=list(_TONES)), legend=None)
    colour = one_colour()
    cells = base.mark_rect(cornerRadius=3).encode(opacity=tone, color=colour)
    text = base.mark_text(fontSize=13).encode(text=alt.Text("mean:Q", format=".2f"))
    whole = alt.layer(cells, text)
    return whole.properties(height=_ROW * len(stages) + _FOOT)


def _across(column: str, title: str) -> alt.X:
    return alt.X(f"{column}:Q", title=title, axis=alt.Axis(tickCount=5))


def _with_zero(height: int, *layers: alt.Chart) -> Chart:
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(strokeDash=[4, 3], color=GREY).encode(x="zero:Q")
    )
    whole = alt.layer(zero, *layers)
    return whole.properties(height=height)


def _interval_tips(value: str, title: str, low: str, high: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{value}:Q", title=title, format=".2f"),
        alt.Tooltip(f"{low}:Q", title=t("Low (95 %)"), format=".2f"),
        alt.Tooltip(f"{high}:Q", title=t("High (95 %)"), format=".2f"),
    ]


def _effect_tips(title: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("said:N", title=t("Lived through")),
        alt.Tooltip("of:N", title=t("Factor")),
        *_interval_tips("change", title, "change_low", "change_high"),
        alt.Tooltip("way:N", title=t("Finding")),
        alt.Tooltip("customers:Q", title=t("Customers"), format=","),
        alt.Tooltip("concerned:Q", title=t("Answers with it"), format=".1%"),
    ]
