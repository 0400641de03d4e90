"""What if, on a plan: take out crews, add some, allow overtime."""

import streamlit as st

from dashboard import plan_desk
from dashboard.components import plan_anew
from dashboard.words import name, t
from workbench.crew_plan import Planned
from workbench.plan_changes import MOST_OVERTIME_HOURS

_OUT, _MORE, _LIMITED, _HOURS = "plan_out", "plan_more", "plan_limited", "plan_overtime"


def show(found: Planned) -> None:
    """Draw the choices; they count from the next plan on."""
    with st.container(border=True):
        st.subheader(t("What if"), anchor=False)
        left, right = st.columns(2)
        crews = [crew.name for crew in found.work.problem.crews]
        with left:
            _choose(t("Crews that are not there"), crews, _OUT, "without")
        with right:
            _choose(t("One more crew like"), _one_of_each(found), _MORE, "like")
        _overtime()
        plan_anew.show("plan_what_if_start")


def _choose(label: str, crews: list[str], key: str, field: str) -> None:
    kept = [crew for crew in getattr(plan_desk.changes(), field) if crew in crews]
    st.session_state[key] = kept
    st.multiselect(
        label,
        crews,
        format_func=name,
        key=key,
        placeholder=t("None"),
        on_change=lambda: plan_desk.change(**{field: tuple(st.session_state[key])}),
    )


def _one_of_each(found: Planned) -> list[str]:
    """The first crew of each region and skills, since one more is like any of them, and those in reserve."""
    known = found.work.problem.crew_of
    first = {(crew.region, crew.skills): crew.name for crew in reversed(known.values())}
    reserve = [name for name in found.work.reserve.crews if name not in known]
    return [*(name for name in known if name in first.values()), *reserve]


def _overtime() -> None:
    hours = plan_desk.changes().overtime_hours
    st.session_state[_LIMITED] = hours is not None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.toggle(t("Set overtime for all"), key=_LIMITED, on_change=_switch)
        if hours is not None:
            st.session_state[_HOURS] = hours
            st.number_input(
                t("Hours of overtime"),
                0.0,
                MOST_OVERTIME_HOURS,
                step=0.5,
                key=_HOURS,
                width=160,
                on_change=lambda: plan_desk.change(overtime_hours=float(st.session_state[_HOURS])),
            )


def _switch() -> None:
    plan_desk.change(overtime_hours=1.0 if st.session_state[_LIMITED] else None)
