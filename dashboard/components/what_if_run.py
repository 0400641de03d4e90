"""The line with what changes, and the buttons that run it, take it back and hand it on."""

from collections.abc import Mapping
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
        changed = what_if_changes.show(what_if)
        with st.container(horizontal=True):
            run = t("Run") if changed else t("Run the base")
            if st.button(run, type="primary", icon=":material/play_arrow:", key="what_if_run"):
                asking.start(what_if)
            st.button(
                t("Reset"),
                icon=":material/undo:",
                on_click=lambda: asking.change(scenario=what_if.scenario),
                key="what_if_reset",
            )
            with st.popover(t("Share link"), icon=":material/link:"):
                _link(t("This link reopens the choices:"), to_query(what_if))
                if (job := asking.job()) is not None and job.about == what_if:
                    kept = t("This link reopens the result too, as long as the server keeps it:")
                    _link(kept, {**to_query(what_if), asking.RUN: job.key})


def _link(says: str, query: Mapping[str, str]) -> None:
    st.caption(says)
    st.code(f"{st.context.url}?{urlencode(query)}", language=None, wrap_lines=True)
