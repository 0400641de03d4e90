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


def show(
    title: str,
    frame: pd.DataFrame,
    draw: Callable[[pd.DataFrame], Chart],
    note: str = "",
    nothing: str = "",
) -> None:
    """Draw a chart of a frame, or say that the period has nothing to show.

    Parameters
    ----------
    note : how to read the chart, said below it.
    nothing : why there is nothing, where that is known.
    """
    with st.container(border=True):
        if _headed(title, frame, nothing):
            chart.show(draw(frame), title)
            if note:
                st.caption(note)


def pick(
    title: str,
    frame: pd.DataFrame,
    draw: Callable[[pd.DataFrame], Chart],
    key: str,
    width: Width = "stretch",
    controls: Callable[[], None] | None = None,
) -> Picked:
    """Draw a chart whose marks can be clicked; give what was clicked, empty for nothing."""
    with st.container(border=True):
        if not _headed(title, frame):
            return {}
        if controls:
            controls()
        return chart.pick(draw(frame), title, key, width)


def _headed(title: str, frame: pd.DataFrame, nothing: str = "") -> bool:
    """Write the heading; tell whether there is something to draw."""
    st.subheader(title, anchor=False)
    if frame.empty:
        st.caption(nothing or t("Nothing to show in this period."))
    return not frame.empty
