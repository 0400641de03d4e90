"""A job that is running: how far it is, a button to cancel it, and what it has found so far."""

from collections.abc import Callable

import streamlit as st

from dashboard import asking
from dashboard.jobs import Job, JobState
from dashboard.words import t

POLL = "1s"


@st.fragment(run_every=POLL)
def show(
    key: str, says: Callable[[Job], str], name: str, so_far: Callable[[Job], None] | None = None
) -> None:
    """Watch a job; when it has ended the whole page is drawn anew.

    Parameters
    ----------
    says : how far it is, in words, once it has begun.
    name : of the work, for the key of the button.
    so_far : draws what it has found already.
    """
    job = asking.jobs().get(key)
    if job is None or job.status.ended:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.progress(job.status.fraction, text=_progress(job, says), width="stretch")
        st.button(
            t("Cancel"),
            icon=":material/stop_circle:",
            on_click=job.cancel,
            disabled=job.cancelled(),
            key=f"{name}_cancel",
        )
    if so_far is not None:
        so_far(job)


def _progress(job: Job, says: Callable[[Job], str]) -> str:
    if job.cancelled():
        return t("Stopping…")
    if job.status.state is JobState.WAITING:
        return t("Waiting for another run to end")
    return says(job)
