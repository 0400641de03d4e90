"""Everything a variant may change, in tabs; each says how much it changes."""

from collections.abc import Callable, Mapping
from typing import get_args

import streamlit as st

from dashboard.components import what_if_away, what_if_crews
from dashboard.components.bound import bound, entry
from dashboard.components.what_if_cards import batched
from dashboard.words import formats, mark, name, t
from dashboard.words.own import words_of
from dashboard.words.told import told
from domain.time_limit import Unit
from domain.time_limit_text import parse_time_limit
from scenarios import Scenario
from scenarios.dispatching import Dispatch
from workbench.variant import MOST_CREWS, MOST_PROMISE, Variant, amounts

MOST_PERCENT, STEP_PERCENT = 300, 5
IN_A_ROW = 3
UNITS: Mapping[Unit, str] = {
    Unit.WORKING_HOURS: mark("working hours"),
    Unit.WORKING_DAYS: mark("working days"),
}
Part = Callable[[Variant, Scenario], None]


def show(variant: Variant, base: Scenario) -> None:
    """Draw the controls of one variant."""
    parts: dict[str, Part] = {
        _counted(t("Crews"), len(variant.crews)): what_if_crews.show,
        _counted(t("Desks"), len(variant.desks)): _choose_desks,
        _counted(t("Demand"), variant.demand is not None): _choose_demand,
        _counted(t("Levers"), len(variant.levers)): _choose_levers,
        _counted(t("Promises"), len(variant.promises)): _choose_promises,
        _counted(t("Dispatch"), variant.dispatch is not None): _choose_dispatch,
        _counted(t("Disruption"), len(variant.away)): what_if_away.show,
    }
    for tab, draw in zip(st.tabs(list(parts), key="what_if_tabs"), parts.values(), strict=True):
        with tab:
            draw(variant, base)


def _counted(title: str, changes: int) -> str:
    return f"{title} :blue-badge[{changes:d}]" if changes else title


def _choose_desks(variant: Variant, base: Scenario) -> None:
    st.caption(t("People on duty in each shift, by department"))
    columns = st.columns(4)
    for place, (department, desk) in enumerate(base.workforce.desks.items()):
        size = variant.desks.get(department, desk.size)
        with columns[place % 4]:
            st.number_input(
                name(department, "department"),
                0,
                MOST_CREWS,
                **entry("desks", dict(variant.desks), department, size),
            )


def _choose_demand(variant: Variant, base: Scenario) -> None:
    percent = round(100 * (base.demand.scale if variant.demand is None else variant.demand))
    st.slider(
        t("Applications"),
        0,
        max(MOST_PERCENT, percent),
        step=STEP_PERCENT,
        format="%d%%",
        help=t("Applications of every track and region; 100 % is the scenario's own number."),
        **bound("demand", percent, lambda chosen: chosen / 100),
    )


def _choose_levers(variant: Variant, base: Scenario) -> None:
    if not base.mechanisms:
        st.caption(t("This scenario has no levers."))
        return
    columns = st.columns(3, gap="medium")
    for place, (lever, mechanism) in enumerate(base.mechanisms.items()):
        on = variant.levers.get(lever, base.levers.get(lever, False))
        with columns[place % 3].container(gap="xsmall"):
            st.toggle(words_of(mechanism.title), **entry("levers", dict(variant.levers), lever, on))
            st.caption(told(mechanism.mechanism))


def _choose_promises(variant: Variant, base: Scenario) -> None:
    if not base.service_levels:
        st.caption(t("This scenario makes no promises."))
        return
    for row in batched(list(amounts(base).items()), IN_A_ROW):
        for column, (level, usual) in zip(
            st.columns(IN_A_ROW, vertical_alignment="bottom"), row, strict=False
        ):
            with column:
                _choose_promise(variant, base, level, usual)
    st.caption(
        t(
            "A promise changes what counts as on time. It changes the work only where the dispatch rule "
            "looks at what is due."
        )
    )


def _choose_promise(variant: Variant, base: Scenario, level: str, usual: float) -> None:
    unit = parse_time_limit(base.service_levels[level].limit).unit
    st.number_input(
        t("{promise}, in {unit}", promise=name(level), unit=_unit(unit)),
        1,
        MOST_PROMISE,
        **entry("promises", dict(variant.promises), level, round(variant.promises.get(level, usual))),
    )


def _unit(unit: Unit) -> str:
    if unit in UNITS:
        return t(UNITS[unit])
    elapsed = {Unit.ELAPSED_MINUTES: "minutes", Unit.ELAPSED_HOURS: "hours"}
    return formats.unit_name(elapsed.get(unit, "days"))


def _choose_dispatch(variant: Variant, base: Scenario) -> None:
    st.radio(
        t("Which waiting work is taken first"),
        list(get_args(Dispatch)),
        format_func=name,
        horizontal=True,
        **bound("dispatch", variant.dispatch or base.dispatch),
    )
