"""Saving an answered what-if with a why, and the studies saved: open, download, reproduce."""

from datetime import UTC, datetime
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import asking, own_scenarios
from dashboard.components import what_if_reproduced
from dashboard.first_log import folder
from dashboard.words import t
from dashboard.words.formats import instant
from dashboard.words.plain import plain
from dashboard.words.told import told
from domain.errors import InputError
from simulation.comparison import Comparison
from workbench.saved import LONGEST_TITLE, LONGEST_WHY, Kept, all_saved, as_json, save, study_of
from workbench.what_if import WhatIf

_TITLE, _WHY, _SAVED, _CHOSEN = "study_title", "study_why", "study_saved", "study_chosen"
STUDIES = "studies"
"""Folder of the saved studies, in that of the application's data."""


def keep(what_if: WhatIf, comparison: Comparison) -> None:
    """Draw the form that saves an answer."""
    with st.popover(t("Save"), icon=":material/bookmark_add:"):
        st.text_input(t("Title"), max_chars=LONGEST_TITLE, key=_TITLE)
        st.text_area(t("Why was this asked, and what follows from it?"), max_chars=LONGEST_WHY, key=_WHY)
        said = bool(st.session_state[_TITLE].strip() and st.session_state[_WHY].strip())
        if st.button(t("Save the study"), type="primary", key="study_save", disabled=not said):
            _save(what_if, comparison)


def _save(what_if: WhatIf, comparison: Comparison) -> None:
    title, why = st.session_state[_TITLE], st.session_state[_WHY]
    try:
        path = save(study_of(what_if, comparison, title, why, datetime.now(UTC)), folder() / STUDIES)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")
        return
    st.session_state[_CHOSEN] = path.stem
    st.success(t("Saved. It stands below, among the saved studies."), icon=":material/check:")


def show() -> None:
    """Draw the saved studies, and what can be done with the one chosen."""
    kept = {one.key: one for one in all_saved(folder() / STUDIES)}
    if not kept:
        return
    with st.container(border=True):
        st.subheader(t("Saved studies"), anchor=False)
        if st.session_state.get(_CHOSEN) not in kept:
            st.session_state[_CHOSEN] = next(iter(kept))
        key = st.selectbox(
            t("Study"),
            list(kept),
            format_func=lambda key: _label(kept[key]),
            key=_CHOSEN,
            label_visibility="collapsed",
        )
        _details(kept[key])


def _label(kept: Kept) -> str:
    return f"{kept.study.title} · {_saved_at(kept)}"


def _saved_at(kept: Kept) -> str:
    return instant(pd.Timestamp(kept.study.saved_at), asking.base_of(asking.FIRST).horizon.time_zone)


def _details(kept: Kept) -> None:
    study = kept.study
    st.markdown(plain(study.why))
    st.caption(
        t(
            "Switchboard {version}, seed {seed}, {n} runs of each side, {values} figures stored",
            version=study.versions.get("switchboard", "?"),
            seed=str(study.seed),
            n=study.replications,
            values=len(study.figures),
        )
    )
    with st.container(horizontal=True):
        st.button(t("Open"), icon=":material/folder_open:", key="study_open", on_click=partial(_open, kept))
        st.button(
            t("Reproduce"),
            icon=":material/replay:",
            key="study_reproduce",
            help=t("Runs the stored scenarios again and compares every figure to the last digit."),
            on_click=partial(what_if_reproduced.start, kept),
        )
        st.download_button(
            t("Study (JSON)"),
            partial(as_json, study),
            f"{kept.key}.json",
            "application/json",
            icon=":material/download:",
            on_click="ignore",
        )
    what_if_reproduced.show(kept)


def _open(kept: Kept) -> None:
    """Put the question of a study on the page; one that a library of today does not know is said to be so."""
    try:
        what_if = kept.study.what_if(own_scenarios.text_of(kept.study.question["scenario"]))
        what_if.scenarios()
    except InputError as error:
        st.toast(told(str(error)), icon=":material/error:")
        return
    asking.ask(what_if)
    asking.edit(0)
