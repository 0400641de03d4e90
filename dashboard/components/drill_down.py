"""From a figure to the applications behind it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import address
from dashboard.navigation import go
from dashboard.words import t

FIGURE, GROUP = "figure", "group"
ALL = "all"
_PARTS = {part: f"{part}_time" for part in ("working", "waiting", "travel", "customer")}


def to_cases(figure: str = "", group: str = ALL) -> None:
    """Go to the applications behind a figure; to all that pass the filters where it has no name."""
    address.hand_on(FIGURE, *([figure] if figure else []))
    address.hand_on(GROUP, *([group] if group != ALL else []))
    go("cases")


def card(name: str | None) -> None:
    """Go behind a card when it was asked for."""
    if name:
        to_cases(name)


def ageing(picked: Mapping[str, Any]) -> None:
    """Go behind a bar of ages when one was clicked."""
    if picked:
        to_cases("ageing", f"from_hours={picked['from_hours']:g},to_hours={picked['to_hours']:g}")


def stage(picked: Mapping[str, Any]) -> None:
    """Go behind the part of a stage's time that was clicked, or its visits where no part is told apart."""
    if picked:
        figure = _PARTS.get(picked.get("key", ""), "visits")
        to_cases(figure, f"stage={picked['stage']}")


def transition(picked: Mapping[str, Any]) -> None:
    """Go behind a box or a line of the process map when one was clicked."""
    if "from" in picked:
        to_cases("transition", f"from={picked['from']},to={picked['to']}")
    elif picked:
        to_cases("visits", f"stage={picked['stage']}")


def all_cases(count: int) -> None:
    """Offer all applications that pass the filters."""
    if st.button(t("Show all {n} applications", n=count), icon=":material/list_alt:", key="all_cases"):
        to_cases()
