"""What begins a scenario text and what is done with it: choose a base, upload, save, download."""

import streamlit as st

from dashboard import asking, drafting, own_scenarios
from dashboard.navigation import go
from dashboard.words import t
from dashboard.words.told import told
from domain.errors import InputError
from scenarios.draft import Draft
from scenarios.own import save

_SENT, _SAVED = "editor_sent", "editor_saved"


def choose(began: str) -> None:
    """Draw what a text can begin with."""
    titles = own_scenarios.titles()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state["editor_began"] = began if began in titles else drafting.FIRST
        st.selectbox(
            t("Begin with"),
            list(titles),
            format_func=titles.__getitem__,
            key="editor_began",
            on_change=lambda: drafting.begin(st.session_state["editor_began"]),
            width=320,
        )
        with st.popover(t("Open a file"), icon=":material/upload_file:"):
            st.file_uploader(t("Scenario file (YAML)"), ["yaml", "yml"], key=_SENT, on_change=_take_over)
        st.button(
            t("Begin anew"), icon=":material/undo:", on_click=lambda: drafting.begin(began), key="editor_anew"
        )


def hand_on(draft: Draft) -> None:
    """Draw what can be done with a text; a wrong one can only be downloaded."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            t("Download"),
            draft.text,
            f"{draft.scenario.name if draft.scenario else 'scenario'}.yaml",
            "application/yaml",
            icon=":material/download:",
            on_click="ignore",
        )
        wrong = draft.scenario is None
        st.button(
            t("Save"),
            icon=":material/save:",
            type="primary",
            disabled=wrong,
            on_click=_save,
            key="editor_save",
        )
        tried = st.button(
            t("Try it in a what-if"),
            icon=":material/experiment:",
            disabled=wrong,
            help=t("Saves it first, where it is not saved as it stands."),
            key="editor_try",
        )
        st.checkbox(t("Replace one of the same name"), key="editor_replace", disabled=wrong)
    if tried and draft.scenario is not None:
        _try(draft.scenario.name)
    if said := st.session_state.pop(_SAVED, None):
        kind, sentence = said
        (st.success if kind == "done" else st.error)(sentence)


def _take_over() -> None:
    sent = st.session_state[_SENT]
    if sent is not None:
        drafting.lay(sent.getvalue().decode("utf-8-sig", errors="replace"))


def _try(name: str) -> None:
    """Go to a what-if whose base is the text; one that cannot be saved stays here and is said why."""
    if own_scenarios.text_of(name) != drafting.desk().text:
        _save()
    if own_scenarios.text_of(name) == drafting.desk().text:
        asking.hand_on(name)
        go("what_if")


def _save() -> None:
    text = drafting.desk().text
    try:
        path = save(text, own_scenarios.where(), replace=st.session_state["editor_replace"])
    except InputError as error:
        st.session_state[_SAVED] = ("refused", told(str(error)))
    else:
        st.session_state[_SAVED] = ("done", t("Saved as {file}.", file=path.name))
