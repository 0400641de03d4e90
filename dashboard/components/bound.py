"""Widgets of the What-if page that show a field of the question and write what is chosen into the address."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import asking


def bound(
    field: str, value: object, meaning: Callable[[Any], object] = lambda chosen: chosen, part: str = ""
) -> dict[str, Any]:
    """Arguments that show a field's value in a widget and write what the reader chooses into the address.

    Parameters
    ----------
    meaning : of what the widget gives, as the field takes it.
    part : which part of the field the widget shows, where it has several.
    """
    key = f"what_if_{field}{part}"
    st.session_state[key] = value
    return {"key": key, "on_change": lambda: asking.change(**{field: meaning(st.session_state[key])})}


def entry(field: str, before: dict[str, Any], part: str, value: object) -> dict[str, Any]:
    """Arguments of a widget that shows one entry of a field which holds several by name."""
    return bound(field, value, lambda chosen: {**before, part: chosen}, part)
