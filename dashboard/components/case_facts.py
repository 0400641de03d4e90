"""What is known of one application."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, cached
from dashboard.charts.timeline import KINDS, MILESTONES, what
from dashboard.shelf import OpenLog
from dashboard.words import formats, name, t

_ID, _FIELD = "id", "case_number"


def ask(number: str | None) -> str:
    """Draw the field for an application's number and give what it holds."""
    st.session_state[_FIELD] = number or ""
    return st.text_input(
        t("Application number"),
        key=_FIELD,
        on_change=lambda: address.put(
            _ID, *([st.session_state[_FIELD].strip()] if st.session_state[_FIELD] else [])
        ),
        width=320,
    )


def show(opened: OpenLog, number: str) -> None:
    """Draw its main facts."""
    row = cached.case(opened.key, number, opened)
    zone = opened.log.time_zone
    facts = {
        t("State"): _state(row),
        t("Stage now"): _said(row["stage"]),
        name("track"): _said(row["track"]),
        name("region"): _said(row["region"]),
        name("department"): _said(row["department"], "department"),
        t("Submitted at"): formats.instant(row["submitted_at"], zone),
        t("Promise"): _said(row["promise"]),
        t("Due"): formats.instant(row["due_at"], zone),
        t("Met"): formats.instant(row["met_at"], zone),
        t("Time since submission"): formats.duration(row["age_hours"]),
    }
    with st.container(key="facts"):
        for label, fact in facts.items():
            st.markdown(f":small[:gray[{label}]]  \n**{fact}**")


def _state(row: "pd.Series[Any]") -> str:
    late = f" · {t('late')}" if row["late"] else ""
    return f"{name(row['status'])}{late}"


def _said(value: str | None, kind: str = "") -> str:
    return formats.NONE if value is None or pd.isna(value) else name(value, kind)


def of_later(entries: pd.DataFrame, zone: str) -> str:
    """Say what the picture leaves out because it comes long after the end; "" where there is nothing."""
    if entries.empty:
        return ""
    stages = t(", ").join(dict.fromkeys(_said(stage) for stage in entries["stage"]))
    first = formats.day(entries["started_at"].min(), zone)
    return t("Not drawn, from {day} on: {stages}. It is among all entries below.", day=first, stages=stages)


def table(entries: pd.DataFrame, zone: str) -> None:
    """List everything that happened, in order."""
    kinds = entries["kind"].where(~entries["kind"].isin(MILESTONES), "milestone")
    listed = pd.DataFrame(
        {
            t("From"): [formats.instant(at, zone) for at in entries["started_at"]],
            t("To"): [formats.instant(at, zone) for at in entries["ended_at"]],
            t("What"): [t(KINDS[kind]) for kind in kinds],
            t("Stage"): [_said(stage) for stage in entries["stage"]],
            t("Detail"): what(entries),
        }
    )
    with st.expander(t("All entries ({n})", n=len(listed)), icon=":material/list:"):
        st.dataframe(listed, hide_index=True)
