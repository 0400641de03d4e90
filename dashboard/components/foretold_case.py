"""What is foretold of one open application, for those inside and as its customer would see it."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import foretelling
from dashboard.components import dates_told
from dashboard.navigation import address_of, page
from dashboard.shelf import OpenLog
from dashboard.words import formats, reasons, t


def show(opened: OpenLog, number: str) -> None:
    """Draw both and how the date moved, where this log has been learned from and the application is open."""
    found = foretelling.ready(opened)
    if found is None:
        return
    rows = found.outlook.open
    mine = rows[rows["application_id"] == number]
    if len(mine):
        inside, outside = st.columns([3, 2])
        with inside:
            _inside(mine.iloc[0], opened.log.time_zone)
        with outside:
            _outside(mine.iloc[0], opened.log.time_zone)
        dates_told.show(opened, found, number)


def _inside(foretold: "pd.Series[Any]", zone: str) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(t("What is foretold"), anchor=False)
        facts = {
            t("Risk"): formats.percent(foretold["risk"]),
            t("Risk of the stage"): formats.percent(foretold["stage_risk"]),
            t("Main reason"): reasons.main(foretold),
            t("Half are finished by"): formats.instant(foretold["p50_at"], zone),
            t("90% are finished by"): formats.instant(foretold["p90_at"], zone),
        }
        with st.container(key="foretold_facts"):
            for label, fact in facts.items():
                st.markdown(f":small[:gray[{label}]]  \n**{fact}**")
        st.page_link(
            page("delay_risk"),
            label=t("All open applications by risk"),
            icon=":material/notification_important:",
            query_params=address_of("delay_risk"),
        )


def _outside(foretold: "pd.Series[Any]", zone: str) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(t("What the customer sees"), anchor=False)
        st.markdown(t("Your application is expected to be finished:"))
        st.markdown(f"#### {reasons.promise(foretold, zone)}")
        if why := reasons.to_a_customer(foretold["promise_reason"]):
            st.caption(why)
