"""A saved study run again: how far it is, then what agrees to the last digit and what does not."""

import pandas as pd
import streamlit as st

from dashboard import asking
from dashboard.jobs import UNEXPECTED, Job, JobState
from dashboard.words import t
from dashboard.words.told import told
from simulation.pool import default_workers
from workbench.reproduce import Differing, Reproduction, reproduce
from workbench.saved import Kept, SavedStudy

POLL = "1s"
_JOB = "study_job"
MOST_SHOWN = 200


def start(kept: Kept) -> None:
    """Run a study again in the background."""
    job = asking.jobs().start(lambda job: _again(kept.study, job), about=kept.key)
    st.session_state[_JOB] = job.key


def show(kept: Kept) -> None:
    """Draw where the run of this study stands, or what it found."""
    job = asking.jobs().get(st.session_state.get(_JOB))
    if job is None or job.about != kept.key:
        return
    if not job.status.ended:
        _running(job.key)
    elif job.status.state is JobState.DONE:
        _found(job.status.result)
    else:
        st.error(told(job.status.error or UNEXPECTED), icon=":material/error:")


def _again(study: SavedStudy, job: Job) -> Reproduction:
    job.progress(0, len(study.scenarios) * study.replications)
    return reproduce(study, default_workers(), job.progress, job.cancelled)


@st.fragment(run_every=POLL)
def _running(key: str) -> None:
    job = asking.jobs().get(key)
    if job is None or job.status.ended:
        st.rerun()
    status = job.status
    st.progress(status.fraction, text=t("{done} of {total} runs", done=status.done, total=status.total))


def _found(found: Reproduction) -> None:
    same = found.compared - len(found.figures)
    said = t("{same} of {values} stored values agree to the last digit.", same=same, values=found.compared)
    if found.agrees:
        st.success(said, icon=":material/verified:")
    else:
        st.warning(said, icon=":material/difference:")
    _differing(t("Figures that differ"), found.figures)
    _differing(t("Software that differs"), found.versions)
    _differing(t("Scenarios of the library that changed since; the stored ones were run"), found.library)
    if not found.versions:
        st.caption(t("The software is the same in every version, to the program's own digest."))


def _differing(title: str, differing: tuple[Differing, ...]) -> None:
    if not differing:
        return
    rows = [(one.what, _said(one.then), _said(one.now)) for one in differing[:MOST_SHOWN]]
    with st.expander(f"{title} ({len(differing)})"):
        frame = pd.DataFrame(rows, columns=[t("What"), t("Then"), t("Now")])
        st.dataframe(frame, hide_index=True, width="stretch", alt=title)


def _said(value: object) -> str:
    return "–" if value is None else str(value)
