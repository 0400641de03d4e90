"""A chart on a page."""

import streamlit as st

from dashboard.charts.parts import Chart


def show(chart: Chart, says: str) -> None:
    """Draw a chart in the theme's colours at the width there is.

    Parameters
    ----------
    says : what it shows, for those who do not see it.
    """
    st.altair_chart(chart, width="stretch", alt=says)
