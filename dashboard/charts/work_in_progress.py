"""Open work by stage over time, and what came and went."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from dashboard.charts.parts import HEIGHT, categories, legend, local, time_axis
from dashboard.words import name, t
from domain.kpi.standing import BETWEEN

AT_MOST = 7
"""Colours the theme has: the most important stages get one each, the others share the last."""


def work_in_progress(frame: pd.DataFrame, zone: str, freq: str, stages: Sequence[str]) -> alt.Chart:
    """Draw open visits by stage as stacked areas.

    Parameters
    ----------
    frame : start (instant), stage ("" = between stages), open.
    zone : IANA zone of the time axis.
    freq : width of a bin: "hour", "day", "week" or "month".
    stages : of the log as a whole, most important first: a stage keeps its colour whatever the filters.
    """
    names = _names(stages)
    named = frame["stage"].astype(str).map(names).fillna(t("All other stages"))
    summed = frame.assign(start=local(frame["start"], zone), stage=named)
    data = summed.groupby(["start", "stage"], as_index=False, sort=False)["open"].sum()
    order = [*names.values(), t("All other stages")]
    below, more = legend([stage for stage in order if (data["stage"] == stage).any()])
    chart: alt.Chart = (
        alt.Chart(data.assign(rank=data["stage"].map({stage: i for i, stage in enumerate(order)})))
        .mark_area(line={"strokeWidth": 1}, fillOpacity=0.75)
        .encode(
            x=time_axis("start", freq),
            y=alt.Y("open:Q", stack="zero", title=t("Open work (visits)")),
            color=alt.Color("stage:N", scale=categories(order), title=None, legend=below),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("start:T", title=t("Time"), format="%Y-%m-%d %H:%M"),
                alt.Tooltip("stage:N", title=t("Stage")),
                alt.Tooltip("open:Q", title=t("Open work (visits)"), format=","),
            ],
        )
        .properties(height=HEIGHT + more)
    )
    return chart


def _names(stages: Sequence[str]) -> dict[str, str]:
    """Names of the stages that have a colour of their own: all, or as many as leave one for the others."""
    every = [*stages, BETWEEN]
    shown = every if len(every) <= AT_MOST else every[: AT_MOST - 1]
    return {stage: name(stage) if stage else t("Between stages") for stage in shown}


def flow(frame: pd.DataFrame, zone: str, freq: str) -> alt.Chart:
    """Draw how many applications came and went in each bin; withdrawals only where there were some.

    Parameters
    ----------
    frame : start (instant), submitted, finished, withdrawn.
    zone, freq : as for `work_in_progress`.
    """
    words = {"submitted": t("Submitted"), "finished": t("Finished"), "withdrawn": t("Withdrawn")}
    shown = [word for key, word in words.items() if key != "withdrawn" or frame[key].any()]
    data = frame.assign(start=local(frame["start"], zone)).rename(columns=words)
    long = data.melt("start", shown, "what", "count")
    below, more = legend(shown)
    colour = alt.Color("what:N", scale=categories(list(words.values())), title=None, legend=below)
    chart: alt.Chart = (
        alt.Chart(long)
        .mark_line(point={"size": 40})
        .encode(
            x=time_axis("start", freq),
            y=alt.Y("count:Q", title=t("Applications")),
            color=colour,
            shape=alt.Shape("what:N", scale=alt.Scale(domain=list(words.values())), legend=None),
            tooltip=[
                alt.Tooltip("start:T", title=t("Time"), format="%Y-%m-%d %H:%M"),
                alt.Tooltip("what:N", title=t("What")),
                alt.Tooltip("count:Q", title=t("Applications"), format=","),
            ],
        )
        .properties(height=HEIGHT + more)
    )
    return chart
