"""Where the figures on a page come from; simulated data are never taken for real ones."""

import streamlit as st

from dashboard.components import make_up_days
from dashboard.shelf import OpenLog
from dashboard.words import formats, name, t
from domain.eventlog import Origin
from workbench.what_if import SUFFIX


def show(opened: OpenLog) -> None:
    """Draw the badge of the log's origin and what it covers."""
    log = opened.log
    with st.container(horizontal=True, vertical_alignment="center", key="provenance"):
        if log.origin == Origin.SIMULATED:
            st.badge(t("Simulated data"), icon=":material/science:", color="orange")
            seed = t("Scenario: {scenario} · seed {seed}", scenario=_scenario(opened), seed=str(log.seed))
            st.caption(seed, width="content")
        else:
            word = t("Live data") if log.origin == Origin.LIVE else t("Imported data")
            st.badge(word, icon=":material/database:", color="blue")
            st.caption(log.name or opened.label, width="content")
        st.caption(_extent(opened), width="content")
    _say_unannounced(opened)


def _say_unannounced(opened: OpenLog) -> None:
    log = opened.log
    submitted = log.applications["submitted_at"].dropna()
    if len(submitted):
        first, last = (at.tz_convert(log.time_zone) for at in (submitted.min(), log.observed_until))
        make_up_days.show(opened.terms.calendar, first, last)


def _scenario(opened: OpenLog) -> str:
    scenario = opened.log.scenario
    if not scenario:
        return opened.label
    base = scenario.removesuffix(SUFFIX)
    return name(scenario) if base == scenario else t("{title} (what-if)", title=name(base))


def _extent(opened: OpenLog) -> str:
    log = opened.log
    until = formats.instant(log.observed_until, log.time_zone)
    said = t("{n} applications · up to {until} ({zone})", n=len(log), until=until, zone=log.time_zone)
    if not opened.warm_up_days:
        return said
    return f"{said} · {t('incl. {n} days of warm-up', n=opened.warm_up_days)}"
