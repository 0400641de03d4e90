"""Why: who holds the others up on each side, and what the hours beyond the limits went to."""

import streamlit as st

from dashboard.charts import what_if as charts
from dashboard.charts.what_if import Sides
from dashboard.components import chart, choices
from dashboard.components import what_if_says as says
from dashboard.words import formats, name, t
from dashboard.words.plain import plain
from domain.bottleneck import Agreement, Bottleneck
from domain.lateness import ALL
from simulation.comparison import Comparison
from workbench.sides import sides as studies
from workbench.what_if_frames import late_hours


def bottlenecks(comparison: Comparison, sides: Sides) -> None:
    """Say for each side which pool is its bottleneck, with the evidence."""
    found = studies(comparison)
    lines = [f"- **{plain(label)}**: {sentence(found[side].bottleneck())}" for side, label in sides.items()]
    with st.container(border=True):
        st.subheader(t("Bottleneck"), anchor=False)
        st.markdown("\n".join(lines))


def lateness(comparison: Comparison, sides: Sides) -> None:
    """Draw the hours beyond the limits by cause."""
    st.subheader(t("Why promises were late"), anchor=False)
    tracks = comparison.base.tracks()
    track = choices.track([ALL, *tracks], ALL, t("All"), "what_if_late_track")
    frame = late_hours(comparison, track)
    if frame.empty:
        st.caption(t("Every promise that was due was kept."))
        return
    chart.show(charts.late_hours(frame, sides), says.late_hours(frame, sides))
    st.caption(
        t(
            "The hours beyond each limit, split in proportion to what the time since the promise went to; "
            "whiskers: 95 % interval over {n} runs.",
            n=int(frame["n"].max()),
        )
    )


def sentence(found: Agreement) -> str:
    """Say what the runs of a side show."""
    one = found.bottleneck
    if one is None:
        return t("none is shown: no pool stands out that is busy, or grows, and for which much work waits.")
    return t(
        "{pool}, at {stage}: {share} of all waiting, {busy}; in {times} of {n} runs.",
        pool=_pool(one),
        stage=name(one.stage),
        share=formats.percent(one.share, 0),
        busy=_busy(one),
        times=found.times,
        n=found.of,
    )


def _pool(one: Bottleneck) -> str:
    if one.skill:
        return t("{skill}, {region}", skill=name(one.skill), region=name(one.region))
    if one.department:
        return t("Desk of {department}", department=name(one.department, "department"))
    return name(one.region) if one.region else t("Nobody")


def _busy(one: Bottleneck) -> str:
    if one.utilisation is None:
        return t("nobody able on duty")
    return t("busy for {share} of the time on duty", share=formats.percent(one.utilisation, 0))
