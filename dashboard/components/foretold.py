"""What is foretold of the log on the desk in each of its states: under way, given up, failed, there."""

import streamlit as st

from dashboard import foretelling
from dashboard.components import running
from dashboard.foretelling import Foretold
from dashboard.jobs import UNEXPECTED, Job, JobState
from dashboard.shelf import OpenLog
from dashboard.words import t
from dashboard.words.told import told


def show(opened: OpenLog) -> Foretold | None:
    """Give it where it is there; else draw where its job stands, begun if nobody has, and give None."""
    if (found := foretelling.ready(opened)) is not None:
        return found
    job = foretelling.job(opened) or foretelling.start(opened)
    if not job.status.ended:
        st.caption(
            t(
                "What this log teaches is worked out once, beside your other pages; then it is there for "
                "everybody who looks at this log."
            )
        )
        running.show(job.key, _progress, "foretelling")
    elif job.status.state is JobState.FAILED:
        st.error(told(job.status.error or UNEXPECTED), icon=":material/error:")
    elif (found := foretelling.ready(opened)) is None:
        _again(opened)
    return found


def _progress(job: Job) -> str:
    return t("Learning from the log: {done} of {total} parts", done=job.status.done, total=job.status.total)


def _again(opened: OpenLog) -> None:
    st.info(t("Stopped before anything was learned."), icon=":material/stop_circle:")
    st.button(
        t("Learn from this log"),
        icon=":material/model_training:",
        on_click=_start,
        args=(opened,),
        key="foretell",
    )


def _start(opened: OpenLog) -> None:
    foretelling.start(opened)
