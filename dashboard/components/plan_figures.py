"""Figures of a plan, beside the plan by hand and the plan before."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.words import formats, mark, t
from workbench.crew_plan import Planned
from workbench.plan_differences import differences, moved
from workbench.plan_frames import above_best, figures

MEASURES: Mapping[str, str] = {
    "visits_planned": mark("Visits planned"),
    "visits_unplanned": mark("Left out"),
    "visits_late": mark("Too late for their promise"),
    "visits_at_risk": mark("Promise at risk"),
    "way": mark("On the way"),
    "overtime": mark("Overtime"),
    "plan_cost": mark("Cost of the plan"),
}
_MOST_TOLD = 1.0
"""Share above the best one from which on a bound says nothing of how good a plan is."""
_MORE_IS_BETTER = frozenset({"visits_planned"})


def show(found: Planned, before: Planned | None = None) -> None:
    """Draw a card for each figure with its difference to the plan by hand, and a line on the plan before."""
    table = figures(found).set_index("measure")
    with st.container(key="cards"):
        for measure, says in MEASURES.items():
            with st.container(border=True, height="stretch"):
                _card(t(says), *_sides(table, measure), measure in _MORE_IS_BETTER)
        with st.container(border=True, height="stretch"):
            _how_good(found)
    st.caption(
        t(
            "Below each figure: against what a dispatcher would plan by hand, the earliest deadline first, "
            "by whoever is there first. The cost weighs lateness, visits left out, ways and overtime by "
            "their prices."
        )
    )
    if before is not None and before.work.now == found.work.now:
        _against(found, before, table)
    elif before is not None and before.work.now < found.work.now:
        st.info(_rest(found, before), icon=":material/update:")


def _sides(table: pd.DataFrame, measure: str) -> tuple[float, float, str]:
    """Of the plan, of the plan by hand, and their unit."""
    (plan,), (by_rule,), (unit,) = (table.loc[[measure], side] for side in ("plan", "by_rule", "unit"))
    return float(plan), float(by_rule), str(unit)


def _card(says: str, plan: float, by_rule: float, unit: str, more_is_better: bool) -> None:
    st.metric(
        says,
        amount(plan, unit),
        delta=signed(plan - by_rule, unit) if round(plan - by_rule, 1) else None,
        delta_color="normal" if more_is_better else "inverse",
    )


def _how_good(found: Planned) -> None:
    st.metric(
        t("Above the best possible cost"),
        above(above_best(found.result)),
        help=t(
            "No plan costs less than a bound that is worked out apart from the search: for small plans "
            "always, for others from 30 seconds of search on. A dash where it is not known, or so low "
            "that the plan might cost twice as much as the best."
        ),
    )


def above(share: float | None) -> str:
    """How far a plan may be from the best one; what is not known, or says nothing, is not said."""
    if share is None or share > _MOST_TOLD:
        return formats.NONE
    digits = 1 if share < 0.1 else 0
    return t("At most {share}", share=formats.percent(share, digits)) if share else t("Proven best")


def _against(found: Planned, before: Planned, table: pd.DataFrame) -> None:
    """How the plan differs from the one before: the price of what was changed by hand."""
    apart = table["plan"] - figures(before).set_index("measure")["plan"]
    said = [
        f"{t(says)} {signed(apart[measure], str(table.loc[measure, 'unit']))}"
        for measure, says in MEASURES.items()
        if round(apart[measure], 1)
    ]
    lines, n = t(", ").join(said) or t("no figure differs"), moved(before.plan, found.plan)
    says = t("Against the plan before: {lines}. {n} visits moved to another crew or time.", lines=lines, n=n)
    st.info(says, icon=":material/compare_arrows:")


def _rest(found: Planned, before: Planned) -> str:
    changed = differences(before.plan, found.plan, found.problem)
    at = formats.instant(found.work.now, found.work.zone)
    return t("The rest of the plan from {at}: {n} visits go otherwise than before.", at=at, n=len(changed))


def amount(value: float, unit: str) -> str:
    """A figure of a plan in its unit: visits, hours or CNY."""
    if unit == "hours":
        # Hours of many crews make no day: 80 h on the way stay hours.
        return formats.duration(value) if value < 1 else f"{formats.number(value)} {formats.unit_name(unit)}"
    written = formats.number(value, 0)
    return t("{n} CNY", n=written) if unit == "CNY" else written


def signed(value: float, unit: str) -> str:
    """A difference of two figures."""
    if not round(value, 1):
        return formats.NONE
    return f"{'+' if value > 0 else '-'}{amount(abs(value), unit)}"
