"""Surveys from a file: beside the log on the desk, or on their own."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import state, uploads
from dashboard.components import file_field
from dashboard.navigation import go
from dashboard.shelf import OpenLog
from dashboard.words import t
from dashboard.words.told import told
from domain.errors import InputError
from domain.eventlog import EventLog
from domain.terms import Terms
from models.survey_file import read_surveys
from models.survey_log import log_of_surveys, with_surveys

Joined = Callable[[pd.DataFrame, str], tuple[EventLog, Terms]]


def show(opened: OpenLog) -> None:
    """Draw the field for a file; what is read is opened as a log of its own, and shown on this page."""
    with st.expander(t("Surveys from a file"), icon=":material/upload_file:"):
        st.caption(
            t(
                "CSV in English or Chinese: application number, time, and either one answer a row or a "
                "column for each dimension; scores from 1 to 5 or in words such as satisfied."
            )
        )
        sent = file_field.show(t("File of surveys"), ("csv", "txt", "gz"), "survey_file")
        if sent is not None and (joined := _asked(opened)) is not None:
            _open(uploads.saved(sent), opened, joined)


def _asked(opened: OpenLog) -> Joined | None:
    """What is to be done with the answers; None before a button is pressed."""
    with st.container(horizontal=True):
        beside = st.button(
            t("Put beside the log on the desk"), type="primary", icon=":material/join:", key="surveys_beside"
        )
        alone = st.button(t("Show on their own"), icon=":material/sentiment_satisfied:", key="surveys_alone")
    log = opened.log
    if beside:
        return lambda surveys, file: (with_surveys(log, surveys, file), opened.terms)
    if alone:
        zone = log.time_zone
        return lambda surveys, _: (log_of_surveys(surveys, zone), Terms.default(zone))
    return None


def _open(file: Path, opened: OpenLog, joined: Joined) -> None:
    try:
        log, terms = joined(read_surveys(file, opened.log.time_zone), file.name)
        state.open_log(log, terms, file.name, opened.warm_up_days)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")
        return
    go("satisfaction")
