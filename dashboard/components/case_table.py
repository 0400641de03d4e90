"""A table of applications, from which one can be opened."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.ageing import age
from dashboard.foretelling import Foretold
from dashboard.words import formats, name, reasons, t

AT_MOST = 2_000
"""Rows shown; the download has all."""

_PLAIN = (
    *("track", "region", "department", "status", "stage", "submitted_at", "ended_at"),
    *("promise", "due_at", "met_at"),
)
"""Columns shown where something is known in them."""


def heading(figure: str, group: str, count: int) -> None:
    """Say which figure the applications are behind."""
    st.subheader(_title(figure, group), anchor=False)
    st.caption(t("{n} applications. Select a row to open its timeline.", n=count))


def _title(figure: str, group: str) -> str:
    if not figure:
        return t("All applications · whole log")
    if figure == "visits":
        return t("Visits of {stage}", stage=name(group.partition("=")[2]))
    return f"{name(figure)}{_group_said(group)}"


def _group_said(group: str) -> str:
    pairs = dict(pair.split("=", 1) for pair in group.split(",") if "=" in pair)
    if "from_hours" in pairs:
        return f" · {age(float(pairs['from_hours']), float(pairs['to_hours']))}"
    if "from" in pairs:
        start, end = pairs["from"], pairs["to"]
        return f" · {name(start) if start else t('Start')} → {name(end) if end else t('End')}"
    return "".join(f" · {name(value, key)}" for key, value in pairs.items())


def show(cases: pd.DataFrame, zone: str, foretold: Foretold | None = None) -> str | None:
    """Draw the table and give the number of the application that was selected.

    Parameters
    ----------
    foretold : of the log, where it has been worked out: open applications then show risk, dates and reason.
    """
    shown = cases.head(AT_MOST)
    state = st.dataframe(
        _listed(shown, zone, _foretold(shown, zone, foretold)),
        hide_index=True,
        column_config=_columns(),
        on_select="rerun",
        selection_mode="single-row",
        key="case_table",
        placeholder=formats.NONE,
        height=min(36 * (len(cases) + 1) + 4, 560),
    )
    if len(cases) > AT_MOST:
        st.caption(t("The first {n} are shown; the download has all.", n=AT_MOST))
    st.download_button(
        t("Download as CSV"),
        cases.to_csv(index=False),
        "applications.csv",
        "text/csv",
        icon=":material/download:",
    )
    rows = state["selection"]["rows"]
    return str(cases["application_id"].iloc[rows[0]]) if rows else None


def _listed(cases: pd.DataFrame, zone: str, foretold: dict[str, Any]) -> pd.DataFrame:
    shown: dict[str, Any] = {"application_id": cases["application_id"], **foretold}
    for column in _PLAIN:
        if cases[column].notna().any():
            shown[column] = _written(cases[column], zone)
    shown["late"] = [t("late") if late else "" for late in cases["late"].fillna(value=False)]
    shown["age"] = [formats.duration(hours) for hours in cases["age_hours"]]
    if "value" in cases and (cases["value"] != cases["value"].iloc[0]).any():
        shown["value"] = cases["value"]
    return pd.DataFrame(shown)


def _foretold(cases: pd.DataFrame, zone: str, foretold: Foretold | None) -> dict[str, Any]:
    """Risk, dates that can be promised and main reason of those that are open."""
    if foretold is None or not (cases["status"] == "open").any():
        return {}
    rows = foretold.outlook.open.set_index("application_id").reindex(cases["application_id"])
    told = [(row, pd.notna(row["promise_at"])) for _, row in rows.iterrows()]
    return {
        "risk": rows[["risk", "stage_risk"]].max(axis=1).round(2).to_numpy(),
        "can_be_promised": [reasons.promise(row, zone) if there else "" for row, there in told],
        "reason": [reasons.main(row) if there else "" for row, there in told],
    }


def _written(values: "pd.Series[Any]", zone: str) -> Any:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return values.dt.tz_convert(zone).dt.tz_localize(None)
    return ["" if pd.isna(value) else name(value, str(values.name)) for value in values]


def _columns() -> dict[str, Any]:
    texts = {
        "application_id": t("Application number"),
        "status": t("State"),
        "stage": t("Stage now"),
        "promise": t("Promise"),
        "late": t("Late"),
        "age": t("Time since submission"),
        "reason": t("Main reason"),
        **{column: name(column) for column in ("track", "region", "department")},
    }
    times = {
        "submitted_at": t("Submitted at"),
        "ended_at": t("Ended"),
        "due_at": t("Due"),
        "met_at": t("Met"),
    }
    return {
        **{column: st.column_config.TextColumn(label) for column, label in texts.items()},
        **{
            column: st.column_config.DatetimeColumn(label, format=formats.column_of_instants())
            for column, label in times.items()
        },
        "risk": st.column_config.NumberColumn(t("Risk"), format="percent"),
        # Wide enough for two days: it is guessed by the first rows, which are often ended and blank.
        "can_be_promised": st.column_config.TextColumn(t("Can be promised"), width=200),
        "value": st.column_config.NumberColumn(t("Adds to the figure"), format="%.2f"),
    }
