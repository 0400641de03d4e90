"""The open applications by risk, from which one can be chosen."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address
from dashboard.navigation import go
from dashboard.words import formats, name, reasons, t
from models.outlook import Outlook

AT_MOST = 500
_ROWS = 12


def show(found: Outlook, zone: str) -> "pd.Series[Any] | None":
    """Draw the table; give the row of the application chosen, or the first; None where none is open."""
    with st.container(border=True):
        st.subheader(t("Open applications, the highest risk first"), anchor=False)
        if found.open.empty:
            st.caption(t("No application is open at the end of this log."))
            return None
        state = st.dataframe(
            _listed(found.open.head(AT_MOST), zone),
            hide_index=True,
            column_config=_columns(),
            on_select="rerun",
            selection_mode="single-row",
            key="risk_table",
            placeholder=formats.NONE,
            height=36 * (_ROWS + 1) + 4,
        )
        rows = state["selection"]["rows"]
        chosen = found.open.iloc[rows[0] if rows else 0]
        _below(found, str(chosen["application_id"]))
    return chosen


def _below(found: Outlook, number: str) -> None:
    with st.container(horizontal=True):
        if st.button(t("Open {number}", number=number), icon=":material/timeline:", key="open_case"):
            address.hand_on("id", number)
            go("case")
        st.download_button(
            t("Download as CSV"),
            found.open.to_csv(index=False),
            "open_applications.csv",
            "text/csv",
            icon=":material/download:",
        )
    if len(found.open) > AT_MOST:
        st.caption(t("The first {n} are shown; the download has all.", n=AT_MOST))


def _listed(rows: pd.DataFrame, zone: str) -> pd.DataFrame:
    shown: dict[str, Any] = {"application_id": rows["application_id"]}
    if (rows["type"] != "").any():
        shown["type"] = [name(one) for one in rows["type"]]
    for prefix in ("", "stage_"):
        if rows[f"{prefix}risk"].notna().any():
            if prefix:
                shown["stage"] = ["" if pd.isna(one) else name(one) for one in rows["stage"]]
            shown[f"{prefix}risk"] = rows[f"{prefix}risk"]
            shown[f"{prefix}due_at"] = rows[f"{prefix}due_at"].dt.tz_convert(zone).dt.tz_localize(None)
    shown["promise"] = [reasons.promise(row, zone) for _, row in rows.iterrows()]
    shown["reason"] = [reasons.main(row) for _, row in rows.iterrows()]
    return pd.DataFrame(shown)


def _columns() -> dict[str, Any]:
    texts = {
        "application_id": t("Application number"),
        "type": t("Kind"),
        "stage": t("Stage in question"),
        "promise": t("Can be promised"),
        "reason": t("Main reason"),
    }
    risks = {"risk": t("Risk"), "stage_risk": t("Risk of the stage")}
    times = {"due_at": t("Due"), "stage_due_at": t("Stage due")}
    return {
        **{key: st.column_config.TextColumn(label) for key, label in texts.items()},
        **{key: st.column_config.NumberColumn(label, format="percent") for key, label in risks.items()},
        **{
            key: st.column_config.DatetimeColumn(label, format="YYYY-MM-DD HH:mm")
            for key, label in times.items()
        },
    }
