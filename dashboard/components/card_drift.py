"""The drift monitor: whether the model of then still fits what has come since."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import drift as charts
from dashboard.components import panel
from dashboard.words import formats, name, t
from dashboard.words.reasons import feature
from models.drift import LARGE, Drift
from models.outlook import Outlook

_SHOWN = 10


def show(found: Outlook, zone: str) -> None:
    """Draw alerts, what came by month, and the features that moved most."""
    drift = found.drift
    if drift is None:
        st.info(t("Too little has come since to watch for drift."), icon=":material/hourglass_empty:")
        return
    if drift.alerts:
        _alerts(drift, zone)
    else:
        st.success(t("The model of then still fits what has come since."), icon=":material/check_circle:")
    panel.show(
        t("Said and came, month by month"),
        drift.months,
        lambda frame: charts.months(frame, zone),
        t(
            "A model that knew the log up to {since}, asked about what came after. Points: what came, with "
            "its 95 % interval; dashes: what was said.",
            since=formats.instant(drift.since, zone),
        ),
    )
    panel.show(
        t("Features that moved most"),
        drift.features.head(_SHOWN),
        charts.features,
        t("Over {large} (dashed) a change is large, where chance alone would not make it.", large=LARGE),
    )


def _alerts(drift: Drift, zone: str) -> None:
    first = t("{n} alerts: the model should be trained again on newer data.", n=len(drift.alerts))
    st.warning(first, icon=":material/warning:")
    with st.expander(t("All alerts")):
        moved = [_moved(row) for _, row in drift.features[drift.features["alert"]].iterrows()]
        off = [_off(row, zone) for _, row in drift.months[drift.months["alert"]].iterrows()]
        st.markdown("\n".join(f"- {said}" for said in (*off, *moved)))


def _moved(row: "pd.Series[Any]") -> str:
    return t(
        "{feature}: spread otherwise than in training (population stability index {index}).",
        feature=feature(row["column"]),
        index=formats.number(row["index"], 2),
    )


def _off(row: "pd.Series[Any]", zone: str) -> str:
    return t(
        "{month}, {measure}: {said} said, {came} came ({low} to {high}, n = {n}).",
        month=f"{row['month'].tz_convert(zone):%Y-%m}",
        measure=name(row["measure"], "monitored"),
        n=int(row["n"]),
        **{share: formats.percent(row[share]) for share in ("said", "came", "low", "high")},
    )
