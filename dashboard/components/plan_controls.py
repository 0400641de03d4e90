"""What is planned: whose crews, which backlog, when, for how many days; each choice stands in the address."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, first_log, own_scenarios, plan_desk, planning
from dashboard.components import plan_source_files
from dashboard.planning import OnDesk
from dashboard.words import mark, t
from dashboard.words.told import told
from domain.errors import InputError
from scenarios import Scenario

_SOURCES = {
    planning.RUN: mark("A run of the scenario"),
    planning.LOG: mark("The log on the desk"),
    planning.FILES: mark("Files of visits and crews"),
}
_DAY, _CLOCK = "plan_day", "plan_clock"


def show() -> OnDesk:
    """Draw the choices; a press on Plan starts the job."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _choose_source()
            if planning.source() != planning.FILES:
                _choose_open_work(planning.scenario())
            _choose_limit()
            begin = st.container(width="content")
        ready = planning.source() != planning.FILES or plan_source_files.show()
        desk = OnDesk(planning.question(), plan_desk.changes(), planning.limit())
        says = t("Plan") if planning.job() is None else t("Plan anew")
        wanted = begin.button(
            says, type="primary", icon=":material/route:", key="plan_start", disabled=not ready
        )
        if wanted:
            _start(desk)
    return desk


def _start(desk: OnDesk) -> None:
    try:
        if desk.question.log is not None:
            first_log.desk()
        planning.start(desk)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")


def _choose_source() -> None:
    st.selectbox(
        t("What waits, from"),
        list(_SOURCES),
        format_func=lambda source: t(_SOURCES[source]),
        width=230,
        **_kept(planning.SOURCE, planning.source()),
    )


def _choose_open_work(of: Scenario) -> None:
    titles = own_scenarios.titles()
    st.selectbox(
        t("Crews and rules of"),
        list(titles),
        format_func=titles.__getitem__,
        width=250,
        **_kept(planning.SCENARIO, of.name),
    )
    _choose_instant(of)
    days = planning.whole(planning.DAYS, 1, range(1, 11))
    st.number_input(t("Working days planned"), 1, 10, width=150, **_kept(planning.DAYS, days))


def _choose_instant(of: Scenario) -> None:
    local = planning.at(of).tz_convert(of.horizon.time_zone)
    st.session_state[_DAY], st.session_state[_CLOCK] = local.date(), local.time()
    first, last = of.horizon.first_day, of.horizon.last_day
    st.date_input(t("Day"), min_value=first, max_value=last, key=_DAY, on_change=_note_instant, width=150)
    st.time_input(t("Time of day"), key=_CLOCK, on_change=_note_instant, width=110)


def _note_instant() -> None:
    day, clock = st.session_state[_DAY], st.session_state[_CLOCK]
    if day is not None and clock is not None:
        address.put(planning.AT, pd.Timestamp(datetime.combine(day, clock)).strftime("%Y-%m-%dT%H:%M"))


def _choose_limit() -> None:
    st.selectbox(
        t("Seconds of search"),
        planning.LIMITS,
        width=160,
        help=t("The plan so far is shown while better ones are looked for."),
        **_kept(planning.LIMIT, planning.limit()),
    )


def _kept(key: str, value: object, written: Callable[[Any], str] = str) -> dict[str, Any]:
    """Arguments of a widget whose value stands in the address."""
    widget = f"choose_{key}"
    st.session_state[widget] = value
    return {"key": widget, "on_change": lambda: address.put(key, written(st.session_state[widget]))}
