"""The process map with the choice of how much of it to show."""

import streamlit as st

from dashboard import address
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
    with st.container(key="process_map"):
        return panel.pick(
            t("Process map"),
            figures.edges,
            lambda edges: process_map(figures.nodes, edges, _share() / 100),
            "process_map_chart",
            "content",
            _choose_share,
        )


def _share() -> int:
    asked = address.first(_EDGES)
    return next((share for share in _SHARES if str(share) == asked), _USUAL)


def _choose_share() -> None:
    st.caption(
        t("Lines are transitions with their counts, dashed where they lead back. Click a box or a count.")
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
