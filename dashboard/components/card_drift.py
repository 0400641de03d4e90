"""The drift monitor: whether the model of then still fits what has come since."""

import streamlit as st

from dashboard.charts import drift as charts
from dashboard.components import panel
from dashboard.words import formats, t
from dashboard.words.told import told
from models.drift import LARGE
from models.outlook import Outlook

_SHOWN = 10


def show(found: Outlook, zone: str) -> None:
    """Draw alerts, what came by month, and the features that moved most."""
    drift = found.drift
    if drift is None:
        st.info(t("Too little has come since to watch for drift."), icon=":material/hourglass_empty:")
        return
    if drift.alerts:
        _alerts(drift.alerts)
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


def _alerts(alerts: tuple[str, ...]) -> None:
    first = t("{n} alerts: the model should be trained again on newer data.", n=len(alerts))
    st.warning(first, icon=":material/warning:")
    with st.expander(t("All alerts")):
        st.markdown("\n".join(f"- {told(alert)}" for alert in alerts))
