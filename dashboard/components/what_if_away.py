"""Disruption: crew groups that are away for some of the days measured."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import streamlit as st

from dashboard.components.bound import bound
from dashboard.components.what_if_changes import group_name
from dashboard.words import t
from scenarios import Scenario
from scenarios.variation import Days
from workbench.variant import Variant

USUAL = 3
"""Days for which a group that is chosen is away at first: the first ones measured."""
Range = tuple[date, ...]


def show(variant: Variant, base: Scenario) -> None:
    """Let the reader choose groups, and for each its days."""
    away, usual = variant.away, Days(1, min(USUAL, base.horizon.days))
    st.multiselect(
        t("Crews that are away"),
        [group.name for group in base.workforce.crews],
        format_func=lambda group: group_name(base, group),
        placeholder=t("Choose crews"),
        **bound("away", list(away), lambda chosen: {group: away.get(group, usual) for group in chosen}),
    )
    columns = st.columns(3)
    for place, (group, days) in enumerate(away.items()):
        with columns[place % 3]:
            _choose_days(base, group, days, away)


def _choose_days(base: Scenario, group: str, days: Days, away: Mapping[str, Days]) -> None:
    start = base.horizon.start
    shown = dates_of(start, days)
    st.date_input(
        group_name(base, group),
        min_value=start,
        max_value=max(shown[1], start + timedelta(days=base.horizon.days - 1)),
        **bound("away", shown, _changed(away, group, start), group),
    )


def dates_of(start: date, days: Days) -> tuple[date, date]:
    """First and last date of some days measured."""
    first = start + timedelta(days=days.first - 1)
    return first, first + timedelta(days=days.lasting - 1)


def _changed(away: Mapping[str, Days], group: str, start: date) -> Callable[[Range], Mapping[str, Days]]:
    """Give what the days away are once these dates are chosen; half a choice changes nothing."""

    def changed(chosen: Range) -> Mapping[str, Days]:
        if len(chosen) < 2:
            return away
        first, last = chosen
        return {**away, group: Days((first - start).days + 1, (last - first).days + 1)}

    return changed
