"""Figures of a plan, beside the plan by hand and the plan before."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.words import formats, mark, t
from workbench.crew_plan import Planned
from workbench.plan_frames import figures, moved

MEASURES: Mapping[str, str] = {
    "visits_planned": mark("Visits planned"),
    "visits_unplanned": mark("Left out"),
    "visits_late": mark("Too late for their promise"),
    "visits_at_risk": mark("Promise at risk"),
    "way": mark("On the way"),
    "overtime": mark("Overtime"),
    "plan_cost": mark("Cost of the plan"),
}
_MORE_IS_BETTER = frozenset({"visits_planned"})


def show(found: Planned, before: Planned | None) -> None:
    """Draw a card for each figure with its difference to the plan by hand, and a line on the plan before."""
    table = figures(found).set_index("measure")
    with st.container(key="cards"):
        for measure, says in MEASURES.items():
            with st.container(border=True, height="stretch"):
                _card(t(says), *_sides(table, measure), measure in _MORE_IS_BETTER)
    st.caption(
        t(
            "Below each figure: against what a dispatcher would plan by hand, the earliest deadline first, "
            "by whoever is there first. The cost weighs lateness, visits left out, ways and overtime by the "
            "prices of the scenario."
        )
    )
    if before is not None:
        _against(found, before, table)


def _sides(table: pd.DataFrame, measure: str) -> tuple[float, float, str]:
    """Of the plan, of the plan by hand, and their unit."""
    (plan,), (by_rule,), (unit,) = (table.loc[[measure], side] for side in ("plan", "by_rule", "unit"))
    return float(plan), float(by_rule), str(unit)


def _card(says: str, plan: float, by_rule: float, unit: str, more_is_better: bool) -> None:
    st.metric(
        says,
        _amount(plan, unit),
        delta=_signed(plan - by_rule, unit) if round(plan - by_rule, 1) else None,
        delta_color="normal" if more_is_better else "inverse",
    )


def _against(found: Planned, before: Planned, table: pd.DataFrame) -> None:
    """How the plan differs from the one before: the price of what was changed by hand."""
    apart = table["plan"] - figures(before).set_index("measure")["plan"]
    said = [
        f"{t(says)} {_signed(apart[measure], str(table.loc[measure, 'unit']))}"
        for measure, says in MEASURES.items()
        if round(apart[measure], 1)
    ]
    lines, n = t(", ").join(said) or t("no figure differs"), moved(before.plan, found.plan)
    says = t("Against the plan before: {lines}. {n} visits moved to another crew or time.", lines=lines, n=n)
    st.info(says, icon=":material/compare_arrows:")


def _amount(value: float, unit: str) -> str:
    if unit == "hours":
        return formats.duration(value)
    written = formats.number(value, 0)
    return t("{n} CNY", n=written) if unit == "CNY" else written


def _signed(value: float, unit: str) -> str:
    return f"{'+' if value > 0 else '-'}{_amount(abs(value), unit)}"
