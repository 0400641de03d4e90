"""What the Delay risk page is asked: of which deadlines, what mistakes cost, how much can be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import address
from dashboard.charts.hindsight import looks
from dashboard.words import name, t
from models.alarms import Costs
from models.outlook import WHOLE, Outlook

OF, MISSED, LOOKS = "deadline_of", "missed_costs", "looks_hourly"
KEYS = (OF, MISSED, LOOKS)
"""Keys in the address."""

TIMES, CAPACITIES = (1, 2, 5, 10, 20, 50), (1, 2, 5, 10, 20)
_USUAL_TIMES, _USUAL_LOOKS = 10, 5


@dataclass(frozen=True)
class Asked:
    """What was chosen.

    Attributes
    ----------
    kind : of deadline, see `models.outlook`.
    capacity : looks each time, see `_step_hours`.
    """

    kind: str
    costs: Costs
    capacity: int


def show(found: Outlook) -> Asked:
    """Draw the choices; all stay in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="risk_choices"):
        kind = _kind(list(found.past))
        times = _slider(t("A missed promise costs as many false alarms"), MISSED, TIMES, _USUAL_TIMES)
        capacity = _slider(looks(_step_hours(found, kind)), LOOKS, CAPACITIES, _USUAL_LOOKS)
    return Asked(kind, Costs(float(times), 1.0), capacity)


def _step_hours(found: Outlook, kind: str) -> int:
    """Hours from one time at which the model of then was asked to the next."""
    return found.past[kind].step_hours if kind in found.past else 1


def _kind(kinds: Sequence[str]) -> str:
    if len(kinds) < 2:
        return kinds[0] if kinds else WHOLE
    _bind(OF, kinds, kinds[0])
    return str(
        st.segmented_control(
            t("Deadline of"),
            kinds,
            format_func=lambda kind: name(kind, "deadline_of"),
            required=True,
            key=f"risk_{OF}",
            on_change=lambda: _put(OF),
        )
    )


def _slider(label: str, key: str, choices: Sequence[int], usual: int) -> int:
    _bind(key, choices, usual)
    return int(st.select_slider(label, choices, key=f"risk_{key}", on_change=lambda: _put(key), width=330))


def _bind(key: str, choices: Sequence[object], usual: object) -> None:
    asked = address.first(key)
    st.session_state[f"risk_{key}"] = next((one for one in choices if str(one) == asked), usual)


def _put(key: str) -> None:
    address.put(key, str(st.session_state[f"risk_{key}"]))
