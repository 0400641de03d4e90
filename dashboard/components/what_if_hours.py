"""Work that waits over time, and how busy pools are over the day, with what the reader may choose."""

import streamlit as st

from dashboard.charts import what_if_hours as charts
from dashboard.charts.what_if import Sides
from dashboard.components import chart, choices
from dashboard.components import what_if_says as says
from dashboard.words import name, t
from scenarios import Scenario
from simulation.comparison import Comparison
from workbench import what_if_frames as frames

ALL = ""


def queue(comparison: Comparison, sides: Sides, base: Scenario) -> None:
    """Draw how much work waits, of all stages or of one."""
    st.subheader(t("Work that waits, over time"), anchor=False)
    counted = set(comparison.base.stages())
    stages = [stage for stage in stages_of(base) if stage in counted]
    chosen = st.selectbox(
        t("Stage"),
        [ALL, *stages],
        format_func=lambda stage: name(stage) if stage else t("All stages"),
        key="what_if_queue_stage",
        width=300,
    )
    # A stationary study measures from the end of the warm-up that it found, not of the one that is stated.
    measured = base.horizon.measured_after(comparison.base.warm_up_days).measured
    frame = frames.queue(comparison, measured, [chosen] if chosen else stages)
    chart.show(charts.queue(frame, sides, base.horizon.time_zone), says.queue(frame, sides))
    st.caption(
        t(
            "Visits that nobody has begun and that do not wait for the customer, every six hours. "
            "Line: median of {n} runs; band: 10th to 90th percentile.",
            n=comparison.base.planned,
        )
    )


def busy(comparison: Comparison, sides: Sides) -> None:
    """Draw how busy pools are by hour of the day, for the side chosen."""
    st.subheader(t("How busy, hour by hour"), anchor=False)
    side = choices.side(sides, list(sides)[-1], "what_if_busy_side", "collapsed")
    every = frames.busy_hours(comparison)
    frame = every[every["side"] == side].reset_index(drop=True)
    chart.show(charts.busy_hours(frame), says.busiest(frame))
    st.caption(says.busiest(frame))


def stages_of(scenario: Scenario) -> list[str]:
    """Stages as the scenario lists them, those of single tracks last."""
    of_tracks = (stage for track in scenario.tracks for stage in scenario.stages_of(track))
    return list(dict.fromkeys([*scenario.stages, *of_tracks]))
