"""What if, on a plan: take out crews, add some, allow overtime, keep visits with a crew."""

import streamlit as st

from dashboard.words import name, t
from domain.plan import VisitKey
from workbench.crew_plan import Planned
from workbench.plan_changes import MOST_OVERTIME_HOURS, Changes, able_crews

_OUT, _MORE, _LIMITED, _HOURS = "plan_out", "plan_more", "plan_limited", "plan_overtime"
_KEPT, _VISIT, _WITH = "plan_kept", "plan_visit", "plan_with"
Kept = dict[VisitKey, str]


def show(found: Planned | None) -> Changes:
    """Draw the choices once there is a plan; give what they change."""
    if found is None:
        return Changes()
    with st.expander(t("What if"), icon=":material/experiment:"):
        without, like = _crews(found)
        hours = _overtime()
        kept = _keep(found)
    return Changes(without, like, hours, tuple(kept.items()))


def _crews(found: Planned) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is not there, and of whom there is one more; another scenario has other crews."""
    crews, of = [crew.name for crew in found.snapshot.crews], found.asked.scenario.name
    left, right = st.columns(2)
    out = left.multiselect(
        t("Crews that are not there"), crews, format_func=name, key=f"{_OUT}_{of}", placeholder=t("None")
    )
    more = right.multiselect(
        t("One more crew like"), crews, format_func=name, key=f"{_MORE}_{of}", placeholder=t("None")
    )
    return tuple(out), tuple(more)


def _overtime() -> float | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not st.toggle(t("Set overtime for all"), key=_LIMITED):
            return None
        return float(
            st.number_input(t("Hours of overtime"), 0.0, MOST_OVERTIME_HOURS, 1.0, 0.5, key=_HOURS, width=160)
        )


def _keep(found: Planned) -> Kept:
    """Choose a visit and the crew that is to do it; what was chosen before stays until it is let go."""
    kept: Kept = st.session_state.setdefault(f"{_KEPT}_{found.asked.scenario.name}", {})
    by = {one.key: one.crew for one in found.plan.assignments}
    visits = {visit.key: visit for visit in found.problem.visits}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = st.selectbox(
            t("Visit"),
            list(visits),
            format_func=lambda key: f"{key[0]} · {name(visits[key].stage)} · {_by(by.get(key))}",
            key=_VISIT,
            width=380,
        )
        able = able_crews(visits[key], found.problem.crews) if key else []
        crew = st.selectbox(t("is done by"), able, format_func=name, key=_WITH, width=260)
        if st.button(t("Keep it so"), icon=":material/lock:", disabled=crew is None, key="plan_keep"):
            kept[key] = crew
    for visit, with_ in list(kept.items()):
        says, of = f"{visit[0]} → {name(with_)}", f"plan_free_{visit[0]}_{visit[1]}"
        if st.button(says, icon=":material/lock_open:", key=of, type="tertiary", help=t("Let it go")):
            del kept[visit]
            st.rerun()
    return kept


def _by(crew: str | None) -> str:
    return name(crew) if crew else t("Not planned")
