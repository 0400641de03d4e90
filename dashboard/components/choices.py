"""Choices that stand above several charts of a what-if: of whom, and of which side."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard.charts.what_if import Sides
from dashboard.words import name, t
from domain.lateness import ALL

Label = Literal["visible", "collapsed"]


def track(tracks: Sequence[str], first: str, all_says: str, key: str) -> str:
    """Draw the choice of a track; ALL, which stands among them, is for all together.

    Parameters
    ----------
    first : chosen at first.
    all_says : what ALL is called.
    """
    return st.segmented_control(
        t("Track"),
        tracks,
        default=first,
        format_func=lambda track: all_says if track == ALL else name(track),
        required=True,
        key=key,
        label_visibility="collapsed",
    )


def side(sides: Sides, first: str, key: str, label: Label = "visible") -> str:
    """Draw the choice of a side.

    Parameters
    ----------
    sides : what frames call each side -> what the reader calls it.
    first : chosen at first.
    """
    return st.segmented_control(
        t("Side"),
        list(sides),
        default=first,
        format_func=sides.__getitem__,
        required=True,
        key=f"{key}_{len(sides)}",
        label_visibility=label,
    )
