"""Years whose make-up working days nobody has announced yet."""

import pandas as pd
import streamlit as st

from dashboard.words import t
from domain.calendar import WorkingCalendar


def show(calendar: WorkingCalendar, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Say of which years between two instants the calendar knows the holidays but not the make-up days."""
    years = [year for year in range(first.year, last.year + 1) if not calendar.announced(year)]
    if years:
        st.caption(
            t(
                "Make-up working days of {years} are not announced yet: only holidays of that time count.",
                years=t(", ").join(map(str, years)),
            )
        )
