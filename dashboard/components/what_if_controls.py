"""What a reader may change in a what-if; each control writes its change into the address."""

import streamlit as st

from dashboard import asking, own_scenarios
from dashboard.components import what_if_editor, what_if_variants
from dashboard.components.bound import bound
from dashboard.words import t
from dashboard.words.told import told
from scenarios import Scenario
from workbench.variant import MOST_DAYS
from workbench.what_if import MOST_REPLICATIONS, MOST_SEED, WhatIf


def show(what_if: WhatIf) -> WhatIf:
    """Draw all controls and give the what-if as it now stands."""
    base = asking.base_of(what_if)
    _choose_base(what_if, base)
    with st.container(border=True):
        what_if_variants.show(what_if)
        what_if_editor.show(what_if.variants[asking.edited()], base)
    return asking.asked()


def _choose_base(what_if: WhatIf, base: Scenario) -> None:
    titles = own_scenarios.titles()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            t("Base scenario"),
            list(titles),
            format_func=titles.__getitem__,
            width=300,
            **bound("scenario", what_if.scenario),
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
    st.number_input(t("Days measured"), 1, MOST_DAYS, **bound("days", base.horizon.days))
    st.number_input(
        t("Runs of each side"),
        2,
        MOST_REPLICATIONS,
        help=t("More runs narrow the intervals; the time they take grows with them."),
        **bound("replications", max(what_if.replications, 2)),
    )
    st.number_input(
        t("Seed"),
        0,
        MOST_SEED,
        help=t("The same seed brings the same customers, so that anybody can repeat the result."),
        **bound("seed", what_if.seed),
    )
