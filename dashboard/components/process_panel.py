"""The process map with the choice of how much of it to show."""

import streamlit as st

from dashboard import address
from dashboard.charts import map_choice, stage_counts
from dashboard.charts.process_map import process_map
from dashboard.components import panel
from dashboard.components.panel import Picked
from dashboard.words import formats, t
from domain.kpi import BoardFigures

_EDGES, _SLIDER = "edges", "process_map_share"
_SHARES = (50, 60, 70, 80, 90, 95, 100)
_USUAL = 95


def show(figures: BoardFigures) -> Picked:
    """Draw the map; give the stage or the transition that was clicked."""
    if len(figures.edges) and map_choice.is_register(figures.edges):
        return _show_counts(figures)
    with st.container(key="process_map"):
        return panel.pick(
            t("Process map"),
            figures.edges,
            lambda edges: process_map(figures.nodes, edges, _share() / 100),
            "process_map_chart",
            "content",
            lambda: _choose_share(figures),
        )


def _show_counts(figures: BoardFigures) -> Picked:
    def say() -> None:
        st.caption(t("In this log an application has one stage, so there is no way to draw. Click a bar."))
        _say_shown(min(len(figures.nodes), stage_counts.AT_MOST), len(figures.nodes))

    return panel.pick(
        t("Visits by stage"), figures.nodes, stage_counts.stage_counts, "stage_counts", controls=say
    )


def _share() -> int:
    asked = address.first(_EDGES)
    return next((share for share in _SHARES if str(share) == asked), _USUAL)


def _choose_share(figures: BoardFigures) -> None:
    st.caption(
        t("Lines are transitions with their counts, dashed where they lead back. Click a box or a line.")
    )
    st.session_state[_SLIDER] = _share()
    st.select_slider(
        t("Share of all transitions shown"),
        _SHARES,
        format_func=lambda share: formats.percent(share / 100, 0),
        key=_SLIDER,
        on_change=lambda: address.put(_EDGES, str(st.session_state[_SLIDER])),
        width=320,
    )
    weights = map_choice.weights_of(figures.edges)
    drawn = map_choice.stages(map_choice.shown(weights, _share() / 100))
    _say_shown(len(drawn), len(map_choice.stages(weights)))


def _say_shown(count: int, every: int) -> None:
    if count < every:
        st.caption(t("The {count} commonest of {n} stages are shown.", count=count, n=every))
