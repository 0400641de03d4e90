"""Two plans beside each other: figures, and visits that go to another crew or time."""

import tempfile
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import plan_desk
from dashboard.components import file_field, plan_figures
from dashboard.components.plan_words import done, named
from dashboard.plan_desk import Made
from dashboard.uploads import put
from dashboard.words import formats, t
from dashboard.words.told import told
from domain.errors import InputError
from domain.plan import Plan
from optimizer.check.words import strangers
from optimizer.files import read_plan
from workbench.crew_plan import Planned
from workbench.plan_differences import differences
from workbench.plan_frames import figures_of

BY_RULE, FILE = -1, 0
"""Beside the numbers of plans: the plan by hand, and one from a file."""
Side = tuple[Planned, Plan]


def show(found: Planned) -> None:
    """Draw the choice of the other plan, and how this one differs from it."""
    others = {made.number: made for made in plan_desk.plans() if made.found is not found}
    with st.container(border=True):
        st.subheader(t("Compare with another plan"), anchor=False)
        choices = [*sorted(others, reverse=True), BY_RULE, FILE]
        chosen = st.selectbox(
            t("The other plan"),
            choices,
            format_func=lambda number: _called(number, others),
            key=f"plan_other_{len(others)}",
            width=460,
        )
        other = _other(chosen, others, found)
        if other is not None:
            _figures(other, (found, found.plan))
            _moved(other[1], found)


def _called(number: int, others: dict[int, Made]) -> str:
    if number == BY_RULE:
        return t("By hand, the earliest deadline first")
    if number == FILE:
        return t("A plan from a file")
    made = others[number]
    cost = t("{n} CNY", n=formats.number(made.found.cost.total, 0))
    at = formats.instant(made.found.work.now, made.found.work.zone)
    return t("Plan {n} for {at}, {cost}", n=number, at=at, cost=cost)


def _other(chosen: int, others: dict[int, Made], found: Planned) -> Side | None:
    if chosen == BY_RULE:
        return found, found.by_rule
    if chosen != FILE:
        made = others[chosen].found
        return made, made.plan
    sent = file_field.show(t("File of a plan, as it is published"), ("json", "csv"), "plan_file")
    if sent is None:
        return None
    try:
        return found, _read(sent, found)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")
        return None


def _read(sent: UploadedFile, found: Planned) -> Plan:
    with tempfile.TemporaryDirectory(prefix="switchboard-") as folder:
        file = put(sent, Path(folder))
        plan = read_plan(file)
    for sentence in (sentence for one in plan.assignments for sentence in strangers(one, found.problem)):
        raise InputError(f"{file.name}: {sentence}")
    return plan


def _figures(other: Side, this: Side) -> None:
    """Only of plans of the same instant: what is left of a day has smaller figures than all of it."""
    if other[0].work.now != this[0].work.now:
        st.caption(t("The plans are of different instants, so only their visits are compared."))
        return
    before, after = figures_of(*other), figures_of(*this)
    rows = {
        t(plan_figures.MEASURES[measure]): (
            plan_figures.amount(before[measure, unit], unit),
            plan_figures.amount(value, unit),
            plan_figures.signed(value - before[measure, unit], unit),
        )
        for (measure, unit), value in after.items()
    }
    columns = [t("The other plan"), t("This plan"), t("Difference")]
    st.table(pd.DataFrame.from_dict(rows, orient="index", columns=columns), alt=t("Figures of both plans"))


def _moved(other: Plan, found: Planned) -> None:
    frame = differences(other, found.plan, found.problem)
    if frame.empty:
        st.caption(t("Every visit goes to the same crew at the same time."))
        return
    says = t(
        "**{n} visits** are done by another crew, at another time or by only one of the two.", n=len(frame)
    )
    st.markdown(says)
    st.dataframe(_told(frame, other, found), hide_index=True, height=min(35 * len(frame) + 38, 420))


def _told(frame: pd.DataFrame, other: Plan, found: Planned) -> pd.DataFrame:
    keys = list(zip(frame["application"], frame["number"], strict=True))
    sides = [{one.key: one for one in plan.assignments} for plan in (other, found.plan)]
    return pd.DataFrame(
        {
            t("Application"): frame["application"],
            t("Stage"): frame["stage"].map(named),
            t("Region"): frame["region"].map(named),
            t("The other plan"): [done(sides[0].get(key), found) for key in keys],
            t("This plan"): [done(sides[1].get(key), found) for key in keys],
        }
    )
