"""Why a visit is left out or late: what would plan it on time, found by solving again."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.words import formats, mark, name, t
from domain.plan import VisitKey
from optimizer.reasons import Reason, Relaxation, Relaxed, explain
from workbench.crew_plan import Planned

_VISIT = "plan_why"
_SAYS: Mapping[Relaxed, str] = {
    Relaxed.NOTHING: mark("A longer search finds room for it."),
    Relaxed.OVERTIME: mark("{amount} of overtime for {crew}."),
    Relaxed.WINDOW: mark("Another appointment with the customer."),
    Relaxed.SKILL: mark("{crew} with the skill for it."),
    Relaxed.CREW: mark("One more crew like {crew}."),
    Relaxed.LATER: mark("A promise later by {amount}."),
}
HOUR = pd.Timedelta(hours=1)


def show(found: Planned, told: pd.DataFrame) -> None:
    """Let the reader choose a visit of the list and ask; the answer stands below.

    Parameters
    ----------
    told : of `plan_frames.left`, not empty.
    """
    keys = list(zip(told["application"], told["number"], strict=True))
    stages = dict(zip(keys, told["stage"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = st.selectbox(
            t("Visit"), keys, format_func=lambda key: f"{key[0]} · {name(stages[key])}", key=_VISIT, width=300
        )
        wanted = st.button(t("What would help?"), icon=":material/help:", key="plan_why_ask")
    if wanted and key is not None:
        with st.spinner(t("Planning again with one thing after the other made easier…")):
            _say(_reason(found, key), key)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Planned: id})
def _reason(found: Planned, key: VisitKey) -> Reason:
    return explain(found.plan, found.problem, key)


def _say(reason: Reason, key: VisitKey) -> None:
    lines = [f"- {_told(one)}" for one in reason.relaxations]
    if lines:
        head = t("Each of these alone plans {application} on time:", application=key[0])
        st.markdown("\n".join([head, "", *lines]))
    elif reason.instead_of:
        others = t(", ").join(application for application, _ in reason.instead_of)
        st.markdown(t("It could be on time only instead of: {others}", others=others))
    else:
        st.markdown(t("Nothing that was tried plans it on time."))


def _told(one: Relaxation) -> str:
    fields = {"amount": formats.duration(one.amount / HOUR), "crew": name(one.crew) if one.crew else ""}
    said = t(_SAYS[one.kind])
    return said.format(**fields)
