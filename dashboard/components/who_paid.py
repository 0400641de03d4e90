"""Who paid: what each emergency cost others, worked out on demand in a job of its own."""

from dataclasses import dataclass

import streamlit as st

from dashboard import asking
from dashboard.charts.what_if import Sides
from dashboard.components import choices, running, who_paid_answer
from dashboard.components.what_if_logs import place_of
from dashboard.jobs import UNEXPECTED, Job, JobState
from dashboard.words import t
from dashboard.words.told import told
from domain.errors import InputError
from scenarios import Scenario
from simulation.pool import default_workers
from workbench.bills import diverting
from workbench.sides import BASE
from workbench.what_if import WhatIf
from workbench.who_paid import WhoPaid, who_paid

MOST, USUAL = 20, 5
"""Emergencies looked at: each is a run, and a reader waits for it."""
_JOB, _SIDE, _AT_MOST = "who_paid_job", "who_paid_side", "who_paid_at_most"


@dataclass(frozen=True)
class Asked:
    """What a job answers.

    Attributes
    ----------
    what_if : whose scenario is run, with its seed and its first replication.
    side : the base or a variant, as frames call it.
    at_most : emergencies looked at.
    """

    what_if: WhatIf
    side: str
    at_most: int

    def scenario(self) -> Scenario:
        """The scenario of the side."""
        place = place_of(self.side)
        return self.what_if.base() if place is None else self.what_if.variant(place)


def show(what_if: WhatIf, sides: Sides) -> None:
    """Draw the panel for a scenario with emergencies; nothing where no track calls crews away."""
    if not diverting(asking.base_of(what_if)):
        return
    with st.container(border=True):
        st.subheader(t("Who paid for emergencies"), anchor=False)
        asked = _choice(what_if, sides)
        job = asking.jobs().get(st.session_state.get(_JOB))
        if job is None or job.about != asked:
            _nothing_yet()
        elif not job.status.ended:
            running.show(job.key, _progress, "who_paid")
        else:
            _ended(job, sides[asked.side])


def _choice(what_if: WhatIf, sides: Sides) -> Asked:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        side = choices.side(sides, BASE, _SIDE)
        at_most = st.number_input(t("Emergencies, at most"), 1, MOST, USUAL, key=_AT_MOST, width=180)
        asked = Asked(what_if, side, int(at_most))
        if st.button(t("Work it out"), icon=":material/receipt_long:", key="who_paid_start"):
            _start(asked)
    return asked


def _start(asked: Asked) -> None:
    """Begin in the background; an answer still under way is given up."""
    if (before := asking.jobs().get(st.session_state.get(_JOB))) is not None:
        before.cancel()
    try:
        st.session_state[_JOB] = asking.jobs().start(lambda job: _answer(asked, job), about=asked).key
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")


def _answer(asked: Asked, job: Job) -> WhoPaid:
    return who_paid(
        asked.scenario(),
        asked.what_if.seed,
        0,
        default_workers(),
        asked.at_most,
        job.progress,
        job.cancelled,
    )


def _nothing_yet() -> None:
    st.caption(
        t(
            "The first run is made again without each emergency in turn, all others with the same luck: "
            "what differs is what the emergency cost them."
        )
    )


def _progress(job: Job) -> str:
    return t("{done} of {total} runs", done=job.status.done, total=job.status.total)


def _ended(job: Job, side: str) -> None:
    if job.status.state is JobState.DONE:
        who_paid_answer.show(job.status.result, side, asking.base_of(job.about.what_if))
    elif job.status.state is JobState.FAILED:
        st.error(told(job.status.error or UNEXPECTED), icon=":material/error:")
    else:
        st.warning(t("Cancelled before the bills were drawn up."), icon=":material/stop_circle:")
