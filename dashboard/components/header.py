"""The line above every page: its title, the log on the desk, the language."""

import streamlit as st

from dashboard import address, state
from dashboard.navigation import Page
from dashboard.shelf import FIRST, shelf
from dashboard.words import LANGUAGES, t
from dashboard.words.languages import KEY, language

_LOG, _LANGUAGE = "header_log", "header_language"


def show(page: Page) -> None:
    """Draw the line and let the reader change log and language; both stay in the address."""
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        st.title(t(page.title), anchor=False, width="content")
        st.space("stretch")
        if page.of_log:
            _choose_log()
        _choose_language()
    if page.of_log and state.log_is_gone():
        message = t("The log of this link is no longer open; open its file again.")
        st.warning(message, icon=":material/link_off:")


def _choose_log() -> None:
    st.session_state[_LOG] = state.log_key()
    st.selectbox(
        t("Log"),
        state.my_logs(),
        format_func=_label,
        key=_LOG,
        on_change=lambda: state.choose_log(st.session_state[_LOG]),
        label_visibility="collapsed",
        width=260,
    )


def _label(key: str) -> str:
    label = shelf().label(key)
    return t("One-stop service, simulated") if label is None or key == FIRST else label


def _choose_language() -> None:
    st.session_state[_LANGUAGE] = language()
    st.segmented_control(
        t("Language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=_LANGUAGE,
        on_change=lambda: address.put(KEY, st.session_state[_LANGUAGE]),
        required=True,
        label_visibility="collapsed",
    )
