"""What one more crew-hour of each skill and region would save."""

import pandas as pd
import streamlit as st

from dashboard import asking, planning
from dashboard.charts.crew_worth import crew_worth
from dashboard.components import chart, running
from dashboard.jobs import UNEXPECTED, Job, JobState
from dashboard.words import formats, name, t
from dashboard.words.told import told
from workbench.crew_plan import Planned
from workbench.plan_worth import worth

_JOB = "_plan_worth"


def show(found: Planned) -> None:
    """Draw the button that asks, how far it is, and the table and map that come of it."""
    job, key = _job(), planning.job()
    with st.container(border=True):
        st.subheader(t("What one more crew-hour would save"), anchor=False)
        mine = job is not None and key is not None and job.about == key.key
        if job is None or not mine or job.status.state is JobState.CANCELLED:
            _offer(found)
        elif not job.status.ended:
            running.show(job.key, _progress, "plan_worth")
        elif job.status.state is JobState.FAILED:
            st.error(told(job.status.error or UNEXPECTED), icon=":material/error:")
        else:
            _draw(job.status.result)


def _job() -> Job | None:
    return asking.jobs().get(st.session_state.get(_JOB))


def _progress(job: Job) -> str:
    return t("Planning with one more crew: {done} of {total}", done=job.status.done, total=job.status.total)


def _offer(found: Planned) -> None:
    st.caption(
        t(
            "The plan is made again with one more crew of each region and skill; what it then costs less, "
            "divided by the hours that the crew is on duty, is what an hour of it is worth."
        )
    )
    if st.button(t("Work it out"), icon=":material/calculate:", key="plan_worth_start"):
        _start(found)
        st.rerun()


def _start(found: Planned) -> None:
    def work(job: Job) -> pd.DataFrame:
        def progress(done: int, total: int) -> bool:
            job.progress(done, total)
            return not job.cancelled()

        return worth(found, progress)

    of = planning.job()
    st.session_state[_JOB] = asking.jobs().start(work, about=None if of is None else of.key).key


def _draw(frame: pd.DataFrame) -> None:
    if frame.empty:
        st.caption(t("No crew is on duty, so there is none to have one more of."))
        return
    if not frame["saves"].any():
        st.caption(t("One more crew of any kind would save nothing: all that pays is planned already."))
        return
    shown = _named(frame)
    chart.show(crew_worth(shown), t("What one more crew-hour would save"))
    st.dataframe(_told(shown), hide_index=True)


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """With regions and skills in the reader's words, the dearest first."""
    return frame.assign(
        region=frame["region"].map(lambda region: name(region) if region else t("No region")),
        skills=frame["skills"].map(lambda skills: t(", ").join(name(skill, "skill") for skill in skills)),
    ).sort_values("saves_per_hour", ascending=False, kind="stable")


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("Region"): frame["region"],
            t("Skills"): frame["skills"],
            t("CNY an hour"): frame["saves_per_hour"].map(lambda cny: formats.number(cny, 0)),
            t("It would save, CNY"): frame["saves"].map(lambda cny: formats.number(cny, 0)),
            t("Hours on duty of one more"): frame["hours"].map(lambda hours: formats.number(hours, 1)),
            t("Crews now"): frame["crews"],
        }
    )
