"""What the satisfaction page is asked: about which stage, and about which side of the service."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import address
from dashboard.words import name, t
from models.satisfaction_effects import ALL

STAGE, DIMENSION = "of_stage", "asked_about"
"""Keys in the address."""


def show(stages: Sequence[str], dimensions: Sequence[str]) -> tuple[str, str]:
    """Draw the choices and give stage and dimension; both stay in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="satisfaction_choices"):
        stage = st.selectbox(
            t("Stage"),
            [ALL, *stages],
            format_func=lambda one: t("All stages") if one == ALL else name(one),
            width=260,
            **_bound(STAGE, (ALL, *stages)),
        )
        dimension = st.segmented_control(
            t("Asked about"),
            [ALL, *dimensions],
            format_func=lambda one: t("All together") if one == ALL else name(one),
            required=True,
            **_bound(DIMENSION, (ALL, *dimensions)),
        )
    return stage, dimension


def _bound(key: str, known: Sequence[str]) -> dict[str, Any]:
    widget = f"satisfaction_{key}"
    asked = address.first(key)
    st.session_state[widget] = asked if asked in known else ALL
    return {"key": widget, "on_change": lambda: address.put(key, st.session_state[widget])}
