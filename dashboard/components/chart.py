"""A chart on a page."""

from collections.abc import Mapping
from typing import Any, Literal

import streamlit as st

from dashboard.charts.parts import Chart


def show(chart: Chart, says: str) -> None:
    """Draw a chart in the theme's colours at the width there is.

    Parameters
    ----------
    says : what it shows, for those who do not see it.
    """
    st.altair_chart(chart, width="stretch", alt=says)


def pick(
    chart: Chart, says: str, key: str, width: Literal["stretch", "content"] = "stretch"
) -> Mapping[str, Any]:
    """Draw a chart whose marks can be clicked.

    Returns
    -------
    The fields of the mark that was clicked; empty when none was.
    """
    state = st.altair_chart(chart, width=width, alt=says, key=key, on_select="rerun")
    # A chart with two selections reports an empty mark for the one that was not meant.
    chosen = (mark for marks in state["selection"].values() for mark in marks if mark)
    return dict(next(chosen, {}))
