"""Move a visit by hand to another crew or time, see what that costs, and lock it there or let it go."""

from collections.abc import Collection, Sequence

import pandas as pd
import streamlit as st

from dashboard import plan_desk
from dashboard.components import instant_field, plan_anew
from dashboard.components.plan_words import clock, done
from dashboard.words import formats, mark, name, t
from dashboard.words.told import told
from domain.errors import InputError
from domain.plan import Assignment, VisitKey
from workbench.crew_plan import Planned
from workbench.plan_again import Priced, price_of
from workbench.plan_changes import Kept, able_crews

ANY, PLANNED, AT = "any", "planned", "at"
_WHEN = {ANY: mark("Any time"), PLANNED: mark("As planned"), AT: mark("At a set time")}
_VISIT, _WITH, _TIME, _CREWS = "plan_visit", "plan_with", "plan_when", "plan_lock_crews"


def show(found: Planned) -> None:
    """Draw the choice of a visit and where it goes, and what is locked."""
    with st.container(border=True):
        st.subheader(t("Move or lock a visit"), anchor=False)
        kept = _choose(found)
        if kept is not None:
            _act(found, kept)
        _lock_crews(found)
    locked = [one for one in plan_desk.changes().kept if one.key in found.work.problem.visit_of]
    if locked:
        _locked(found, locked)


def _choose(found: Planned) -> Kept | None:
    by = {one.key: one for one in found.plan.assignments}
    visits = found.work.problem.visit_of
    if not visits:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = st.selectbox(
            t("Visit"),
            list(visits),
            format_func=lambda key: f"{key[0]} · {name(visits[key].stage)} · {done(by.get(key), found)}",
            key=_VISIT,
            width=560,
        )
        of, able = f"{key[0]}_{key[1]}", able_crews(visits[key], found.problem.crews)
        now = by.get(key)
        usual = able.index(now.crew) if now is not None and now.crew in able else 0
        crew = st.selectbox(t("is done by"), able, usual, format_func=name, key=f"{_WITH}_{of}", width=260)
        when = st.selectbox(
            t("When"), _times(now), format_func=lambda one: t(_WHEN[one]), key=f"{_TIME}_{of}", width=170
        )
        starts_at = None if now is None else now.starts_at
        if when == AT:
            starts_at = instant_field.show(
                t("Begins at"), f"{_TIME}_{of}", starts_at or found.work.now, found.work.zone
            )
    return None if crew is None else Kept(key, crew, None if when == ANY else starts_at)


def _times(now: Assignment | None) -> Sequence[str]:
    return [ANY, AT] if now is None else [PLANNED, ANY, AT]


def _act(found: Planned, kept: Kept) -> None:
    with st.container(horizontal=True):
        priced = st.button(t("What would it cost?"), icon=":material/payments:", key="plan_price")
        locked = st.button(t("Lock it there"), icon=":material/lock:", key="plan_keep")
    if locked:
        _lock([kept], found)
    elif priced:
        try:
            _say(_price(found, kept))
        except InputError as error:
            st.error(told(str(error)), icon=":material/error:")


def _lock(kept: Sequence[Kept], found: Planned) -> None:
    try:
        plan_desk.keep(kept, found.work)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")
    else:
        st.rerun()


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Planned: id})
def _price(found: Planned, kept: Kept) -> Priced:
    return price_of(found, kept)


def _say(priced: Priced) -> None:
    sign = "+" if priced.cost > 0 else "-" if priced.cost < 0 else ""
    cost = t("{n} CNY", n=f"{sign}{formats.number(abs(priced.cost), 0)}")
    if priced.left_out:
        says = t("At most {cost}; the visit itself would be left out.", cost=cost)
    else:
        says = t(
            "At most {cost}; {n} other visits would go to another crew or time.", cost=cost, n=priced.moved
        )
    st.info(says, icon=":material/payments:")


def _lock_crews(found: Planned) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        crews = st.multiselect(
            t("Lock all visits of crews"),
            list(found.plan.by_crew),
            format_func=name,
            key=_CREWS,
            placeholder=t("None"),
            width=460,
        )
        if st.button(t("Lock as planned"), icon=":material/lock:", key="plan_lock_all", disabled=not crews):
            mine = [one for one in found.plan.assignments if one.crew in crews]
            _lock([Kept(one.key, one.crew, one.starts_at) for one in mine], found)


def _locked(found: Planned, locked: Sequence[Kept]) -> None:
    with st.container(border=True):
        st.subheader(t("Locked: {n}", n=len(locked)), anchor=False)
        keys = {one.key: one for one in locked}
        st.dataframe(_table(locked, found), hide_index=True, height=min(35 * len(locked) + 38, 320))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            free = st.multiselect(
                t("Let go"),
                list(keys),
                format_func=lambda key: f"{key[0]} · {_stage(key, found)}",
                key=f"plan_free_{len(keys)}",
                placeholder=t("None"),
                width=460,
            )
            if st.button(t("Unlock"), icon=":material/lock_open:", key="plan_free", disabled=not free):
                _release(free)
            if st.button(t("Unlock all"), icon=":material/lock_open:", key="plan_free_all"):
                _release(keys)
        plan_anew.show("plan_by_hand_start")


def _release(keys: Collection[VisitKey]) -> None:
    plan_desk.release(keys)
    st.rerun()


def _stage(key: VisitKey, found: Planned) -> str:
    return name(found.work.problem.visit_of[key].stage)


def _table(locked: Sequence[Kept], found: Planned) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("Application"): [one.key[0] for one in locked],
            t("Stage"): [_stage(one.key, found) for one in locked],
            t("Crew"): [name(one.crew) for one in locked],
            t("Begins at"): [
                t(_WHEN[ANY]) if one.starts_at is None else clock(one.starts_at, found) for one in locked
            ],
        }
    )
