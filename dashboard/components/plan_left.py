"""What comes too late or not at all, and why."""

import pandas as pd
import streamlit as st

from dashboard.components import plan_why
from dashboard.components.plan_words import named
from dashboard.words import formats, mark, t
from workbench.crew_plan import Planned
from workbench.plan_frames import AT_RISK, LATE, UNPLANNED, left

STATUS = {UNPLANNED: mark("Left out"), LATE: mark("Too late for its promise"), AT_RISK: mark("At risk")}


def show(found: Planned) -> None:
    """Draw the list of all regions, and let the reader ask about a visit."""
    with st.container(border=True):
        st.subheader(t("Late or left out"), anchor=False)
        frame = left(found, found.plan)
        if frame.empty:
            st.caption(t("Everything that waits is planned in time."))
            return
        st.dataframe(_told(frame, found.work.zone), hide_index=True, height=420)
        st.caption(
            t(
                "A promise is at risk where it is kept only if all that follows takes less than expected. "
                "Promises that were too late already when the plan was made are not told of."
            )
        )
        plan_why.show(found, frame)


def _told(frame: pd.DataFrame, zone: str) -> pd.DataFrame:
    """The list in the reader's words."""

    def instants(at: pd.Timestamp | None) -> str:
        return formats.instant(None if at is None or pd.isna(at) else at.round("s"), zone)

    return pd.DataFrame(
        {
            t("State"): frame["status"].map(lambda status: t(STATUS[status])),
            t("Application"): frame["application"],
            t("Track"): frame["track"].map(named),
            t("Stage"): frame["stage"].map(named),
            t("Region"): frame["region"].map(named),
            t("Crew"): frame["crew"].map(named),
            t("Promised for"): frame["due_at"].map(instants),
            t("Planned until"): frame["ends_at"].map(instants),
            t("Too late by"): frame["hours"].map(formats.duration),
        }
    )
