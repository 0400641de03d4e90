"""What a reader may take away from a what-if, and its log on the board."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from dashboard import state
from dashboard.components import period_choice, what_if_saved
from dashboard.components.what_if_changes import labels
from dashboard.navigation import go
from dashboard.words import t
from dashboard.words.own import words_of
from dashboard.words.plain import plain
from dashboard.words.told import told
from domain.errors import InputError
from domain.eventlog import EventLog
from domain.io import write_log
from scenarios import to_yaml
from simulation.comparison import Comparison
from workbench.what_if import WhatIf, one_log
from workbench.what_if_frames import table

FORMATS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "xes": "application/xml"}


def show(what_if: WhatIf, comparison: Comparison) -> None:
    """Draw the downloads of an answered what-if."""
    with st.container(horizontal=True):
        for place, label in enumerate(labels(what_if)):
            st.download_button(
                t("Scenario (YAML)") if len(what_if.variants) == 1 else f"{plain(label)} (YAML)",
                partial(_yaml, what_if, place),
                f"{what_if.variant(place).name}.yaml",
                "application/yaml",
                icon=":material/download:",
                key=f"what_if_yaml_{place}",
                on_click="ignore",
            )
        st.download_button(
            t("Figures (CSV)"),
            lambda: table(comparison).to_csv(index=False),
            f"{what_if.scenario}_what_if.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        what_if_saved.keep(what_if, comparison)
        with st.popover(t("Log of one run"), icon=":material/list_alt:"):
            _choose_log(what_if)


def _yaml(what_if: WhatIf, place: int) -> str:
    return to_yaml(what_if.variant(place))


def _choose_log(what_if: WhatIf) -> None:
    last = what_if.replications - 1
    number = st.number_input(
        t("Number of the run"), 0, last, key="what_if_log_number", help=t("Runs are counted from 0.")
    )
    for suffix, mime in FORMATS.items():
        st.download_button(
            t("Download as {suffix}", suffix=suffix.upper()),
            partial(_file, what_if, int(number), suffix),
            f"{what_if.scenario}_what_if_{number}.{suffix}",
            mime,
            key=f"what_if_log_{suffix}",
            on_click="ignore",
            width="stretch",
        )
    if st.button(t("Open on the Board"), icon=":material/dashboard:", type="primary", width="stretch"):
        _open_on_board(what_if, int(number))


def _open_on_board(what_if: WhatIf, number: int) -> None:
    variant = what_if.variant()
    with st.spinner(t("Running it once more for its log…")):
        log = _log(what_if, number)
    label = t("{title} (what-if)", title=words_of(variant.title))
    try:
        state.open_log(log, variant.in_force.terms(), label, variant.horizon.warm_up_days)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")
        return
    period_choice.hand_on(variant.horizon.measured, variant.horizon.time_zone)
    go("board")


@st.cache_resource(show_spinner=False, max_entries=4)
def _log(what_if: WhatIf, number: int) -> EventLog:
    return one_log(what_if, number)


def _file(what_if: WhatIf, number: int, suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"log.{suffix}"
        write_log(_log(what_if, number), path)
        return path.read_bytes()
