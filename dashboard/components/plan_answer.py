"""The plan in each of its states: none yet, being made, given up, failed, there, out of date."""

import streamlit as st

from dashboard import plan_desk, planning
from dashboard.components import plan_figures, plan_views, running
from dashboard.jobs import UNEXPECTED, Job, JobState
from dashboard.planning import OnDesk
from dashboard.words import t
from dashboard.words.told import told


def show(desk: OnDesk) -> None:
    """Draw what is known of the plan."""
    job = planning.job()
    if job is None:
        _nothing_yet()
    elif not job.status.ended:
        running.show(job.key, lambda _: t("Looking for better plans"), "plan", _so_far)
    else:
        _ended(job, desk)


def _nothing_yet() -> None:
    st.info(
        t(
            "Choose whose crews, what waits and when, then plan: who goes where, what comes late or is left "
            "out, beside what a dispatcher would plan by hand, the earliest deadline first."
        ),
        icon=":material/lightbulb:",
    )


def _so_far(job: Job) -> None:
    if (found := planning.answer(job)) is not None:
        plan_figures.show(found)


def _ended(job: Job, desk: OnDesk) -> None:
    if job.about != desk:
        st.info(t("The choices changed since this plan was made; plan anew."), icon=":material/update:")
    if job.status.state is JobState.FAILED:
        st.error(told(job.status.error or UNEXPECTED), icon=":material/error:")
    elif job.status.state is JobState.CANCELLED:
        st.warning(t("Stopped; the best plan so far is shown."), icon=":material/stop_circle:")
    if (found := planning.answer(job)) is not None:
        plan_desk.note(found)
        plan_figures.show(found, planning.before())
        plan_views.show(found)
