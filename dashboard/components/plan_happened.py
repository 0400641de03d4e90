"""Plan the rest again when something has happened: a crew ill, an emergency, an overrun, nobody at home."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, plan_desk, planning
from dashboard.components import instant_field
from dashboard.planning import OnDesk
from dashboard.words import mark, name, t
from dashboard.words.told import told
from domain.errors import InputError
from domain.plan import VisitKey
from optimizer import Place
from optimizer.replan import Absent, Away, Emergency, Happening, Overrun
from workbench.crew_plan import Planned
from workbench.plan_again import urgent
from workbench.plan_frames import WORK, gantt

_HOUR = pd.Timedelta(hours=1)
FROZEN = (0, 30, 60, 120)
"""Minutes for which the plan may be left as it is."""
_KIND = "plan_happening"


def show(found: Planned) -> None:
    """Draw what may have happened; a press plans what has not begun."""
    with st.container(border=True):
        st.subheader(t("Something happened"), anchor=False)
        kind = st.segmented_control(
            t("What"),
            list(_KINDS),
            default=next(iter(_KINDS)),
            format_func=lambda kind: t(_KINDS[kind][0]),
            required=True,
            key=_KIND,
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            now = instant_field.show(t("It is now"), "plan_now", found.work.now + _HOUR, found.work.zone)
            happening = _KINDS[kind][1](found, now)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            frozen = st.selectbox(
                t("Leave as it is for the next"),
                FROZEN,
                format_func=lambda minutes: t("{n} min", n=minutes),
                key="plan_frozen",
                width=230,
            )
            wanted = st.button(
                t("Plan the rest again"),
                type="primary",
                icon=":material/update:",
                key="plan_again",
                disabled=happening is None,
            )
            if st.button(t("Back to the whole day"), icon=":material/undo:", key="plan_fresh"):
                _fresh()
        st.caption(
            t(
                "What has begun stays with its crew and is no longer drawn; the figures are of the rest. "
                "Compare tells what moved."
            )
        )
    if wanted and happening is not None:
        _again(happening, now, pd.Timedelta(minutes=frozen))


def _again(happening: Happening, now: pd.Timestamp, frozen: pd.Timedelta) -> None:
    try:
        planning.start_again([happening], now, frozen)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")
        return
    plan_desk.forget()
    address.put(planning.VIEW, "compare")
    st.rerun()


def _fresh() -> None:
    planning.start(OnDesk(planning.question(), plan_desk.changes(), planning.limit()), fresh=True)
    st.rerun()


def _away(found: Planned, now: pd.Timestamp) -> Happening | None:
    crews = {crew.name: crew for crew in found.problem.crews if crew.shifts}
    if not crews:
        return None
    who = st.selectbox(t("Crew"), list(crews), format_func=name, key="plan_away", width=260)
    until = instant_field.show(
        t("Away until"), f"plan_away_{who}", crews[who].shifts[-1].ends_at, found.work.zone
    )
    return Away(who, now, until) if until > now else None


def _emergency(found: Planned, now: pd.Timestamp) -> Happening | None:
    kinds = {(visit.region, visit.stage): visit for visit in reversed(found.problem.visits)}
    if not kinds:
        return None
    kind = st.selectbox(t("Work like"), list(kinds), format_func=_work, key="plan_like", width=300)
    depots = {crew.region: crew.depot for crew in found.problem.crews}
    depot = depots.get(kind[0], kinds[kind].place)
    number = next(n for n in range(1, 1000) if (f"emergency-{n}", 1) not in found.problem.visit_of)
    latitude, longitude = (
        st.number_input(label, value=degrees, step=0.01, format="%.4f", key=f"plan_{key}_{kind}", width=150)
        for label, degrees, key in (
            (t("Latitude"), depot.latitude, "latitude"),
            (t("Longitude"), depot.longitude, "longitude"),
        )
    )
    place = Place(latitude, longitude, kinds[kind].place.terrain)
    return Emergency(urgent(found.problem, kinds[kind], f"emergency-{number}", place, now))


def _work(kind: tuple[str, str]) -> str:
    region, stage = kind
    return f"{name(stage)}, {name(region)}" if region else name(stage)


def _overrun(found: Planned, now: pd.Timestamp) -> Happening | None:
    work = gantt(found.plan, found.problem)
    work = work[work["kind"] == WORK]
    begun = work[(work["start"] < now) & (work["end"] > now - _HOUR)]
    rows: dict[VisitKey, dict[Hashable, Any]] = {
        (row["application"], row["number"]): row for row in begun.to_dict("records")
    }
    if not rows:
        st.caption(t("No visit is at work at that time."))
        return None
    key = st.selectbox(
        t("Visit at work"),
        list(rows),
        format_func=lambda key: _at_work(rows[key]),
        key="plan_overrun",
        width=400,
    )
    usual = max(rows[key]["end"], now) + _HOUR
    ends_at = instant_field.show(t("Ends at"), f"plan_ends_{key}", usual, found.work.zone)
    return Overrun(key, ends_at) if ends_at > now else None


def _at_work(row: Mapping[Hashable, Any]) -> str:
    return f"{row['application']} · {name(row['stage'])} · {name(row['crew'])}"


def _absent(found: Planned, now: pd.Timestamp) -> Happening | None:
    by = {one.key: one for one in found.plan.assignments}
    if not by:
        return None
    key = st.selectbox(
        t("Visit"),
        list(by),
        format_func=lambda key: f"{key[0]} · {name(by[key].stage)} · {name(by[key].crew)}",
        key="plan_absent",
        width=400,
    )
    ready_at = instant_field.show(t("Can be visited from"), "plan_ready", now + 2 * _HOUR, found.work.zone)
    return Absent(key, ready_at)


_KINDS: Mapping[str, tuple[str, Callable[[Planned, pd.Timestamp], Happening | None]]] = {
    "away": (mark("A crew is away"), _away),
    "emergency": (mark("An emergency"), _emergency),
    "overrun": (mark("A visit takes longer"), _overrun),
    "absent": (mark("The customer is not there"), _absent),
}
