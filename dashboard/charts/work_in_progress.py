"""Open work by stage over time, and what came and went."""

import altair as alt
import pandas as pd

from dashboard.charts.parts import HEIGHT, categories, legend, local, time_axis
from dashboard.words import name, t

AT_MOST = 7
"""Colours the theme has: the stages with most work get one each, the others share the last."""


def work_in_progress(frame: pd.DataFrame, zone: str, freq: str) -> alt.Chart:
    """Draw open visits by stage as stacked areas.

    Parameters
    ----------
    frame : start (instant), stage ("" = between stages), open.
    zone : IANA zone of the time axis.
    freq : width of a bin: "hour", "day", "week" or "month".
    """
    named = _named(frame).assign(start=local(frame["start"], zone))
    data = named.groupby(["start", "stage"], as_index=False, sort=False)["open"].sum()
    order = list(dict.fromkeys(named.sort_values("rank")["stage"]))
    below, more = legend(order)
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


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """Stages by name, the ones with most work first, the rest together."""
    stages = frame["stage"].astype(str)
    amount = frame.groupby(stages)["open"].sum().sort_values(ascending=False)
    shown = list(amount.index if len(amount) <= AT_MOST else amount.index[: AT_MOST - 1])
    said = {stage: name(stage) if stage else t("Between stages") for stage in shown}
    rank = {stage: i for i, stage in enumerate(shown)}
    return frame.assign(
        stage=stages.map(said).fillna(t("All other stages")), rank=stages.map(rank).fillna(AT_MOST)
    )


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
