"""Logs of single runs of a what-if, made again when asked for and kept for a while."""

import streamlit as st

from domain.eventlog import EventLog
from workbench.sides import BASE
from workbench.what_if import WhatIf, one_log


@st.cache_resource(show_spinner=False, max_entries=4)
def log_of_side(what_if: WhatIf, place: int | None, number: int) -> EventLog:
    """Log of a run by the variant's place (None for the base) and the run's number, from 0."""
    return one_log(what_if, number, place)


def place_of(side: str) -> int | None:
    """Place of the variant that frames call so; None for the base."""
    return None if side == BASE else int(side.rpartition("_")[2]) - 1
