"""A plan drawn: what crews do when and where, and what comes late or not at all."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.charts.crew_gantt import crew_gantt
from dashboard.charts.crew_map import crew_map
from dashboard.components import chart, plan_why
from dashboard.words import formats, mark, name, t
from workbench.crew_plan import Planned
from workbench.plan_frames import AT_RISK, LATE, UNPLANNED, gantt, left, stops, where_left
from workbench.publish import published

STATUS = {UNPLANNED: mark("Left out"), LATE: mark("Too late for its promise"), AT_RISK: mark("At risk")}
_REGION = "plan_region"


def show(found: Planned) -> None:
    """Draw the panels of one region, and the list of all."""
    zone = found.asked.scenario.horizon.time_zone
    regions = list(dict.fromkeys(crew.region for crew in found.problem.crews))
    region = st.segmented_control(
        t("Region"), regions, default=regions[0], format_func=name, required=True, key=_REGION
    )
    done = gantt(found.plan, found.problem)
    with st.container(border=True):
        st.subheader(t("What crews do when"), anchor=False)
        _of_region(done[done["region"] == region], partial(_gantt, zone=zone))
    with st.container(border=True):
        st.subheader(t("Where crews go"), anchor=False)
        routes = stops(found.plan, found.problem)
        _of_region(routes[routes["region"] == region], partial(_map, found=found, region=region, zone=zone))
    _list(found, zone)
    st.download_button(
        t("Publish (JSON)"),
        partial(published, found),
        f"plan_{found.snapshot.now:%Y%m%dT%H%M}.json",
        "application/json",
        icon=":material/send:",
        key="plan_publish",
        on_click="ignore",
        help=t("Who does what when, and the appointments that customers are to be told."),
    )


def _of_region(frame: pd.DataFrame, draw: partial[None]) -> None:
    if frame.empty:
        st.caption(t("No crew of this region has anything to do."))
    else:
        draw(frame)


def _gantt(frame: pd.DataFrame, zone: str) -> None:
    chart.show(crew_gantt(frame, zone), t("What crews do when"))


def _map(frame: pd.DataFrame, found: Planned, region: str, zone: str) -> None:
    st.pydeck_chart(crew_map(frame, where_left(found.plan, found.problem, region), zone), height=420)
    st.caption(t("A line for each crew from its depot; red points are visits left out; point to read."))


def _list(found: Planned, zone: str) -> None:
    with st.container(border=True):
        st.subheader(t("Late or left out"), anchor=False)
        frame = left(found, found.plan)
        if frame.empty:
            st.caption(t("Everything that waits is planned in time."))
            return
        st.dataframe(_told(frame, zone), hide_index=True, height=320)
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
            t("Track"): frame["track"].map(name),
            t("Stage"): frame["stage"].map(name),
            t("Region"): frame["region"].map(name),
            t("Crew"): frame["crew"].map(lambda crew: name(crew) if crew else formats.NONE),
            t("Promised for"): frame["due_at"].map(instants),
            t("Planned until"): frame["ends_at"].map(instants),
            t("Too late by"): frame["hours"].map(formats.duration),
        }
    )
