"""Charts of a what-if with what the reader may choose in them."""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import what_if as charts
from dashboard.charts.what_if import Sides
from dashboard.components import chart, choices, what_if_hours, what_if_why
from dashboard.components import what_if_says as says
from dashboard.words import mark, t
from dashboard.words.formats import number
from dashboard.words.plain import plain
from domain.lateness import ALL
from scenarios import Scenario
from simulation.comparison import Comparison
from simulation.results import Study
from workbench.what_if_frames import (
    costs,
    cycle_times,
    on_time,
    on_time_by_place,
    stage_times,
    utilisation,
)

PARTS = {
    "waiting": mark("Waiting"),
    "working": mark("Working"),
    "travel": mark("Travel"),
    "customer": mark("Customer"),
}


def show(comparison: Comparison, sides: Sides, base: Scenario) -> None:
    """Draw how long applications take, which promises are kept, where the time goes, how busy crews are.

    Parameters
    ----------
    sides : what frames call each side -> what the reader calls it.
    base : scenario of the base: its stages in their order, its days.
    """
    what_if_why.bottlenecks(comparison, sides)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True):
        _show_cycle_times(comparison, sides)
    with left, st.container(border=True, height="stretch"):
        what_if_hours.queue(comparison, sides, base)
    with right, st.container(border=True):
        _show_on_time(comparison, sides)
    with right, st.container(border=True, height="stretch"):
        _show_costs(comparison, sides)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True):
        _show_stage_times(comparison, sides, what_if_hours.stages_of(base))
    with left, st.container(border=True, height="stretch"):
        what_if_hours.busy(comparison, sides)
    with right, st.container(border=True):
        what_if_why.lateness(comparison, sides)
    with right, st.container(border=True, height="stretch"):
        _show_utilisation(comparison, sides)


def _show_cycle_times(comparison: Comparison, sides: Sides) -> None:
    st.subheader(t("How long applications take"), anchor=False)
    tracks = [*_largest_first(comparison.base), ALL]
    track = choices.track(tracks, tracks[0], t("All"), "what_if_track")
    frame = cycle_times(comparison, None if track == ALL else track)
    if frame.empty:
        st.caption(t("No application was finished in the days measured."))
        return
    chart.show(charts.cycle_times(frame, sides), says.cycle_times(frame, sides))
    counted = frame.groupby("side")["applications"].sum()
    said = [f"{plain(label)} {number(int(counted.get(one, 0)), 0)}" for one, label in sides.items()]
    st.caption(
        t("Applications finished in the days measured, all runs: {counts}.", counts=t(", ").join(said))
    )


def _largest_first(study: Study) -> list[str]:
    """Tracks by how many applications finished: the picture of all together is one of none."""
    return sorted(study.tracks(), key=lambda track: -int(study.cycle_hours(track).sum()))


def _show_on_time(comparison: Comparison, sides: Sides) -> None:
    st.subheader(t("Promises kept on time"), anchor=False)
    by_track = on_time(comparison)
    if by_track.empty:
        st.caption(t("No promise was due in the days measured."))
        return
    tracks = list(dict.fromkeys(by_track["track"]))
    chosen = choices.track([ALL, *tracks], ALL, t("By track"), "what_if_on_time_track")
    frame = by_track if chosen == ALL else on_time_by_place(comparison, chosen)
    chart.show(charts.on_time(frame, sides), says.on_time(frame, sides))
    st.caption(
        t(
            "Share of deadlines due in the days measured; whiskers: 95 % interval over {n} runs.",
            n=int(frame["n"].max()),
        )
    )


def _show_costs(comparison: Comparison, sides: Sides) -> None:
    st.subheader(t("Cost of work and travel"), anchor=False)
    frame = costs(comparison)
    if frame.empty:
        st.caption(t("No application has a known cost."))
        return
    chart.show(charts.costs(frame, sides), says.costs(frame, sides))


def _show_stage_times(comparison: Comparison, sides: Sides, stages: Sequence[str]) -> None:
    st.subheader(t("Where the time goes, by stage"), anchor=False)
    part = st.segmented_control(
        t("Part of the time"),
        list(PARTS),
        default="waiting",
        format_func=lambda part: t(PARTS[part]),
        required=True,
        key="what_if_part",
        label_visibility="collapsed",
    )
    frame = stage_times(comparison, stages)
    chart.show(charts.stage_times(frame, part, sides), says.stage_times(frame, part, sides))
    st.caption(t("Mean per visit; whiskers: 95 % interval over {n} runs.", n=comparison.base.planned))


def _show_utilisation(comparison: Comparison, sides: Sides) -> None:
    st.subheader(t("How busy crews are"), anchor=False)
    frame = utilisation(comparison)
    chart.show(charts.utilisation(frame, sides), says.utilisation(frame, sides))
    said = t(
        "Travel and work as a share of time on duty; whiskers: 95 % interval over {n} runs.",
        n=comparison.base.planned,
    )
    st.caption(said)
