"""The figures above the satisfaction page: how satisfied, how many answered, who does not."""

from math import isnan

import streamlit as st

from dashboard.words import formats, t
from models.satisfaction import Satisfaction


def show(told: Satisfaction, dimension: str, stage: str) -> None:
    """Draw mean score, response and customers of what the page is asked about, each with what it rests on."""
    levels = told.levels
    rows = levels[(levels["dimension"] == dimension) & (levels["stage"] == stage)]
    if rows.empty:
        st.caption(t("Nobody has answered about this stage."))
        return
    row = rows.iloc[0]
    with st.container(key="cards"):
        _card(
            t("Mean score, 1 to 5"),
            formats.number(row["mean"], 2),
            _reach(float(row["low"]), float(row["high"])),
        )
        if row["asked"]:
            visits = t("of {n} stage visits", n=int(row["asked"]))
            _card(t("Surveys answered"), formats.percent(float(row["response"])), visits)
        answers = t("{n} answers", n=int(row["n"]))
        _card(t("Customers who answered"), formats.number(row["customers"], 0), answers)
    st.caption(_weighed(told, float(row["unweighted"])))


def _reach(low: float, high: float) -> str:
    return t("too few for an interval") if isnan(low) else t("{low} to {high} (95 %)", low=low, high=high)


def _card(label: str, value: str, rests_on: str) -> None:
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(label, value)
        st.caption(rests_on)


def _weighed(told: Satisfaction, plain: float) -> str:
    """How those who do not answer are made up for."""
    if not told.response.modelled:
        return t("Plain means: it is not known who was asked, or too few were to tell who answers.")
    return t(
        "Means are weighted by the inverse of the chance to answer, given the stage and what was lived "
        "through; the plain mean is {plain}. Answering that depends on the opinion itself cannot be seen in "
        "the answers.",
        plain=plain,
    )
