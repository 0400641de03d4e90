"""A panel of the Board: a heading, and a chart or why there is none."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboard.charts.parts import Chart
from dashboard.components import chart
from dashboard.words import t

Picked = Mapping[str, Any]
Width = Literal["stretch", "content"]


def show(title: str, frame: pd.DataFrame, draw: Callable[[pd.DataFrame], Chart]) -> None:
    """Draw a chart of a frame, or say that the period has nothing to show."""
    with st.container(border=True, height="stretch"):
        if _headed(title, frame):
            chart.show(draw(frame), title)


def pick(
    title: str,
    frame: pd.DataFrame,
    draw: Callable[[pd.DataFrame], Chart],
    key: str,
    width: Width = "stretch",
    controls: Callable[[], None] | None = None,
) -> Picked:
    """Draw a chart whose marks can be clicked; give what was clicked, empty for nothing."""
    with st.container(border=True, height="stretch"):
        if not _headed(title, frame):
            return {}
        if controls:
            controls()
        return chart.pick(draw(frame), title, key, width)


def _headed(title: str, frame: pd.DataFrame) -> bool:
    """Write the heading; tell whether there is something to draw."""
    st.subheader(title, anchor=False)
    if frame.empty:
        st.caption(t("Nothing to show in this period."))
    return not frame.empty
