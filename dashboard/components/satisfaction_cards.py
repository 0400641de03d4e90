"""The figures above the satisfaction page: how satisfied, how many answered, who does not."""

import streamlit as st

from dashboard.words import formats, t
from models.satisfaction import Satisfaction
from models.satisfaction_effects import ALL


def show(told: Satisfaction) -> None:
    """Draw mean score, response, answers and customers, each with what it rests on."""
    whole = told.levels[(told.levels["dimension"] == ALL) & (told.levels["stage"] == ALL)].iloc[0]
    reach = t("{low} to {high} (95 %)", low=float(whole["low"]), high=float(whole["high"]))
    response = told.response
    with st.container(key="cards"):
        _card(t("Mean score, 1 to 5"), formats.number(whole["mean"], 2), reach)
        if response.asked:
            share = formats.percent(response.answered / response.asked)
            _card(t("Surveys answered"), share, t("of {n} stage visits", n=response.asked))
        _card(
            t("Customers who answered"),
            formats.number(whole["customers"], 0),
            t("{n} answers", n=int(whole["n"])),
        )
    st.caption(_weighed(told, float(whole["unweighted"])))


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
