"""The open applications by risk, from which one can be chosen."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address
from dashboard.navigation import go
from dashboard.words import formats, name, reasons, t
from models.outlook import WHOLE, Outlook
from models.outlook_frames import listed

AT_MOST = 500
_ROWS = 12


def show(found: Outlook, kind: str, zone: str) -> "pd.Series[Any] | None":
    """Draw the table; give the row of the application chosen, or the first; None where none is open.

    Parameters
    ----------
    kind : of deadline whose risk is told.
    """
    with st.container(border=True):
        st.subheader(t("Open applications, the highest risk first"), anchor=False)
        if found.open.empty:
            st.caption(t("No application is open at the end of this log."))
            return None
        rows = listed(found, kind)
        state = st.dataframe(
            _shown(rows.head(AT_MOST), kind, zone),
            hide_index=True,
            column_config=_columns(),
            on_select="rerun",
            selection_mode="single-row",
            key="risk_table",
            placeholder=formats.NONE,
            height=36 * (_ROWS + 1) + 4,
        )
        if rows["told_risk"].notna().any():
            st.caption(t("Those already past their deadline come after those whose deadline lies ahead."))
        selected = state["selection"]["rows"]
        chosen = rows.iloc[selected[0] if selected else 0]
        _below(rows, str(chosen["application_id"]))
    return chosen


def _below(rows: pd.DataFrame, number: str) -> None:
    with st.container(horizontal=True):
        if st.button(t("Open {number}", number=number), icon=":material/timeline:", key="open_case"):
            address.hand_on("id", number)
            go("case")
        st.download_button(
            t("Download as CSV"),
            rows.to_csv(index=False),
            "open_applications.csv",
            "text/csv",
            icon=":material/download:",
        )
    if len(rows) > AT_MOST:
        st.caption(t("The first {n} are shown; the download has all.", n=AT_MOST))


def _shown(rows: pd.DataFrame, kind: str, zone: str) -> pd.DataFrame:
    shown: dict[str, Any] = {"application_id": rows["application_id"]}
    if (rows["type"] != "").any():
        shown["type"] = [name(one) for one in rows["type"]]
    if rows["told_risk"].notna().any():
        if kind != WHOLE:
            shown["stage"] = ["" if pd.isna(one) else name(one) for one in rows["stage"]]
        shown["risk"] = rows["told_risk"].round(2)
        shown["due_at"] = rows["told_due_at"].dt.tz_convert(zone).dt.tz_localize(None)
    shown["promise"] = [reasons.promise(row, zone) for _, row in rows.iterrows()]
    shown["reason"] = [reasons.main(row) for _, row in rows.iterrows()]
    return pd.DataFrame(shown)


def _columns() -> dict[str, Any]:
    texts = {
        "application_id": t("Number"),
        "type": t("Kind"),
        "stage": t("Stage in question"),
        "promise": t("Can be promised"),
        "reason": t("Main reason"),
    }
    return {
        **{key: st.column_config.TextColumn(label) for key, label in texts.items()},
        "risk": st.column_config.NumberColumn(t("Risk"), format="percent"),
        "due_at": st.column_config.DatetimeColumn(t("Due"), format=formats.column_of_instants()),
    }
