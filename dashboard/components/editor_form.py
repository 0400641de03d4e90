"""A form over the scenario text: what readers change most, each change written into the text."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import pandas as pd
import streamlit as st

from dashboard import drafting
from dashboard.words import name, t
from dashboard.words.own import words_of
from scenarios import Scenario
from scenarios.dispatching import Dispatch
from scenarios.draft import Path
from workbench.variant import MOST_CREWS, MOST_DAYS, MOST_DEMAND

_CREWS = "editor_crews_held"


def show(scenario: Scenario, disabled: bool) -> None:
    """Draw the form as a scenario fills it.

    Parameters
    ----------
    disabled : the text cannot be read, so nothing can be written into it.
    """
    with st.expander(t("Name and story"), icon=":material/edit_note:", expanded=True):
        _story(scenario, disabled)
    with st.expander(t("Days and demand"), icon=":material/calendar_month:"):
        _days_and_demand(scenario, disabled)
    with st.expander(t("Crews and desks"), icon=":material/groups:"):
        _desks(scenario, disabled)
        _crews(scenario, disabled)
    with st.expander(t("Levers and dispatch"), icon=":material/toggle_on:"):
        _levers(scenario, disabled)
    with st.expander(t("Service levels"), icon=":material/timer:"):
        _promises(scenario, disabled)


def _story(scenario: Scenario, disabled: bool) -> None:
    st.text_input(t("Identifier"), **_bound(("name",), scenario.name, disabled))
    left, right = st.columns(2)
    left.text_input(t("Title, English"), **_bound(("title", "en"), scenario.title.en, disabled))
    right.text_input(t("Title, Chinese"), **_bound(("title", "zh"), scenario.title.zh, disabled))
    st.text_area(t("Why: what it is to answer"), height=90, **_bound(("why",), scenario.why, disabled))


def _days_and_demand(scenario: Scenario, disabled: bool) -> None:
    horizon = scenario.horizon
    first, second, third = st.columns(3)
    first.date_input(t("First day measured"), **_bound(("horizon", "start"), horizon.start, disabled))
    second.number_input(
        t("Days measured"),
        1,
        MOST_DAYS,
        **_bound(("horizon", "days"), min(horizon.days, MOST_DAYS), disabled),
    )
    third.number_input(
        t("Days of warm-up"),
        0,
        MOST_DAYS,
        **_bound(("horizon", "warm_up_days"), horizon.warm_up_days, disabled),
    )
    st.number_input(
        t("Demand, as a factor on all streams"),
        0.0,
        float(MOST_DEMAND),
        step=0.05,
        **_bound(("demand", "scale"), float(scenario.demand.scale), disabled),
    )


def _desks(scenario: Scenario, disabled: bool) -> None:
    st.markdown(f"**{t('People at each desk, per shift')}**")
    with st.container(horizontal=True):
        for department, desk in scenario.workforce.desks.items():
            path = ("workforce", "desks", department, "size")
            label = name(department, "department")
            st.number_input(label, 0, MOST_CREWS, width=170, **_bound(path, desk.size, disabled))


def _crews(scenario: Scenario, disabled: bool) -> None:
    """A table whose data stay as they were when it was drawn first, or typing into it is lost."""
    sizes = {group.name: group.size for group in scenario.workforce.crews}
    number, start, given = st.session_state.get(_CREWS, (0, sizes, sizes))
    if given != sizes:
        number, start = number + 1, sizes
    st.markdown(f"**{t('Crews')}**")
    edited = st.data_editor(
        _crew_table(scenario, start),
        column_config={
            "crews": st.column_config.NumberColumn(
                t("Crews"), min_value=0, max_value=MOST_CREWS, step=1, format="%d", required=True
            )
        },
        disabled=True if disabled else [t("Region"), t("Skills")],
        hide_index=True,
        key=f"editor_crews_{number}",
        width="stretch",
    )
    now = dict(zip(start, map(int, edited["crews"]), strict=True))
    st.session_state[_CREWS] = (number, start, now)
    if now != sizes:
        changed = {group: size for group, size in now.items() if size != sizes[group]}
        drafting.change({("workforce", "crews", group, "size"): size for group, size in changed.items()})
        st.rerun()


def _crew_table(scenario: Scenario, sizes: Mapping[str, int]) -> pd.DataFrame:
    groups = scenario.workforce.crews
    return pd.DataFrame(
        {
            t("Region"): [name(group.region) for group in groups],
            t("Skills"): [" + ".join(name(skill, "skill") for skill in group.skills) for group in groups],
            "crews": [sizes[group.name] for group in groups],
        }
    )


def _levers(scenario: Scenario, disabled: bool) -> None:
    st.selectbox(
        t("Which waiting work is taken first"),
        list(get_args(Dispatch)),
        format_func=name,
        required=True,
        **_bound(("dispatch",), scenario.dispatch, disabled),
    )
    left, right = st.columns(2)
    for place, (lever, mechanism) in enumerate(scenario.mechanisms.items()):
        on = scenario.levers.get(lever, False)
        (left, right)[place % 2].toggle(words_of(mechanism.title), **_bound(("levers", lever), on, disabled))


def _promises(scenario: Scenario, disabled: bool) -> None:
    for key, promise in scenario.service_levels.items():
        path = ("service_levels", key, "limit")
        st.text_input(name(key), **_bound(path, promise.limit, disabled))


def _bound(path: Path, value: object, disabled: bool) -> dict[str, Any]:
    """Arguments that show a value in a widget and write what the reader chooses into the text."""
    key = f"editor_{'/'.join(path)}"
    st.session_state[key] = value
    return {"key": key, "disabled": disabled, "on_change": lambda: _write(tuple(path), st.session_state[key])}


def _write(path: tuple[str, ...], value: object) -> None:
    drafting.change({path: value.isoformat() if isinstance(value, date) else value})
