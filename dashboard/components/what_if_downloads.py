"""What a reader may take away from a what-if, and its log on the board."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from dashboard import state
from dashboard.components import period_choice, what_if_saved
from dashboard.components.what_if_changes import labels, sides_of
from dashboard.components.what_if_logs import log_of_side, place_of
from dashboard.navigation import go
from dashboard.words import t
from dashboard.words.own import words_of
from dashboard.words.plain import plain
from dashboard.words.told import told
from domain.errors import InputError
from domain.io import write_log
from scenarios import to_yaml
from simulation.comparison import Comparison
from workbench.what_if import WhatIf
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
    sides = sides_of(what_if)
    side = st.selectbox(
        t("Side"),
        list(sides),
        index=1,
        format_func=sides.__getitem__,
        key=f"what_if_log_side_{len(sides)}",
    )
    last, place = what_if.replications - 1, place_of(side)
    number = int(
        st.number_input(
            t("Number of the run"), 0, last, key="what_if_log_number", help=t("Runs are counted from 0.")
        )
    )
    for suffix, mime in FORMATS.items():
        st.download_button(
            t("Download as {suffix}", suffix=suffix.upper()),
            partial(_file, what_if, place, number, suffix),
            f"{what_if.scenario}_what_if_{number}.{suffix}",
            mime,
            key=f"what_if_log_{suffix}",
            on_click="ignore",
            width="stretch",
        )
    if st.button(t("Open on the Board"), icon=":material/dashboard:", type="primary", width="stretch"):
        _open_on_board(what_if, place, number)


def _open_on_board(what_if: WhatIf, place: int | None, number: int) -> None:
    scenario = what_if.base() if place is None else what_if.variant(place)
    with st.spinner(t("Running it once more for its log…")):
        log = log_of_side(what_if, place, number)
    title = words_of(scenario.title)
    label = title if place is None else t("{title} (what-if)", title=title)
    try:
        state.open_log(log, scenario.in_force.terms(), label, scenario.horizon.warm_up_days)
    except InputError as error:
        st.error(told(str(error)), icon=":material/error:")
        return
    period_choice.hand_on(scenario.horizon.measured, scenario.horizon.time_zone)
    go("board")


def _file(what_if: WhatIf, place: int | None, number: int, suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"log.{suffix}"
        write_log(log_of_side(what_if, place, number), path)
        return path.read_bytes()
