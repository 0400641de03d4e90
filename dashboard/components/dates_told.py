"""How the date promised for one application moved, the last date first, with what moved each."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cached
from dashboard.foretelling import Foretold
from dashboard.shelf import OpenLog
from dashboard.words import formats, reasons, t
from dashboard.words.amounts import Amounts, amounts
from models.dates_told import moved_by

_MOST = 3
"""Dates shown at once; earlier ones are behind a click."""


def show(opened: OpenLog, found: Foretold, number: str) -> None:
    """Draw the list."""
    frame = cached.dates_told(opened.key, found.made_at, number, found)
    lines = [_line(row, opened.log.time_zone) for _, row in frame.iloc[::-1].iterrows()]
    with st.container(border=True):
        st.subheader(t("How the promised date moved"), anchor=False)
        st.markdown("\n".join(lines[:_MOST]))
        if earlier := lines[_MOST:]:
            with st.expander(t("Earlier dates ({n})", n=len(earlier)), icon=":material/history:"):
                st.markdown("\n".join(earlier))
        st.caption(
            t(
                "As the model of today would have told them, which has learned from what came since, too. A "
                "date told stands until it has passed or the new one lies too far from it."
            )
        )


def _line(told: "pd.Series[Any]", zone: str) -> str:
    at, date = formats.instant(told["at"], zone), formats.instant(told["told_at"], zone)
    return f"- {t('Told {at}:', at=at)} **{date}**  \n  :small[{_why(told)}]"


def _why(told: "pd.Series[Any]") -> str:
    hours = told["moved_hours"]
    if pd.isna(hours):
        return t("The first date told.")
    written = amounts("hours", abs(hours))
    how_long, why = written.value(abs(hours)), _parts(told, written)
    if hours > 0:
        return t("{how_long} later, because of {why}", how_long=how_long, why=why)
    return t("{how_long} earlier, because of {why}", how_long=how_long, why=why)


def _parts(told: "pd.Series[Any]", written: Amounts) -> str:
    """Name the groups that moved the date by enough to be written."""
    parts = {group: written.bare(hours) for group, hours in moved_by(told).items()}
    return t(", ").join(
        f"{reasons.said(group)} {bare}{written.apart}" for group, bare in parts.items() if bare != "0"
    )
