"""A day and a time of day, side by side, as one instant."""

from datetime import datetime

import pandas as pd
import streamlit as st

from dashboard.words import t


def show(label: str, key: str, usual: pd.Timestamp, zone: str) -> pd.Timestamp:
    """Draw the two fields and give the instant in UTC.

    Parameters
    ----------
    label : of the day, which stands first; the time says so itself.
    key : of the fields, of its own on a page.
    usual : what they begin with.
    zone : IANA zone in which the reader thinks.
    """
    local = usual.tz_convert(zone)
    day = st.date_input(label, local.date(), key=f"{key}_day", width=160)
    minute = local.time().replace(second=0, microsecond=0)
    clock = st.time_input(t("Time of day"), minute, key=f"{key}_clock", width=110)
    chosen = pd.Timestamp(datetime.combine(day or local.date(), clock or local.time()))
    return chosen.tz_localize(zone, nonexistent="shift_forward", ambiguous=True).tz_convert("UTC")
