"""The line with what changes, and the buttons that run it, take it back and hand it on."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import asking
from dashboard.components import what_if_changes
from dashboard.words import t
from workbench.link import to_query
from workbench.what_if import WhatIf


def show(what_if: WhatIf) -> None:
    """Draw the line; a press on Run starts the job, with what the reader sees now."""
    with st.container(border=True):
        what_if_changes.show(what_if)
        with st.container(horizontal=True):
            if st.button(t("Run"), type="primary", icon=":material/play_arrow:", key="what_if_run"):
                asking.start(what_if)
            st.button(
                t("Reset"),
                icon=":material/undo:",
                on_click=lambda: asking.change(scenario=what_if.scenario),
                key="what_if_reset",
            )
            with st.popover(t("Share link"), icon=":material/link:"):
                st.caption(t("This link reopens the choices:"))
                st.code(f"{st.context.url}?{urlencode(to_query(what_if))}", language=None, wrap_lines=True)
