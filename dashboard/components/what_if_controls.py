"""What a reader may change in a what-if; each control writes its change into the address."""

from collections.abc import Callable
from typing import Any, get_args

import streamlit as st

from dashboard import asking
from dashboard.components import what_if_crews
from dashboard.words import language, mark, t
from dashboard.words.told import told
from scenarios import Scenario, library
from scenarios.part import Words
from scenarios.scenario import Dispatch
from workbench.what_if import MOST_DAYS, MOST_REPLICATIONS, MOST_SEED, WhatIf

DISPATCH = {"fifo": mark("Longest waiting first"), "earliest_deadline": mark("First due first")}
MOST_PERCENT, STEP_PERCENT = 300, 5


def show(what_if: WhatIf) -> WhatIf:
    """Draw all controls and give the what-if as it now stands."""
    base = asking.base_of(what_if.scenario, what_if.days)
    _choose_base(what_if, base)
    left, right = st.columns([3, 2], gap="large")
    with left:
        what_if_crews.show(what_if, base)
    with right:
        _choose_demand(what_if, base)
        _choose_dispatch(what_if, base)
    _choose_levers(what_if, base)
    return asking.asked()


def words_of(words: Words) -> str:
    """Say a scenario's own words in the reader's language."""
    return words.zh if language() == "zh" and words.zh else words.en


def _choose_base(what_if: WhatIf, base: Scenario) -> None:
    titles = {entry.name: words_of(entry.title) for entry in library()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            t("Base scenario"),
            list(titles),
            format_func=titles.__getitem__,
            width=300,
            **_bound("scenario", what_if.scenario),
        )
        with st.popover(t("Experiment"), icon=":material/tune:"):
            _choose_experiment(what_if, base)
        st.caption(_experiment(what_if, base), width="content")
    st.caption(told(base.why))


def _experiment(what_if: WhatIf, base: Scenario) -> str:
    return t(
        "{days} days after {warm_up} days of warm-up, {n} runs of each side, seed {seed}",
        days=base.horizon.days,
        warm_up=base.horizon.warm_up_days,
        n=what_if.replications,
        seed=str(what_if.seed),
    )


def _choose_experiment(what_if: WhatIf, base: Scenario) -> None:
    st.number_input(t("Days measured"), 1, MOST_DAYS, **_bound("days", base.horizon.days))
    st.number_input(
        t("Runs of each side"),
        2,
        MOST_REPLICATIONS,
        help=t("More runs narrow the intervals; the time they take grows with them."),
        **_bound("replications", max(what_if.replications, 2)),
    )
    st.number_input(
        t("Seed"),
        0,
        MOST_SEED,
        help=t("The same seed brings the same customers, so that anybody can repeat the result."),
        **_bound("seed", what_if.seed),
    )


def _choose_demand(what_if: WhatIf, base: Scenario) -> None:
    percent = round(100 * (base.demand.scale if what_if.demand is None else what_if.demand))
    st.slider(
        t("Demand"),
        0,
        max(MOST_PERCENT, percent),
        step=STEP_PERCENT,
        format="%d%%",
        help=t("Applications of every track and region; 100 % is the scenario's own number."),
        **_bound("demand", percent, lambda chosen: chosen / 100),
    )


def _choose_dispatch(what_if: WhatIf, base: Scenario) -> None:
    st.segmented_control(
        t("Which waiting work is taken first"),
        list(get_args(Dispatch)),
        format_func=lambda rule: t(DISPATCH[rule]),
        required=True,
        **_bound("dispatch", what_if.dispatch or base.dispatch),
    )


def _choose_levers(what_if: WhatIf, base: Scenario) -> None:
    if not base.mechanisms:
        return
    st.markdown(f"**{t('Levers')}**")
    columns = st.columns(4, gap="medium")
    for place, (lever, mechanism) in enumerate(base.mechanisms.items()):
        on = what_if.levers.get(lever, base.levers.get(lever, False))
        with columns[place % 4].container(gap="xsmall"):
            st.toggle(words_of(mechanism.title), **_bound("levers", on, _switch(what_if, lever), lever))
            st.caption(told(mechanism.mechanism))


def _switch(what_if: WhatIf, lever: str) -> Callable[[bool], dict[str, bool]]:
    return lambda on: {**what_if.levers, lever: on}


def _bound(
    field: str, value: object, meaning: Callable[[Any], object] = lambda chosen: chosen, part: str = ""
) -> dict[str, Any]:
    """Arguments that show a field's value in a widget and write what the reader chooses into the address."""
    key = f"what_if_{field}{part}"
    st.session_state[key] = value
    return {"key": key, "on_change": lambda: asking.change(**{field: meaning(st.session_state[key])})}
