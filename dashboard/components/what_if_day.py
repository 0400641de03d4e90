"""One day of one run, watched: which side, which day."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from dashboard import asking
from dashboard.charts.what_if import Sides
from dashboard.components import choices, day_player
from dashboard.components.what_if_hours import stages_of
from dashboard.components.what_if_logs import log_of_side, place_of
from dashboard.words import t
from domain.kpi import Measures, Moves, Period, moves
from workbench.sides import BASE
from workbench.what_if import WhatIf

_SIDE, _DAY, _ON = "day_side", "day_date", "day_on"


def show(what_if: WhatIf, sides: Sides) -> None:
    """Draw the panel; a run is made again for its log only when somebody wants to watch."""
    st.subheader(t("Watch one day"), anchor=False)
    base = asking.base_of(what_if)
    horizon = base.horizon
    last = horizon.start + timedelta(days=horizon.days - 1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        side = choices.side(sides, BASE, _SIDE)
        day = st.date_input(t("Day"), horizon.start, horizon.start, last, key=_DAY, width=180)
        watched = st.toggle(t("Watch"), key=_ON)
    if not watched:
        st.caption(
            t("Every application of the day as it moves from stage to stage, from the log of the first run.")
        )
        return
    start = pd.Timestamp(day, tz=ZoneInfo(horizon.time_zone))
    with st.spinner(t("Running it once more for its log…")):
        found = _moves(what_if, place_of(side), start)
    day_player.show(found, stages_of(base))
    if found.left_out:
        st.caption(
            t("{n} more applications are left out, evenly, so that the others can be seen.", n=found.left_out)
        )


@st.cache_resource(show_spinner=False, max_entries=8)
def _moves(what_if: WhatIf, place: int | None, start: pd.Timestamp) -> Moves:
    period = Period(start, start + pd.Timedelta(days=1))
    return moves(Measures.of(log_of_side(what_if, place, 0)), period)
