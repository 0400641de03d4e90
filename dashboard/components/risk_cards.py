"""The figures above the Delay risk page: what is open, and how good the model was, beside plain rules."""

import streamlit as st

from dashboard.components.risk_choices import Asked
from dashboard.words import formats, t
from models.outlook import WHOLE, Outlook
from models.outlook_frames import ahead


def show(found: Outlook, asked: Asked) -> None:
    """Draw the cards that have something to say."""
    with st.container(key="cards"):
        _open(found, asked)
        if found.model.figures is not None:
            _judged(found, asked)


def _open(found: Outlook, asked: Asked) -> None:
    now = ahead(found, asked.kind, asked.costs)
    _card(t("Open applications"), formats.number(now.open, 0), t("{n} with a deadline ahead", n=now.ahead))
    if now.ahead:
        past = t("past their deadline already: {n}", n=now.past)
        _card(t("Expected to be late"), formats.number(now.expected), past)
        least = t("from a risk of {share}", share=formats.percent(asked.costs.threshold))
        _card(t("Worth a look now"), formats.number(now.alarms, 0), least)


def _judged(found: Outlook, asked: Asked) -> None:
    figures = found.model.figures
    assert figures is not None
    late, time = figures.lateness, figures.remaining_time
    if late is not None and asked.kind == WHOLE:
        rule = t("rate of the type {rule}; chance 0.5", rule=formats.number(late["auc_rate_rule"], 2))
        _card(t("Late told from kept (area)"), formats.number(late["auc"], 2), rule)
    rule = t("median of the same step {rule}", rule=formats.duration(24 * time["mae_days_median_rule"]))
    _card(t("Dates are off by"), formats.duration(24 * time["mae_days"]), rule)
    stated = t("90% stated, n = {n}", n=time["n"])
    _card(t("Finished by P90"), formats.percent(time["coverage"]["p90"]), stated)


def _card(label: str, value: str, rests_on: str) -> None:
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(label, value)
        st.caption(rests_on)
