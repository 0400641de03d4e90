"""Where the figures on a page come from; simulated data are never taken for real ones."""

import streamlit as st

from dashboard.shelf import OpenLog
from dashboard.words import formats, name, t
from domain.eventlog import Origin


def show(opened: OpenLog) -> None:
    """Draw the badge of the log's origin and what it covers."""
    log = opened.log
    with st.container(horizontal=True, vertical_alignment="center", key="provenance"):
        if log.origin == Origin.SIMULATED:
            st.badge(t("Simulated data"), icon=":material/science:", color="orange")
            seed = t("scenario: {scenario} · seed {seed}", scenario=_scenario(opened), seed=str(log.seed))
            st.caption(seed, width="content")
        else:
            word = t("Live data") if log.origin == Origin.LIVE else t("Imported data")
            st.badge(word, icon=":material/database:", color="blue")
            st.caption(log.name or opened.label, width="content")
        st.caption(_extent(opened), width="content")


def _scenario(opened: OpenLog) -> str:
    return name(opened.log.scenario) if opened.log.scenario else opened.label


def _extent(opened: OpenLog) -> str:
    log = opened.log
    until = formats.instant(log.observed_until, log.time_zone)
    return t("{n} applications · up to {until} ({zone})", n=len(log), until=until, zone=log.time_zone)
