"""What a page shows when there is nothing to show, and what to do then."""

import streamlit as st

from dashboard.words import t


def show(message: str, what_to_do: str) -> None:
    """Draw a calm panel in place of figures."""
    with st.container(border=True, horizontal_alignment="center", key="empty"):
        st.markdown(f"### :material/inbox: {message}")
        st.caption(what_to_do)


def outside(covered: str) -> None:
    """Say that the log tells nothing of the period.

    Parameters
    ----------
    covered : the first and the last day it covers.
    """
    show(t("This log covers {days}", days=covered), t("Choose days of this period."))


def nothing_passes() -> None:
    """Say that the filters let no application pass."""
    show(t("No application passes these filters"), t("Remove a filter or choose a longer period."))
