"""A day in which applications move from stage to stage: play, pause, speed, or any minute of it.

A component of its own because a chart redraws as a whole: hundreds of marks that glide need a canvas. It
fetches nothing; its words, its marks and its colours are handed to it.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

import dashboard
from dashboard.words import mark, name, t
from domain.kpi import Moves

KINDS = ("working", "travel", "customer")
STATES = {
    "working": mark("Working"),
    "travel": mark("Travel"),
    "waiting": mark("Waiting"),
    "customer": mark("Waiting for the customer"),
}
PACES = (10, 30, 60, 180)
"""Minutes of the day that pass in a second."""
DAY_MINUTES, BEGIN = 24 * 60, 8 * 60
FOLDER = Path(dashboard.__file__).parent / "player"


def show(moves: Moves, stages: Sequence[str]) -> None:
    """Draw the day.

    Parameters
    ----------
    stages : in the order of their lanes; one that nobody visited that day has none.
    """
    _player()(key="day_player", data=as_data(moves, stages))


def as_data(moves: Moves, stages: Sequence[str]) -> dict[str, Any]:
    """What the player is handed: numbers in lists, and every word it says."""
    told, visited = moves.visits, set(moves.visits["stage"])
    lanes = [stage for stage in dict.fromkeys([*stages, *sorted(visited)]) if stage in visited]
    lane = {stage: place for place, stage in enumerate(lanes)}
    application = {each: place for place, each in enumerate(dict.fromkeys(told["application_id"]))}
    return {
        "lanes": [name(stage) for stage in lanes],
        "departments": [_department(told.loc[told["stage"] == stage, "department"]) for stage in lanes],
        "kinds": list(KINDS),
        "visits": [
            [application[each], lane[stage], int(start), int(end)]
            for each, stage, start, end in told[["application_id", "stage", "start", "end"]].to_numpy()
        ],
        "spells": [
            [int(visit), KINDS.index(state), int(start), int(end)]
            for visit, state, start, end in moves.spells[["visit", "state", "start", "end"]].to_numpy()
        ],
        "submitted": moves.submitted.tolist(),
        "finished": moves.finished.tolist(),
        "minutes": DAY_MINUTES,
        "begin": BEGIN,
        "paces": [[pace, t("{n} min a second", n=pace)] for pace in PACES],
        "words": _words(),
    }


def _department(departments: "pd.Series[str]") -> str:
    """Name the department that most of a stage's visits are of."""
    return name(departments.mode().iloc[0], "department")


def _words() -> dict[str, Any]:
    return {
        "title": t("Applications moving through the stages of one day"),
        "play": t("Play"),
        "pause": t("Pause"),
        "time": t("Time of day"),
        "pace": t("Speed"),
        "comma": t(", "),
        "states": {state: t(said) for state, said in STATES.items()},
        "summary": t("At {clock}: {submitted} submitted and {finished} finished so far today."),
    }


@cache
def _player() -> ComponentRenderer:
    return st.components.v2.component(
        "switchboard_day_player", html=_part("html"), css=_part("css"), js=_part("js")
    )


def _part(kind: str) -> str:
    return (FOLDER / f"player.{kind}").read_text(encoding="utf-8")
