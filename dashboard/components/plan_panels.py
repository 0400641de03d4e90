"""A plan drawn: what the crews of a region do when and where."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.charts.crew_gantt import crew_gantt
from dashboard.charts.crew_map import crew_map
from dashboard.components import chart
from dashboard.words import formats, name, t
from workbench.crew_plan import Planned
from workbench.plan_frames import TRAVEL, judged, stops, where_left

_REGION, _CREW = "plan_region", "plan_crew"


def show(found: Planned) -> None:
    """Draw the panels of one region, or of one of its crews."""
    done = judged(found)
    region, crew = _choose(found, done)
    with st.container(border=True):
        st.subheader(t("What crews do when"), anchor=False)
        _drawn(_of(done, region, crew), partial(_gantt, found=found, crew=crew))
    with st.container(border=True):
        st.subheader(t("Where crews go"), anchor=False)
        _drawn(_of(stops(found.plan, found.problem), region, crew), partial(_map, found=found, region=region))


def _choose(found: Planned, done: pd.DataFrame) -> tuple[str, str | None]:
    regions = list(dict.fromkeys(crew.region for crew in found.problem.crews))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        region = regions[0]
        if len(regions) > 1:
            region = st.segmented_control(
                t("Region"), regions, default=regions[0], format_func=_region, required=True, key=_REGION
            )
        crews = list(dict.fromkeys(done.loc[done["region"] == region, "crew"]))
        crew = st.selectbox(
            t("Crew"),
            crews,
            index=None,
            format_func=name,
            placeholder=t("All crews with something to do"),
            key=f"{_CREW}_{region}",
            width=300,
        )
    return region, crew


def _region(region: str) -> str:
    return name(region) if region else t("No region")


def _of(frame: pd.DataFrame, region: str, crew: str | None) -> pd.DataFrame:
    return frame[frame["region"] == region] if crew is None else frame[frame["crew"] == crew]


def _drawn(frame: pd.DataFrame, draw: partial[None]) -> None:
    if frame.empty:
        st.caption(t("No crew of this region has anything to do."))
    else:
        draw(frame)


def _gantt(frame: pd.DataFrame, found: Planned, crew: str | None) -> None:
    chart.show(crew_gantt(frame, found.work.zone), t("What crews do when"))
    if crew is not None:
        st.dataframe(_day(frame[frame["kind"] != TRAVEL], found.work.zone), hide_index=True)


def _day(frame: pd.DataFrame, zone: str) -> pd.DataFrame:
    """What one crew does, to be read out."""
    return pd.DataFrame(
        {
            t("From"): frame["start"].map(lambda at: formats.instant(at.round("s"), zone)),
            t("To"): frame["end"].map(lambda at: formats.instant(at.round("s"), zone)),
            t("What"): frame["stage"].map(lambda stage: name(stage) if stage else t("Break")),
            t("Application"): frame["application"].map(lambda application: application or formats.NONE),
            t("Track"): frame["track"].map(lambda track: name(track) if track else formats.NONE),
        }
    )


def _map(frame: pd.DataFrame, found: Planned, region: str) -> None:
    out = where_left(found.plan, found.problem, region)
    st.pydeck_chart(crew_map(frame, out, found.work.zone), height=420)
    st.caption(
        t("A line for each crew from its depot, a ring; red points are visits left out; point to read.")
    )
