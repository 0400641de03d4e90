"""What is foretold of the log on the desk in each of its states: under way, given up, failed, there."""

import streamlit as st

from dashboard import foretelling
from dashboard.components import running
from dashboard.foretelling import Foretold
from dashboard.jobs import UNEXPECTED, Job, JobState
from dashboard.shelf import OpenLog
from dashboard.words import t
from dashboard.words.told import told
from domain.errors import InputError


def show(opened: OpenLog) -> Foretold | None:
    """Give it where it is there; else draw where its job stands, or the offer to begin, and give None."""
    if (found := foretelling.ready(opened)) is not None:
        return found
    job = foretelling.job(opened)
    if job is not None and not job.status.ended:
        running.show(job.key, _progress, "foretelling")
    elif job is not None and job.status.state is JobState.FAILED:
        st.error(told(job.status.error or UNEXPECTED), icon=":material/error:")
    elif (found := foretelling.ready(opened)) is None:
        _offer(opened)
    return found


def _progress(job: Job) -> str:
    return t(
        "Learning from the log: {done} of {total} parts done", done=job.status.done, total=job.status.total
    )


def _offer(opened: OpenLog) -> None:
    """Learning takes both cores for a while, so it is asked for and not begun by whoever passes by."""
    with st.container(border=True, horizontal_alignment="center", key="empty"):
        st.markdown(f"### :material/model_training: {t('Nothing has been learned from this log yet')}")
        st.caption(
            t(
                "It takes about a minute, beside your other pages; then it is there for everybody who looks "
                "at this log."
            )
        )
        wanted = st.button(
            t("Learn from this log"), type="primary", icon=":material/model_training:", key="foretell"
        )
    if wanted:
        _start(opened)


def _start(opened: OpenLog) -> None:
    try:
        foretelling.start(opened)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")
    else:
        st.rerun()
