"""What a reader looks at of a plan: one view at a time, which stands in the address."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from dashboard import address, planning
from dashboard.components import (
    plan_by_hand,
    plan_compare,
    plan_happened,
    plan_left,
    plan_panels,
    plan_what_if,
    plan_worth,
)
from dashboard.words import mark, t
from workbench.crew_plan import Planned
from workbench.publish import published

_VIEWS: Mapping[str, tuple[str, Callable[[Planned], None]]] = {
    "crews": (mark("Crews"), plan_panels.show),
    "left": (mark("Late or left out"), plan_left.show),
    "by_hand": (mark("By hand"), plan_by_hand.show),
    "what_if": (mark("What if"), plan_what_if.show),
    "happened": (mark("Something happened"), plan_happened.show),
    "worth": (mark("One more crew-hour"), plan_worth.show),
    "compare": (mark("Compare"), plan_compare.show),
}
_KEY = "choose_plan_view"


def show(found: Planned) -> None:
    """Draw the choice of views, the view chosen, and the button that hands the plan on."""
    st.session_state[_KEY] = _view()
    st.segmented_control(
        t("View"),
        list(_VIEWS),
        format_func=lambda view: t(_VIEWS[view][0]),
        required=True,
        key=_KEY,
        label_visibility="collapsed",
        on_change=lambda: address.put(planning.VIEW, st.session_state[_KEY]),
    )
    _VIEWS[_view()][1](found)
    _publish(found)


def _view() -> str:
    said = address.first(planning.VIEW) or ""
    return said if said in _VIEWS else next(iter(_VIEWS))


def _publish(found: Planned) -> None:
    st.download_button(
        t("Publish (JSON)"),
        partial(published, found),
        f"plan_{found.work.now:%Y%m%dT%H%M}.json",
        "application/json",
        icon=":material/send:",
        key="plan_publish",
        on_click="ignore",
        help=t("Who does what when, and the appointments that customers are to be told, as events."),
    )
