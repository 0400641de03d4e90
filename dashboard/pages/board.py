"""The Board: how the process on the desk is doing."""

import streamlit as st

from dashboard import cached, first_log
from dashboard.charts.ageing import ageing
from dashboard.charts.stage_times import stage_times
from dashboard.charts.work_in_progress import work_in_progress
from dashboard.components import (
    cards,
    drill_down,
    empty,
    filter_bar,
    flow_panel,
    panel,
    process_panel,
    promise_panel,
    provenance,
)
from dashboard.words import t

opened = first_log.desk()
provenance.show(opened)
filters = filter_bar.show(opened)
figures = cached.board(opened.key, filters, opened)
zone, freq = figures.time_zone, figures.freq

if not figures.cases:
    empty.nothing_passes()
    st.stop()

drill_down.card(cards.show(figures, opened.log))

left, right = st.columns(2)
with left:
    promise_panel.show(opened, filters, figures)
    drill_down.stage(panel.pick(t("Slowest stages"), figures.stages, stage_times, "stages"))
    drill_down.ageing(panel.pick(t("Age of open applications"), figures.ageing, ageing, "ageing"))
    flow_panel.show(figures)
with right:
    stages = cached.stages(opened.key, opened)
    panel.show(
        t("Open work by stage"), figures.wip, lambda frame: work_in_progress(frame, zone, freq, stages)
    )
    drill_down.transition(process_panel.show(figures))

drill_down.all_cases(figures.cases)
