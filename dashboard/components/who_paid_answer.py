"""The bills of a run: a row per emergency, and the promises that slipped."""

import pandas as pd
import streamlit as st

from dashboard.words import formats, name, t
from dashboard.words.plain import plain
from scenarios import Scenario
from workbench import who_paid_frames as frames
from workbench.who_paid import WhoPaid

MOST_SHOWN = 200


def show(found: WhoPaid, side: str, base: Scenario) -> None:
    """Say what the emergencies cost, and draw up both tables.

    Parameters
    ----------
    side : what the side is called.
    base : whose time zone instants are shown in.
    """
    if not found.bills:
        st.info(t("No emergency came in the days measured."), icon=":material/info:")
        return
    bills = frames.bills(found)
    st.markdown(_sentence(found, bills, plain(side)))
    st.dataframe(
        _bills(bills, base.horizon.time_zone), hide_index=True, width="stretch", alt=t("Bill per emergency")
    )
    _slipped(frames.slipped(found))
    st.caption(
        t(
            "An application delayed under two promises counts under both. A crew that turns round serves "
            "others next, and so on to the end of the run: some others gain. A promise open at the end "
            "counts as met then."
        )
    )


def _sentence(found: WhoPaid, bills: pd.DataFrame, side: str) -> str:
    fields = {
        "side": side,
        "n": len(bills),
        "all": found.emergencies,
        "slipped": int(bills["slipped"].sum()),
        "rescued": int(bills["rescued"].sum()),
        "free": int((bills["paid_hours"] == 0).sum()),
    }
    return t(
        "{side}: of {all} emergencies in the days measured the first {n} were looked at, each by itself. "
        "Because of them {slipped} promises of others slipped and {rescued} that would have been late were "
        "kept; {free} of the emergencies cost nobody anything.",
        **fields,
    )


def _bills(bills: pd.DataFrame, zone: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("Emergency"): bills["emergency"],
            name("region"): [name(region) for region in bills["region"]],
            t("Submitted at"): [formats.instant(at, zone) for at in bills["submitted_at"]],
            t("Supplied after"): [formats.duration(hours) for hours in bills["supplied_hours"]],
            t("Promises that slipped"): bills["slipped"],
            t("Promises rescued"): bills["rescued"],
            t("Hours paid by others"): bills["paid_hours"].round(1),
            t("Hours gained by others"): bills["gained_hours"].round(1),
        }
    )


def _slipped(slipped: pd.DataFrame) -> None:
    if slipped.empty:
        st.caption(t("No promise of others slipped."))
        return
    title = t("Promises that slipped")
    with st.expander(f"{title} ({len(slipped)})"):
        shown = slipped.head(MOST_SHOWN)
        st.dataframe(_promises(shown), hide_index=True, width="stretch", alt=title)
        if len(slipped) > MOST_SHOWN:
            st.caption(t("The first {n} are shown; the download has all.", n=MOST_SHOWN))
        st.download_button(
            t("Download as CSV"),
            slipped.to_csv(index=False),
            "slipped_promises.csv",
            "text/csv",
            icon=":material/download:",
            key="who_paid_download",
        )


def _promises(slipped: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("Emergency"): slipped["emergency"],
            t("Application number"): slipped["application_id"],
            name("track"): [name(track) for track in slipped["track"]],
            name("region"): [name(region) for region in slipped["region"]],
            t("Promise"): [name(level) for level in slipped["service_level"]],
            t("Stage"): [name(stage) if stage else "" for stage in slipped["stage"]],
            t("Later by"): [formats.duration(hours) for hours in slipped["hours"]],
            t("Beyond the limit"): [formats.duration(hours) for hours in slipped["after_hours"]],
        }
    )
